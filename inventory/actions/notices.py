"""Telling the coordinator that kits run low, and settling it."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.models import AuditCode
from agencies.wording import say
from inventory.models import LowStockNotice
from inventory.refusals import QuantityRefused

MOST_LEFT = 999


class LowBefore(NamedTuple):
    """What a location's notice of a day said before it was told again."""

    left: int | None
    settled_on: date | None


class LowUndo(NamedTuple):
    """What takes a telling back: its day, what stood there `before`, None where nothing was told that day, and how
    many were left by the notice after it."""

    on: date
    before: LowBefore | None
    left: int | None


class ToldLow(NamedTuple):
    """A notice that was told now, and what takes that back."""

    notice: LowStockNotice
    undo: LowUndo


@transaction.atomic
def tell_low(*, location, left, today, earlier=None):
    """Tell that kits run low at `location`: one notice per location and day, however often it is told, or none.

    `left` is how many kits are there, None where nobody said; the last number told on a day stands. What was settled
    earlier that day is open again. No trail is written: its instant would say when a crew came by. Returns
    `ToldLow`, by which `withdraw_low` takes it back, and with it what the same people told by the `LowUndo`
    `earlier`, if that still stands. Raises `QuantityRefused` at `left` unless it is 0 to 999.
    """
    if left is not None and not 0 <= left <= MOST_LEFT:
        raise QuantityRefused(
            say(_("How many are left is a number from 0 to %(most)s."), most=MOST_LEFT), field="left"
        )
    found = LowStockNotice.objects.select_for_update().filter(location=location, on=today)
    row = found.values_list("left", "settled_on").first()
    before = LowBefore(*row) if row else None
    if earlier and (earlier.on, LowBefore(earlier.left, None)) == (today, before):
        before = earlier.before
    told = {"settled_on": None} | ({} if left is None else {"left": left})
    given = {"agency": location.agency, "location": location, "on": today}
    notice, _made = LowStockNotice.objects.update_or_create(
        location=location, on=today, defaults=told, create_defaults=given | told
    )
    return ToldLow(notice, LowUndo(today, before, notice.left))


@transaction.atomic
def withdraw_low(*, location, undo):
    """Take back what was told of a location (`LowUndo`), as though only what stood there before had been, or do
    nothing. Returns whether it was taken back: not where the coordinator has settled it meanwhile, or somebody has
    told another number.
    """
    notice = (
        LowStockNotice.objects.select_for_update().waiting().filter(location=location, on=undo.on, left=undo.left)
    )
    if undo.before is None:
        return bool(notice.delete()[0])
    return bool(notice.update(left=undo.before.left, settled_on=undo.before.settled_on))


@transaction.atomic
def settle_low(*, notice, by, today):
    """Settle a notice and with it every earlier open one of its location, or do nothing at all.

    Returns how many were open; 0 where somebody else was quicker.
    """
    open_ones = LowStockNotice.objects.waiting().filter(location=notice.location_id, on__lte=notice.on)
    settled = open_ones.update(settled_on=today, settled_by=by)
    if settled:
        record(what=AuditCode.STOCK_LOW_SETTLED, subject=notice.location, by=by, agency=notice.agency)
    return settled
