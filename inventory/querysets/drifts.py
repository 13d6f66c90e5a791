"""The proof that the ledger closes."""

from typing import NamedTuple

from django.db.models import F, Q, Sum

from inventory.models import Shortfall, StockLevel, StockMovement, StockUse

AT = ("agency__slug", "location__name", "lot__number", "location_id", "lot_id")
FOREIGN = ~Q(lot__agency=F("agency")) | ~Q(location__agency=F("agency"))


class Drift(NamedTuple):
    """A place in the ledger that does not close, and one sentence about it."""

    agency: str
    location: str
    lot: str
    sentence: str

    def __str__(self):
        return f"{self.agency}, {self.location}, lot {self.lot or 'not recorded'}: {self.sentence}"


def drifts() -> list[Drift]:
    """Return every place where movements - use is not the level, and every row that cannot be; [] when it closes.

    Looks at all agencies, in a fixed number of queries.
    """
    moved, used, levels = (_sums(model) for model in (StockMovement, StockUse, StockLevel))
    found = []
    for key in sorted(moved.keys() | used.keys() | levels.keys(), key=str):
        ledger, level = moved.get(key, 0) - used.get(key, 0), levels.get(key)
        if level is None:
            found.append(Drift(*key[:3], f"the ledger says {ledger} and there is no level."))
        elif level != ledger:
            found.append(Drift(*key[:3], f"the ledger says {ledger} and the level says {level}."))
        elif level < 0:
            found.append(Drift(*key[:3], f"the level is below zero: {level}."))
    return found + _strangers() + _find_overcovered()


def _sums(model):
    rows = model.objects.order_by().values_list(*AT).annotate(total=Sum("quantity"))
    return {row[:-1]: row[-1] for row in rows}


def _strangers():
    """Rows whose lot or location belongs to another agency."""
    found = []
    for model in (StockMovement, StockUse, StockLevel):
        for row in model.objects.filter(FOREIGN).order_by().values_list(*AT[:3]).distinct():
            found.append(Drift(*row, f"a {model._meta.verbose_name} names a lot or location of another agency."))
    return found


def _find_overcovered():
    rows = (
        Shortfall.objects.order_by()
        .values_list("agency__slug", "location__name", "item__name")
        .annotate(total=Sum("quantity"))
        .filter(total__lt=0)
    )
    return [
        Drift(agency, location, "of any number", f"more {item} was covered than was missing: {total}.")
        for agency, location, item, total in rows
    ]
