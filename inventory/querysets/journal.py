"""The ledger month by month: opening balance, movements, kits left, closing balance."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import overload

from django.db.models import F, Sum
from django.db.models.functions import TruncMonth

from agencies.models import Agency, Location
from agencies.periods import month_end
from inventory.models import IS_CORRECTION, Item, LateUse, Lot, StockMovement, StockUse

IN_ORDER = (
    "on",
    "entry__position",
    "entry__number",
    F("settles__number").asc(nulls_first=True),
    "quantity",
    "lot__number",
    "id",
)


@dataclass
class JournalMonth:
    """One month of one item: its movements in the order of the ledger, and what the log says was left in it.

    `late` of `left` had been found missing by a count before, and `late_corrected` takes back such of closed months;
    opening + movements + late + late_corrected - left = closing.
    """

    month: date
    opening: int = 0
    movements: list[StockMovement] = field(default_factory=list)
    left: int = 0
    late: int = 0
    late_corrected: int = 0

    @property
    def left_change(self) -> int:
        """What kits left did to the balance: below 0, unless corrections brought more back."""
        return -self.left

    @property
    def closing(self) -> int:
        moved = sum(movement.quantity for movement in self.movements)
        return self.opening + moved + self.late + self.late_corrected - self.left


class Journal(Sequence[JournalMonth]):
    """The months in which something happened, newest first; a slice of it reads just those months.

    It is what Django's Paginator takes: `len()` and slices.
    """

    def __init__(self, agency: Agency, location: Location | None, **of: Item | Lot):
        at = {"agency": agency, **of} | ({"location": location} if location else {})
        self.moved = StockMovement.objects.filter(**at)
        self.used = StockUse.objects.filter(**at)
        self.late = LateUse.objects.filter(**at)
        moved = self.moved.order_by().annotate(month=TruncMonth("on")).values_list("month", flat=True)
        used = self.used.order_by().values_list("posted_month", flat=True)
        self.months = sorted({*moved.distinct(), *used.distinct()}, reverse=True)

    def __len__(self) -> int:
        return len(self.months)

    @overload
    def __getitem__(self, part: int) -> JournalMonth: ...
    @overload
    def __getitem__(self, part: slice) -> list[JournalMonth]: ...
    def __getitem__(self, part: int | slice) -> JournalMonth | list[JournalMonth]:
        if isinstance(part, int):
            return self._read([self.months[part]])[0]
        return self._read(self.months[part])

    def _read(self, months: list[date]) -> list[JournalMonth]:
        """Return these neighbouring months, newest first."""
        if not months:
            return []
        movements = self._movements(months)
        left = _by_month(self.used, months)
        late, corrected = _late_by_month(self.late, months)
        balance = self._balance_before(months[-1])
        read = []
        for first in reversed(months):
            month = JournalMonth(first, balance, movements[first])
            month.left, month.late, month.late_corrected = (each.get(first, 0) for each in (left, late, corrected))
            balance = month.closing
            read.append(month)
        return read[::-1]

    def _movements(self, months):
        rows = self.moved.filter(on__gte=months[-1], on__lte=month_end(months[0]))
        by_month = defaultdict(list)
        names = ("lot", "location", "by", "entry__reverses", "entry__reversed_by", "settles__reversed_by")
        for movement in rows.select_related(*names).order_by(*IN_ORDER):
            by_month[movement.on.replace(day=1)].append(movement)
        return by_month

    def _balance_before(self, month):
        moved = self.moved.filter(on__lt=month).aggregate(total=Sum("quantity", default=0))["total"]
        used, late = (
            rows.filter(posted_month__lt=month).aggregate(total=Sum("quantity", default=0))["total"]
            for rows in (self.used, self.late)
        )
        return moved + late - used


def _by_month(rows, months):
    """Return the sums of counters in these neighbouring months: {first day: quantity}."""
    within = rows.filter(posted_month__gte=months[-1], posted_month__lte=months[0]).order_by()
    return dict(within.values_list("posted_month").annotate(total=Sum("quantity")))


def _late_by_month(rows, months):
    """Return the sums of late use in these neighbouring months, and of what in it corrects closed ones."""
    within = rows.filter(posted_month__gte=months[-1], posted_month__lte=months[0]).order_by()
    corrected = Sum("quantity", filter=IS_CORRECTION, default=0)
    sums = within.values_list("posted_month").annotate(total=Sum("quantity"), corrected=corrected)
    found = {month: (total - part, part) for month, total, part in sums}
    return [{month: parts[index] for month, parts in found.items()} for index in (0, 1)]


def journal(agency: Agency, item: Item, location: Location | None = None) -> Journal:
    """Return the ledger of `item`, at all locations or at one, newest month first."""
    return Journal(agency, location, lot__item=item)


def journal_of_lot(lot: Lot) -> Journal:
    """Return what came to and left one lot, at all locations, newest month first."""
    return Journal(lot.agency, None, lot=lot)
