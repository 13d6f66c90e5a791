"""Lots whose label was typed wrong, was not known at first, or was extended by its authority."""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.models import AuditCode
from agencies.wording import say
from inventory.actions.ledger import add_movement, begin, hold_ledger, lock_levels
from inventory.actions.lots import bare, check_lot_label, normalize_number
from inventory.models import LedgerEntry, Lot, StockLevel, StockMovement
from inventory.refusals import LotRefused

REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,./#()-]{1,58}[A-Za-z0-9)]")


@transaction.atomic
def correct_lot(*, lot, number, expires_on, today, by, extended_by=""):
    """Give a lot the number and the expiry date that stand on its label, or do nothing at all.

    `extended_by` is the reference under which an authority or the manufacturer lets the lot be used longer; without
    it the date was typed wrong. The trail keeps what was there before. Returns the lot: where the agency has one of
    this number already, what lies of the other one anywhere becomes part of it. Raises `LotRefused`.
    """
    hold_ledger(lot.agency)
    number = normalize_number(number)
    check_lot_label(number, expires_on, today=today)
    _judge_reference(extended_by, lot=lot, expires_on=expires_on)
    before = {"number": lot.number, "expires_on": _in_trail(lot.expires_on)}
    known = _same_number(lot, number)
    if known is None:
        lot.number, lot.expires_on = number, expires_on
        lot.save(update_fields=["number", "expires_on"])
    else:
        _refuse_other_date(known, expires_on)
        _refuse_back_into_use(lot, known)
        kind = LedgerEntry.Kind.RELABELED
        _join(begin(agency=lot.agency, kind=kind, on=today, today=today, by=by), lot, known)
    record(
        what=AuditCode.STOCK_LOT_CORRECTED,
        subject=f"{lot.item}, lot {number}",
        by=by,
        agency=lot.agency,
        before=before,
        after={"number": number, "expires_on": _in_trail(expires_on)},
        extended_by=extended_by,
    )
    return known or lot


def _in_trail(day: date | None):
    return day.isoformat() if day else ""


def _judge_reference(reference, *, lot, expires_on):
    if not reference:
        return
    if not REFERENCE.fullmatch(reference):
        raise LotRefused(
            _("Enter the reference of the extension as it is published: letters, digits and dashes."),
            field="extended_by",
        )
    if lot.expires_on is None or expires_on <= lot.expires_on:
        raise LotRefused(_("An extension ends later than the date on the label."), field="expires_on")


def _same_number(lot, number):
    """Return another lot of this item with the number, if the agency has one."""
    others = Lot.objects.filter(agency=lot.agency, item=lot.item).exclude(pk=lot.pk)
    return next((other for other in others if bare(other.number) == bare(number)), None)


def _refuse_other_date(known, expires_on):
    if known.expires_on != expires_on:
        raise LotRefused(
            say(
                _("Your agency has lot %(lot)s already, with the expiry date %(day)s. One lot has one date."),
                lot=known,
                day=known.expires_on,
            ),
            field="expires_on",
        )


def _refuse_back_into_use(lot, known):
    """What is out of use stays so: it cannot become part of a lot that is in use, or may come back into use."""
    Status = Lot.Status
    if lot.status == Status.RECALLED != known.status:
        words = _("Lot %(lot)s is recalled and lot %(known)s is not, so its kits stay apart. Check the label.")
    elif (lot.status, known.status) == (Status.QUARANTINED, Status.ACTIVE):
        words = _("Lot %(lot)s is held back and lot %(known)s is not. Put it back into use first.")
    else:
        return
    raise LotRefused(words % {"lot": lot, "known": known}, field="number")


def _join(entry, lot, known):
    """Let what lies of `lot` become `known`, location by location."""
    levels = StockLevel.objects.filter(agency=lot.agency, lot=lot, quantity__gt=0).select_related("location")
    for location in [level.location for level in levels]:
        held = lock_levels(agency=lot.agency, locations=[location], item=lot.item, lots=[known])
        source, target = held[location.pk, lot.pk], held[location.pk, known.pk]
        for level, sign in ((source, -1), (target, 1)):
            add_movement(
                entry,
                location=location,
                lot=level.lot,
                quantity=sign * source.quantity,
                reason=StockMovement.Reason.MOVED,
            )
        target.quantity += source.quantity
        source.quantity = 0
        StockLevel.objects.bulk_update([source, target], ["quantity"])
