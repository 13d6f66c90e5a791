"""Left but not logged: what counts found missing beyond deliveries, moves and the log."""

from collections import Counter
from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from agencies.models import Agency
from agencies.periods import add_months, month_of
from inventory.models import IS_CORRECTION, Item, LateUse, StockMovement

MONTHS = 12
NOT_IN_THE_LOG = (StockMovement.Reason.COUNTED, StockMovement.Reason.NOT_LOGGED)


def missing_by_month(agency: Agency, *, today: date, months: int = MONTHS) -> list[tuple[date, int]]:
    """Return (month, naloxone kits) of the last `months` months in which counts differed, newest first. Two queries.

    It is the report's "Difference found by a count" and "Left with people, not logged" together with the sign turned:
    above 0 so many kits were missing that are not in the log, below 0 so many more were there than expected, as when
    what was missing is logged later and counted again. Lost, damaged and used in training are not in it.
    """
    first = add_months(month_of(today), 1 - months)
    of_kits = {"agency": agency, "lot__item__kind": Item.Kind.NALOXONE_KIT}
    found = StockMovement.objects.filter(on__gte=first, reason__in=NOT_IN_THE_LOG, **of_kits).order_by()
    late = LateUse.objects.filter(posted_month__gte=first, **of_kits).exclude(IS_CORRECTION).order_by()
    missing: Counter[date] = Counter()
    for rows in (found.annotate(month=TruncMonth("on")).values_list("month"), late.values_list("posted_month")):
        for month, total in rows.annotate(total=Sum("quantity")):
            missing[month] -= total
    return sorted(((month, kits) for month, kits in missing.items() if kits), reverse=True)
