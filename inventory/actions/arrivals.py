"""Stock that comes in: the opening count and deliveries."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.models import AuditCode, Location
from agencies.wording import write_day
from inventory.actions.ledger import (
    arrive,
    begin,
    check_after_opening,
    check_location,
    check_quantity,
    lock_levels,
    quantity_by_lot,
)
from inventory.actions.lots import Labels
from inventory.models import Item, LedgerEntry, Lot, StockMovement
from inventory.refusals import AlreadyOpened, LotRefused, QuantityRefused, StockRefused


class OpeningLine(NamedTuple):
    """What lies there of one lot; "" and None where number and expiry are not known."""

    item: Item
    number: str
    expires_on: date | None
    quantity: int


class Receipt(NamedTuple):
    """What a delivery did: `covered` of `quantity` were left already; `on_hand` is the lot's level now."""

    lot: Lot
    location: Location
    quantity: int
    covered: int
    on_hand: int


@transaction.atomic
def opening_count(*, agency, location, lines, on, today, by, key=None, corrects=None):
    """Begin the ledger of these items at `location` with what lies there, or do nothing at all.

    `lines` are `OpeningLine`s; equal lots add up. Kits left before `on` never touch stock. `key` is a uuid under
    which it is stored once. Returns the number of items counted. Raises `AlreadyEntered` for a `key` that is stored,
    `AlreadyOpened` for an item that had a movement there, and `StockRefused` (with `line`, the index) for a line that
    cannot be right.
    """
    kind = LedgerEntry.Kind.OPENING
    entry = begin(agency=agency, kind=kind, on=on, today=today, by=by, key=key, corrects=corrects)
    check_location(agency=agency, location=location)
    if not lines:
        raise QuantityRefused(_("Enter at least one line: what lies there, and how many."))
    _refuse_opened(agency=agency, location=location, items=[line.item for line in lines])
    lots = quantity_by_lot(_judge_lines(agency=agency, lines=lines, today=today))
    for item in sorted({lot.item for lot in lots}, key=lambda item: item.pk):
        levels = lock_levels(
            agency=agency, locations=[location], item=item, lots=[lot for lot in lots if lot.item == item]
        )
        for lot, quantity in lots.items():
            if lot.item == item:
                arrive(
                    entry,
                    location=location,
                    lot=lot,
                    quantity=quantity,
                    reason=StockMovement.Reason.OPENING,
                    level=levels[location.pk, lot.pk],
                )
    counted = sum(lots.values())
    record(what=AuditCode.STOCK_OPENED, subject=location, by=by, agency=agency, quantity=counted, on=on.isoformat())
    return counted


def _refuse_opened(*, agency, location, items):
    begun = StockMovement.objects.filter(agency=agency, location=location).values_list("lot__item_id", flat=True)
    known = set(begun.filter(is_void=False).order_by().distinct())
    for index, item in enumerate(items):
        if item.pk in known:
            raise AlreadyOpened(
                _("Stock of %(item)s is kept at %(location)s already. Enter a delivery or a count instead.")
                % {"item": item, "location": location},
                field="item",
                line=index,
            )


def _judge_lines(*, agency, lines, today):
    labels = Labels(agency=agency, today=today)
    for index, line in enumerate(lines):
        try:
            check_quantity(line.quantity)
            lot = labels.lot(item=line.item, number=line.number, expires_on=line.expires_on)
        except StockRefused as refused:
            refused.line = index
            raise
        yield lot, line.quantity


@transaction.atomic
def receive(*, agency, location, item, number, expires_on, quantity, on, today, by, key=None, corrects=None):
    """Put a delivery of one lot into stock at `location`, or do nothing at all.

    Kits that were logged there before they were in stock are covered first, posted in the month of the receipt;
    the level gets the rest. `key` is a uuid under which the delivery is stored once; `corrects` the entry that was
    taken back for it. Returns a `Receipt`. Raises `AlreadyEntered` for a `key` that is stored, `LotRefused` for a lot
    without label, with another expiry date than recorded, expired on arrival or recalled, and `StockRefused` for a
    day, quantity or location that cannot be right.
    """
    kind = LedgerEntry.Kind.RECEIVED
    entry = begin(agency=agency, kind=kind, on=on, today=today, by=by, key=key, corrects=corrects)
    check_location(agency=agency, location=location)
    check_quantity(quantity)
    if not number.strip():
        raise LotRefused(_("Enter the lot number from the label."), field="number")
    lot = Labels(agency=agency, today=today).lot(item=item, number=number, expires_on=expires_on)
    if not (corrects and corrects.movements.filter(lot=lot).exists()):
        _refuse_unfit(lot, on=on)
    check_after_opening(entry, location=location, item=item)
    level = lock_levels(agency=agency, locations=[location], item=item, lots=[lot])[location.pk, lot.pk]
    reason = StockMovement.Reason.RECEIVED
    covered = arrive(entry, location=location, lot=lot, quantity=quantity, reason=reason, level=level)
    record(
        what=AuditCode.STOCK_RECEIVED,
        subject=f"{item}, lot {lot}, {location}",
        by=by,
        agency=agency,
        quantity=quantity,
        on=on.isoformat(),
    )
    return Receipt(lot, location, quantity, covered, level.quantity)


def _refuse_unfit(lot, *, on):
    if lot.status == Lot.Status.RECALLED:
        raise LotRefused(
            _("Lot %(lot)s is recalled. Do not put it into stock: return it to the supplier.") % {"lot": lot},
            field="number",
        )
    if lot.expires_on < on:
        raise LotRefused(
            _("Lot %(lot)s expired on %(day)s, before it came. Check the label; if it is right, return it.")
            % {"lot": lot, "day": write_day(lot.expires_on)},
            field="expires_on",
        )
