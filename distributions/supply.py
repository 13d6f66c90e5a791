"""For how long the kits on hand last, at the pace of what is logged day by day.

What was left at an event, or is known as the total of a month only, says nothing about a usual day and is not in the
pace; neither is a month of which only a total is known. A lot counts as far as it is used before it expires.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from agencies.models import Agency
from agencies.periods import add_months, month_end, month_of
from distributions.models import Precision, Sheet, SheetTotal
from distributions.months import both
from inventory.models import Item, StockLevel, may_be_left_on

PACE_MONTHS = 3


class Pace(NamedTuple):
    """How many kits were left in how many days."""

    kits: int
    days: int


class LotOnHand(NamedTuple):
    """How many kits of one expiry date there are; None where it is not recorded."""

    kits: int
    expires_on: date | None


class Supply(NamedTuple):
    """Of all kits on hand `usable` may be left; they last `days`, None where no pace is known, and `wasted` of them
    expire before they would be used at that pace."""

    all_kits: int
    usable: int
    days: int | None
    wasted: int


def supply_of(agency: Agency, today: date) -> Supply:
    """Return how long the kits of `agency` last from `today` on. Four queries."""
    levels = StockLevel.objects.filter(agency=agency, lot__item__kind=Item.Kind.NALOXONE_KIT, quantity__gt=0)
    sums = levels.order_by().values_list("lot__expires_on")
    rows = list(sums.annotate(usable=Sum("quantity", filter=may_be_left_on(today), default=0), total=Sum("quantity")))
    lots = [LotOnHand(usable, expires_on) for expires_on, usable, _all in rows]
    days, wasted = last_until_used(lots, pace=pace_of(agency, today), today=today)
    return Supply(sum(total for *_lot, total in rows), sum(lot.kits for lot in lots), days, wasted)


def last_until_used(lots: Iterable[LotOnHand], *, pace: Pace, today: date) -> tuple[int | None, int]:
    """Return for how many days `lots` last, and how many kits of them expire before; None and 0 without a pace.

    They are used as they are taken: first to expire first, those without a date last, each until its day.
    """
    if not pace.kits:
        return None, 0
    a_day = Fraction(pace.kits, pace.days)
    used = wasted = 0
    for lot in sorted(lots, key=lambda lot: lot.expires_on or date.max):
        part = lot.kits
        if lot.expires_on:
            until_then = int(a_day * ((lot.expires_on - today).days + 1))
            part = min(part, max(0, until_then - used))
        used += part
        wasted += lot.kits - part
    return int(used / a_day), wasted


def pace_of(agency: Agency, today: date) -> Pace:
    """Return the kits left on single days of the last three months, that of `today` up to today, without events.

    Months before the agency was active and before anything was left are not in it, nor those of which only a total
    is known. Three queries.
    """
    this = month_of(today)
    first = add_months(this, 1 - PACE_MONTHS)
    by_day, by_month = _kits_by_month(agency, first, today)
    for month, kits in _kits_of_events(agency, first, today):
        by_day[month] = max(0, by_day.get(month, 0) - kits)
    said = [month for found in (by_day, by_month) for month, kits in found.items() if kits]
    began = min([this, month_of(agency.active_since_on), *said])
    months = [month for month in (add_months(first, step) for step in range(PACE_MONTHS)) if month >= began]
    usual = [month for month in months if by_day.get(month) or not by_month.get(month)]
    days = sum((min(month_end(month), today) - month + timedelta(days=1)).days for month in usual)
    return Pace(sum(by_day.get(month, 0) for month in usual), days)


def _kits_by_month(agency, first, last):
    """Return {month: kits} of single days, and of totals of a month."""
    found: dict[str, dict[date, int]] = {Precision.DAY: {}, Precision.MONTH: {}}
    within = {"first": first, "last": month_end(month_of(last))}
    for precision, month, _times, kits, _trained in both(
        agency,
        lambda rows: (
            rows.left_between(**within)
            .of_naloxone()
            .annotate(month=TruncMonth("handed_out_on"))
            .summed_by("precision", "month")
        ),
    ):
        found[precision][month] = found[precision].get(month, 0) + kits
    return found[Precision.DAY], found[Precision.MONTH]


def _kits_of_events(agency, first, last):
    totals = SheetTotal.objects.filter(
        agency=agency,
        sheet__kind=Sheet.Kind.EVENT,
        precision=Precision.DAY,
        item__kind=Item.Kind.NALOXONE_KIT,
        handed_out_on__gte=first,
        handed_out_on__lte=last,
    )
    by_month = totals.order_by().annotate(month=TruncMonth("handed_out_on")).values_list("month")
    return by_month.annotate(Sum("items"))
