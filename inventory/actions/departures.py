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
    lock_levels,
)
from inventory.models import StockMovement
from inventory.refusals import DayRefused, LotRefused, NotEnough, StockLocationRefused

Reason = StockMovement.Reason
LOSSES = (Reason.EXPIRED, Reason.DAMAGED, Reason.LOST, Reason.RETURNED, Reason.TRAINING)


@transaction.atomic
def move_stock(*, agency, lot, source, target, quantity, on, today, by, key=None):
    """Move `quantity` of `lot` from `source` to `target`, or do nothing at all.

    At `target` kits that were logged before they were in stock are covered first. `key` is a uuid under which the
    move is stored once. Returns how many were covered. Raises `AlreadyEntered` for a `key` that is stored,
    `NotEnough` where `source` has fewer, `StockLocationRefused` for a location without a ledger or for the same one
    twice, and `StockRefused` for a day or quantity that cannot be right.
    """
    entry = begin(agency=agency, on=on, today=today, by=by, key=key)
    check_location(agency=agency, location=source, field="source")
    check_location(agency=agency, location=target, field="target")
    if source == target:
        raise StockLocationRefused(_("Choose another location than the one it is at."), field="target")
    return carry_over(entry, lot=lot, source=source, target=target, quantity=quantity, key=key)


def carry_over(entry, *, lot, source, target, quantity, key=None):
    """As `move_stock`, inside an entry that holds the agency and between locations that are fit for it."""
    agency = entry.agency
    check_after_opening(entry, location=target, item=lot.item)
    levels = lock_levels(agency=agency, locations=[source, target], item=lot.item, lots=[lot])
    _leave(entry, location=source, lot=lot, quantity=quantity, reason=Reason.MOVED, levels=levels, key=key)
    covered = arrive(
        entry,
        location=target,
        lot=lot,
        quantity=quantity,
        reason=Reason.MOVED,
        level=levels[target.pk, lot.pk],
    )
    subject = f"{lot.item}, lot {lot}, {source} → {target}"
    record(
        what=AuditCode.STOCK_MOVED,
        subject=subject,
        by=entry.by,
        agency=agency,
        quantity=quantity,
        on=entry.stated_on.isoformat(),
    )
    return covered


@transaction.atomic
def write_off(*, agency, location, lot, quantity, reason, on, today, by, key=None):
    """Take `quantity` of `lot` out of stock for one of the reasons in `LOSSES`, or do nothing at all.

    `key` is a uuid under which the loss is stored once. Returns how many of the lot are left there. Raises
    `AlreadyEntered` for a `key` that is stored, `NotEnough` where there are fewer, `LotRefused` for "expired"
    while the lot is good, and `StockRefused` for a day, quantity or location that cannot be right.
    """
    if reason not in LOSSES:
        raise ValueError(f"{reason} is no reason to write stock off.")
    entry = begin(agency=agency, on=on, today=today, by=by, key=key)
    check_location(agency=agency, location=location)
    if reason == Reason.EXPIRED and lot.expires_on and lot.expires_on >= on:
        raise LotRefused(
            _("Lot %(lot)s is good until %(day)s. Choose another reason.")
            % {"lot": lot, "day": write_day(lot.expires_on)},
            field="reason",
        )
    levels = lock_levels(agency=agency, locations=[location], item=lot.item, lots=[lot])
    level = _leave(entry, location=location, lot=lot, quantity=quantity, reason=reason, levels=levels, key=key)
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


def _leave(entry, *, location, lot, quantity, reason, levels, key):
    """Lower the locked level of `lot` at `location` by `quantity` and append the movement; return the level."""
    check_quantity(quantity)
    check_after_opening(entry, location=location, item=lot.item)
    level = levels[location.pk, lot.pk]
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
    add_movement(entry, location=location, lot=lot, quantity=-quantity, reason=reason, key=key)
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
