"""Stock that goes elsewhere, or goes for good without being left with anybody."""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.models import AuditCode
from agencies.wording import say, write_day
from inventory.actions.ledger import (
    add_movement,
    arrive,
    begin,
    check_after_opening,
    check_location,
    check_quantity,
    first_count_after,
    lock_levels,
    settle,
)
from inventory.models import LedgerEntry, StockLevel, StockMovement
from inventory.refusals import DayRefused, LotRefused, NotEnough, StockChanged, StockLocationRefused

Reason = StockMovement.Reason
LOSSES = (Reason.EXPIRED, Reason.DAMAGED, Reason.LOST, Reason.RETURNED, Reason.TRAINING)


@transaction.atomic
def move_stock(*, agency, lot, source, target, quantity, on, today, by, key=None, corrects=None):
    """Move `quantity` of `lot` from `source` to `target`, or do nothing at all.

    At `target` kits that were logged before they were in stock are covered first. `key` is a uuid under which the
    move is stored once. Returns how many were covered. Raises `AlreadyEntered` for a `key` that is stored,
    `NotEnough` where `source` has fewer, `StockLocationRefused` for a location without a ledger or for the same one
    twice, and `StockRefused` for a day or quantity that cannot be right.
    """
    kind = LedgerEntry.Kind.MOVED
    entry = begin(agency=agency, kind=kind, on=on, today=today, by=by, key=key, corrects=corrects)
    check_location(agency=agency, location=source, field="source")
    check_location(agency=agency, location=target, field="target")
    if source == target:
        raise StockLocationRefused(_("Choose another location than the one it is at."), field="target")
    check_after_opening(entry, location=target, item=lot.item)
    levels = lock_levels(agency=agency, locations=[source, target], item=lot.item, lots=[lot])
    _leave(entry, location=source, lot=lot, quantity=quantity, reason=Reason.MOVED, levels=levels)
    covered = arrive(
        entry,
        location=target,
        lot=lot,
        quantity=quantity,
        reason=Reason.MOVED,
        level=levels[target.pk, lot.pk],
    )
    subject = f"{lot.item}, lot {lot}, {source} → {target}"
    record(what=AuditCode.STOCK_MOVED, subject=subject, by=by, agency=agency, quantity=quantity, on=on.isoformat())
    return covered


@transaction.atomic
def write_off(*, agency, location, lot, quantity, reason, on, today, by, key=None, corrects=None):
    """Take `quantity` of `lot` out of stock for one of the reasons in `LOSSES`, or do nothing at all.

    `key` is a uuid under which the loss is stored once. Returns how many of the lot are left there. Raises
    `AlreadyEntered` for a `key` that is stored, `NotEnough` where there are fewer, `LotRefused` for "expired"
    while the lot is good, and `StockRefused` for a day, quantity or location that cannot be right.
    """
    if reason not in LOSSES:
        raise ValueError(f"{reason} is no reason to write stock off.")
    kind = LedgerEntry.Kind.WRITTEN_OFF
    entry = begin(agency=agency, kind=kind, on=on, today=today, by=by, key=key, corrects=corrects)
    check_location(agency=agency, location=location)
    _refuse_unexpired(lot, reason=reason, on=on)
    levels = lock_levels(agency=agency, locations=[location], item=lot.item, lots=[lot])
    level = _leave(entry, location=location, lot=lot, quantity=quantity, reason=reason, levels=levels)
    record(
        what=AuditCode.STOCK_WRITTEN_OFF,
        subject=f"{lot.item}, lot {lot}, {location}",
        by=by,
        agency=agency,
        quantity=quantity,
        reason=str(reason),
        on=on.isoformat(),
    )
    return level.quantity


@transaction.atomic
def write_off_lots(*, agency, levels, seen: dict[StockLevel, int], reason, on, today, by, key=None):
    """Take all that lies of these levels out of stock for one of the reasons in `LOSSES`, or do nothing at all.

    `levels` are `StockLevel`s, written off as one entry; `seen` is how many of each there were when somebody looked:
    anything else by now raises `StockChanged`. Returns how many are gone. Raises what `write_off` raises, and
    `NotEnough` where nothing of any of them is left.
    """
    if reason not in LOSSES:
        raise ValueError(f"{reason} is no reason to write stock off.")
    kind = LedgerEntry.Kind.WRITTEN_OFF
    entry = begin(agency=agency, kind=kind, on=on, today=today, by=by, key=key)
    for level in levels:
        _refuse_unexpired(level.lot, reason=reason, on=on)
    gone = 0
    for level in sorted(levels, key=lambda level: (level.lot.item_id, str(level.location_id), str(level.lot_id))):
        at = {"location": level.location, "lot": level.lot}
        check_location(agency=agency, location=level.location)
        locked = lock_levels(agency=agency, locations=[level.location], item=level.lot.item, lots=[level.lot])
        there = locked[level.location_id, level.lot_id].quantity
        _refuse_unseen(there, seen.get(level), **at)
        if there:
            _leave(entry, quantity=there, reason=reason, levels=locked, **at)
            gone += there
    if not gone:
        raise NotEnough(_("Nothing of these lots is on hand any more. Nothing was changed."))
    record(
        what=AuditCode.STOCK_WRITTEN_OFF,
        subject=str(reason.label),
        by=by,
        agency=agency,
        quantity=gone,
        reason=str(reason),
        on=on.isoformat(),
    )
    return gone


def _refuse_unseen(there, seen, *, lot, location):
    if there != seen:
        words = _("There are %(there)s of lot %(lot)s at %(location)s by now. Look again: nothing was changed.")
        raise StockChanged(say(words, there=there, lot=lot, location=location))


def _refuse_unexpired(lot, *, reason, on):
    if reason == Reason.EXPIRED and lot.expires_on and lot.expires_on >= on:
        raise LotRefused(
            _("Lot %(lot)s is good until %(day)s. Choose another reason.")
            % {"lot": lot, "day": write_day(lot.expires_on)},
            field="reason",
        )


def _leave(entry, *, location, lot, quantity, reason, levels):
    """Lower the locked level of `lot` at `location` by `quantity` and append the movement; return the level."""
    check_quantity(quantity)
    check_after_opening(entry, location=location, item=lot.item)
    level = levels[location.pk, lot.pk]
    if first_count_after(entry, location=location, item=lot.item):
        add_movement(entry, location=location, lot=lot, quantity=-quantity, reason=reason)
        settle(entry, location=location, lot=lot, quantity=-quantity)
        return level
    if level.quantity < quantity:
        raise NotEnough(
            say(
                _("There are only %(there)s of lot %(lot)s at %(location)s. If there are more, count first."),
                there=level.quantity,
                lot=lot,
                location=location,
            ),
            field="quantity",
        )
    _refuse_before_arrival(entry, location=location, lot=lot, quantity=quantity)
    add_movement(entry, location=location, lot=lot, quantity=-quantity, reason=reason)
    level.quantity -= quantity
    level.save(update_fields=["quantity"])
    return level


def _refuse_before_arrival(entry, *, location, lot, quantity):
    come = StockMovement.objects.filter(agency=entry.agency, location=location, lot=lot, on__lte=entry.on).aggregate(
        total=Sum("quantity", default=0)
    )["total"]
    if come < quantity:
        raise DayRefused(
            _("On %(day)s there were not yet so many of lot %(lot)s at %(location)s. Check the day.")
            % {"day": write_day(entry.stated_on), "lot": lot, "location": location},
            field="on",
        )
