"""The proof that the ledger closes."""

from typing import NamedTuple

from django.db.models import F, Q, Sum

from inventory.models import LateUse, Shortfall, StockLevel, StockMovement, StockUse

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
    """Return every place where movements + late use - use is not the level, and every row that cannot be.

    [] when the ledger closes. Looks at all agencies, in a fixed number of queries.
    """
    models = (StockMovement, LateUse, StockUse, StockLevel)
    moved, late, used, levels = (_sums(model) for model in models)
    found = []
    for key in sorted(moved.keys() | late.keys() | used.keys() | levels.keys(), key=str):
        agency, location, lot, *_ids = key
        if sentence := _why_open(moved.get(key, 0) + late.get(key, 0) - used.get(key, 0), levels.get(key)):
            found.append(Drift(agency, location, lot, sentence))
    return found + _strangers() + _find_overcovered()


def _why_open(ledger: int, level: int | None) -> str:
    """Say why the ledger does not close at a level, "" where it does."""
    if level is None:
        return f"the ledger says {ledger} and there is no level."
    if level != ledger:
        return f"the ledger says {ledger} and the level says {level}."
    return f"the level is below zero: {level}." if level < 0 else ""


def _sums(model):
    rows = model.objects.order_by().values_list(*AT).annotate(total=Sum("quantity"))
    return {row[:-1]: row[-1] for row in rows}


def _strangers():
    """Rows whose lot or location belongs to another agency."""
    found = []
    for model in (StockMovement, LateUse, StockUse, StockLevel):
        sentence = f"a {model._meta.verbose_name} names a lot or location of another agency."
        rows = model.objects.filter(FOREIGN).order_by().values_list(*AT[:3]).distinct()
        found += [Drift(agency, location, lot, sentence) for agency, location, lot in rows]
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
