"""Lots as their labels name them, and holding one back."""

import re
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.wording import write_day
from inventory.actions.refusals import LotRefused
from inventory.models import Lot

LABEL = re.compile(r"[A-Z0-9](?:[A-Z0-9 ./#-]{0,38}[A-Z0-9])?")
LONGEST_AHEAD = timedelta(days=10 * 366)


def normalize_number(number):
    """Return a lot number as it is stored: in capitals, single spaces, nothing around it."""
    return " ".join(number.upper().split())


def bare(number):
    """Return the letters and digits of a lot number: what two ways of writing one label have in common."""
    return re.sub(r"[^A-Z0-9]", "", number.upper())


class Labels:
    """The lots of an agency by their labels, read once. Only inside an entry, which keeps other hands out."""

    def __init__(self, *, agency, today):
        self.agency, self.today = agency, today
        self.known = {(lot.item_id, bare(lot.number)): lot for lot in Lot.objects.filter(agency=agency)}

    def lot(self, *, item, number, expires_on):
        """Return the lot with this label, made if it is new; no number and no date is lot "not recorded".

        Spaces, dashes and small letters make no other lot. Raises `LotRefused` for a number that no label has, for
        one of the two without the other, for a date more than ten years off, and for a known lot with another date.
        """
        number = normalize_number(number)
        self._judge(number, expires_on)
        lot = self.known.get((item.pk, bare(number)))
        if lot is None:
            lot = Lot.objects.create(agency=self.agency, item=item, number=number, expires_on=expires_on)
            self.known[item.pk, bare(number)] = lot
        if lot.expires_on and lot.expires_on != expires_on:
            raise LotRefused(
                _("Lot %(lot)s is recorded with the expiry date %(day)s. Check the label: one lot has one date.")
                % {"lot": lot, "day": write_day(lot.expires_on)},
                field="expires_on",
            )
        lot.item = item
        return lot

    def _judge(self, number, expires_on):
        if bool(number) != bool(expires_on):
            field = "expires_on" if number else "number"
            raise LotRefused(
                _("Give both the lot number and the expiry date from the label, or neither."), field=field
            )
        if number and not LABEL.fullmatch(number):
            raise LotRefused(_("A lot number has letters, digits, dashes and at most 40 signs."), field="number")
        if expires_on and abs(expires_on - self.today) > LONGEST_AHEAD:
            raise LotRefused(_("Check the year of the expiry date on the label."), field="expires_on")


def _move_status(*, lot, before, after, what, sentence, by):
    """Change the status of a lot whose row is locked, or refuse with `sentence`."""
    lot = Lot.objects.select_for_update(of=("self",)).select_related("item", "agency").get(pk=lot.pk)
    if lot.status != before:
        raise LotRefused(sentence % {"lot": lot})
    lot.status = after
    lot.save(update_fields=["status"])
    record(what=what, subject=f"{lot.item}, lot {lot}", by=by, agency=lot.agency)
    return lot


@transaction.atomic
def hold_back(*, lot, by):
    """Keep the log from taking kits of this lot, or do nothing at all. Raises `LotRefused` unless it is in use."""
    return _move_status(
        lot=lot,
        before=Lot.Status.ACTIVE,
        after=Lot.Status.QUARANTINED,
        what="stock.held_back",
        sentence=_("Lot %(lot)s is held back or recalled already."),
        by=by,
    )


@transaction.atomic
def release(*, lot, by):
    """Put a lot that was held back into use again, or do nothing at all. Raises `LotRefused` for any other lot."""
    return _move_status(
        lot=lot,
        before=Lot.Status.QUARANTINED,
        after=Lot.Status.ACTIVE,
        what="stock.released",
        sentence=_("Lot %(lot)s is not held back. A recalled lot stays out of use: return it to the supplier."),
        by=by,
    )
