"""Counting what is there, and what the difference means."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.models import AuditCode
from inventory.actions.ledger import (
    add_movement,
    begin,
    check_after_opening,
    check_location,
    check_quantity,
    cover,
    lock_levels,
    quantity_by_lot,
)
from inventory.actions.lots import Labels
from inventory.models import LedgerEntry, StockMovement
from inventory.querysets import variance_of
from inventory.refusals import LotNotCounted, NotOpened, StockChanged

Reason = StockMovement.Reason
STOCK_COUNT_REASONS = (Reason.COUNTED, Reason.NOT_LOGGED, Reason.LOST, Reason.DAMAGED, Reason.TRAINING)


class CountedLot(NamedTuple):
    """How many of one lot lie there; "" and None for the lot that is not recorded."""

    number: str
    expires_on: date | None
    quantity: int


@transaction.atomic
def count_stock(*, agency, location, item, counted, on, today, by, reason=Reason.COUNTED, expected=None, key=None):
    """Make the levels of `item` at `location` what was counted, or do nothing at all.

    `counted` are `CountedLot`s for every lot that should be there; lots that are new are made. The open shortfall is
    covered out of the variance. What is missing is entered under `reason` (one of `STOCK_COUNT_REASONS`), what was
    found under "counted". `key` is a uuid under which the count is stored once; `expected` the `Variance` that was
    looked at: another one by now raises `StockChanged`. Returns the `Variance`. Raises `AlreadyEntered` for a `key`
    that is stored, `NotOpened`, `LotNotCounted` and other `StockRefused`.
    """
    if reason not in STOCK_COUNT_REASONS:
        raise ValueError(f"{reason} does not explain a count.")
    kind = LedgerEntry.Kind.COUNTED
    entry = begin(agency=agency, kind=kind, on=on, today=today, by=by, key=key, location=location, item=item)
    check_location(agency=agency, location=location)
    check_after_opening(entry, location=location, item=item)
    _refuse_unopened(agency=agency, location=location, item=item)
    found = quantity_by_lot(_lots_of(agency=agency, item=item, counted=counted, today=today))
    levels = lock_levels(agency=agency, locations=[location], item=item, lots=list(found)).values()
    variance = variance_of(agency=agency, location=location, item=item, counted=sum(found.values()))
    _refuse_incomplete(levels, found)
    if expected is not None and variance != expected:
        raise StockChanged(
            _("Kits were logged or stock was moved since you counted. Nothing was changed: please count again.")
        )
    covered = _settle(
        entry, location=location, levels=levels, found=found, shortfall=variance.shortfall, reason=reason
    )
    cover(entry, location=location, item=item, by_lot=covered)
    record(
        what=AuditCode.STOCK_COUNTED,
        subject=f"{item}, {location}",
        by=by,
        agency=agency,
        **variance._asdict(),
        difference=variance.difference,
        on=on.isoformat(),
    )
    return variance


def _lots_of(*, agency, item, counted, today):
    labels = Labels(agency=agency, today=today)
    for line in counted:
        check_quantity(line.quantity, least=0)
        yield labels.lot(item=item, number=line.number, expires_on=line.expires_on), line.quantity


def _refuse_unopened(*, agency, location, item):
    if not StockMovement.objects.filter(agency=agency, location=location, lot__item=item).exists():
        raise NotOpened(
            _("No stock of %(item)s is recorded at %(location)s yet. Begin with an opening count.")
            % {"item": item, "location": location},
            field="item",
        )


def _refuse_incomplete(levels, found):
    missing = next((level.lot for level in levels if level.quantity and level.lot not in found), None)
    if missing:
        raise LotNotCounted(
            _("Lot %(lot)s should be there too. Count it as well; enter 0 if there is none.") % {"lot": missing}
        )


def _settle(entry, *, location, levels, found, shortfall, reason):
    """Move each level to what was found; return which lots the shortfall is covered from."""
    gaps = {level.lot: found.get(level.lot, 0) - level.quantity for level in levels}
    covered = spread_shortfall(shortfall, gaps)
    for level in levels:
        change = gaps[level.lot] + covered[level.lot]
        if change:
            why = reason if change < 0 else Reason.COUNTED
            add_movement(entry, location=location, lot=level.lot, quantity=change, reason=why)
        level.quantity += gaps[level.lot]
        level.counted_on = max(entry.stated_on, level.counted_on or entry.stated_on)
        level.save(update_fields=["quantity", "counted_on"])
    return covered


def spread_shortfall(shortfall, gaps):
    """Say which lots the shortfall was taken from: {lot: counted - level} → {lot: quantity}, together `shortfall`.

    Lots of which kits are missing come first, in the order given; what those do not explain is the first lot's.
    """
    covered, left = {}, shortfall
    for lot, gap in gaps.items():
        covered[lot] = min(left, max(0, -gap))
        left -= covered[lot]
    covered[next(iter(gaps))] += left
    return covered
