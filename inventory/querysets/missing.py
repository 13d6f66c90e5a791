"""Left but not logged: what counts found missing beyond deliveries, moves and the log."""

from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from agencies.models import Agency
from agencies.periods import add_months, month_of
from inventory.models import Item, StockMovement

MONTHS = 12


def missing_by_month(agency: Agency, *, today: date, months: int = MONTHS) -> list[tuple[date, int]]:
    """Return (month, naloxone kits) of the last `months` months in which counts differed, newest first. One query.

    It is the report's "Difference found by a count" with the sign turned: above 0 so many kits were missing for a
    reason that nobody knows, below 0 so many more were there than expected, as when what was missing is logged
    later and counted again. Lost, damaged and used in training have reasons and are not in it.
    """
    first = add_months(month_of(today), 1 - months)
    found = StockMovement.objects.filter(
        agency=agency,
        on__gte=first,
        reason=StockMovement.Reason.COUNTED,
        lot__item__kind=Item.Kind.NALOXONE_KIT,
    )
    rows = found.order_by().annotate(month=TruncMonth("on")).values_list("month").annotate(total=Sum("quantity"))
    return sorted(((month, -total) for month, total in rows if total), reverse=True)
