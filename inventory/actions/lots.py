"""Lots as their labels name them, and holding one back."""

import re
from datetime import timedelta

from django.utils.translation import gettext as _

from agencies.wording import write_day
from inventory.life import LOT
from inventory.models import Lot
from inventory.refusals import LotRefused

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
        one of the two without the other, for a date more than ten years off, and for a known lot with another date. A
        lot of which every entry was taken back has no date any more.
        """
        number = normalize_number(number)
        check_lot_label(number, expires_on, today=self.today)
        lot = self.known.get((item.pk, bare(number)))
        if lot is None:
            lot = Lot.objects.create(agency=self.agency, item=item, number=number, expires_on=expires_on)
            self.known[item.pk, bare(number)] = lot
        if lot.expires_on and lot.expires_on != expires_on and not lot.movements.filter(is_void=False).exists():
            lot.expires_on = expires_on
            lot.save(update_fields=["expires_on"])
        if lot.expires_on and lot.expires_on != expires_on:
            raise LotRefused(
                _("Lot %(lot)s is recorded with the expiry date %(day)s. Check the label: one lot has one date.")
                % {"lot": lot, "day": write_day(lot.expires_on)},
                field="expires_on",
            )
        lot.item = item
        return lot


def check_lot_label(number, expires_on, *, today):
    """Raise `LotRefused` for what stands on no label: a number without a date, or one that cannot be right."""
    if bool(number) != bool(expires_on):
        field = "expires_on" if number else "number"
        raise LotRefused(_("Give both the lot number and the expiry date from the label, or neither."), field=field)
    if number and not LABEL.fullmatch(number):
        raise LotRefused(_("A lot number has letters, digits and dashes, and at most 40 characters."), field="number")
    if expires_on and abs(expires_on - today) > LONGEST_AHEAD:
        raise LotRefused(_("Check the year of the expiry date on the label."), field="expires_on")


def hold_back(*, lot, by):
    """Keep the log from taking kits of this lot, or do nothing at all. Raises `LotRefused` unless it is in use."""
    return LOT.move(lot, to=Lot.Status.QUARANTINED, by=by, on=None, item=lot.item.name)


def release(*, lot, by):
    """Put a lot that was held back into use again, or do nothing at all. Raises `LotRefused` for any other lot."""
    return LOT.move(lot, to=Lot.Status.ACTIVE, by=by, on=None, item=lot.item.name)


def recall(*, lot):
    """Take every kit of this lot out of use for good. Raises `LotRefused` for one that was recalled before."""
    return LOT.move(lot, to=Lot.Status.RECALLED, by=None, on=None, item=lot.item.name)
