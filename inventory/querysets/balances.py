"""Balances at month ends, and what happened between two of them.

closing(month) = sum of movements dated to the month's end + sum of late use - sum of use, both posted to that month
or before. Late use is what a count had found missing: it is told under its difference, and what takes back that of a
closed month under "corrections to earlier periods".
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from agencies.models import Agency
from agencies.periods import add_months, month_end
from inventory.models import IS_CORRECTION, Item, LateUse, Shortfall, StockMovement, StockUse

Reason = StockMovement.Reason


@dataclass(frozen=True)
class Flow:
    """What happened to the naloxone kits of an agency in some whole months, in kits.

    opening + received - used + sum of other = closing, always. `used` were left and came out of stock; `shortfall`
    is the change of what was left and no stock covered; so `used + shortfall` (`left`) is what the log says was left
    since stock is kept, and E = A + B - C + D holds with D = sum of other + shortfall (`other_change`).
    """

    opening: int
    received: int
    used: int
    shortfall: int
    other: dict[str, int]
    closing: int

    @property
    def left(self) -> int:
        """C, without kits left where and when no stock was kept yet."""
        return self.used + self.shortfall

    @property
    def other_change(self) -> int:
        """D: opening counts, losses and differences found, and the change in shortfall."""
        return sum(self.other.values()) + self.shortfall


def _by_item(rows, item: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(item).annotate(total=Sum("quantity")))


def closing_by_item(agency: Agency, month: date) -> dict[int, int]:
    """Return the balance of each item ever held, by its id, at the end of `month` (a first of month)."""
    moved = _by_item(StockMovement.objects.filter(agency=agency, on__lte=month_end(month)), "lot__item_id")
    until = {"agency": agency, "posted_month__lte": month}
    late, used = (_by_item(model.objects.filter(**until), "lot__item_id") for model in (LateUse, StockUse))
    held = moved.keys() | late.keys() | used.keys()
    return {item: moved.get(item, 0) + late.get(item, 0) - used.get(item, 0) for item in held}


def kits_closing(agency: Agency, month: date) -> int:
    """Return the balance of all naloxone kits together at the end of `month`, a first of month."""
    kits = {"lot__item__kind": Item.Kind.NALOXONE_KIT}
    moved = StockMovement.objects.filter(agency=agency, on__lte=month_end(month), **kits)
    until = {"agency": agency, "posted_month__lte": month}
    late, used = (model.objects.filter(**until, **kits) for model in (LateUse, StockUse))
    return _total(moved) + _total(late) - _total(used)


def _total(rows) -> int:
    return rows.aggregate(total=Sum("quantity", default=0))["total"]


def flow(agency: Agency, first_month: date, last_month: date) -> Flow:
    """Return what happened to naloxone kits from `first_month` to `last_month` (firsts of month, both included).

    Seven queries, however long the ledger is. Reasons that cancel out, such as moves, are not in `other`.
    """
    kits = {"lot__item__kind": Item.Kind.NALOXONE_KIT}
    months = Q(posted_month__gte=first_month, posted_month__lte=last_month)
    moved = StockMovement.objects.filter(agency=agency, on__gte=first_month, on__lte=month_end(last_month), **kits)
    by_reason = dict(moved.order_by().values_list("reason").annotate(total=Sum("quantity")))
    used = _total(StockUse.objects.filter(months, agency=agency, **kits))
    shortfall = _total(Shortfall.objects.filter(months, agency=agency, item__kind=Item.Kind.NALOXONE_KIT))
    late = LateUse.objects.filter(months, agency=agency, **kits).aggregate(
        total=Sum("quantity", default=0), corrected=Sum("quantity", filter=IS_CORRECTION, default=0)
    )
    for reason, total in (
        (Reason.COUNTED, late["total"] - late["corrected"]),
        (Reason.CORRECTED, late["corrected"]),
    ):
        by_reason[reason] = by_reason.get(reason, 0) + total
    opening = kits_closing(agency, add_months(first_month, -1))
    received = by_reason.pop(Reason.RECEIVED, 0)
    other = {reason: total for reason, total in sorted(by_reason.items()) if total}
    return Flow(
        opening=opening,
        received=received,
        used=used,
        shortfall=shortfall,
        other=other,
        closing=opening + sum(by_reason.values()) + received - used,
    )
