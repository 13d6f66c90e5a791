"""Telling the coordinator that kits run low, and settling it."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.models import AuditCode
from agencies.wording import say
from inventory.models import LowStockNotice
from inventory.refusals import QuantityRefused

MOST_LEFT = 999


class LowBefore(NamedTuple):
    """What a location's notice of a day said before it was told again; `settled_by` is the id of who settled it."""

    left: int | None
    settled_on: date | None
    settled_by: UUID | None


class ToldLow(NamedTuple):
    """A notice that was told now, and what it said `before`, None where nothing was told that day."""

    notice: LowStockNotice
    before: LowBefore | None


@transaction.atomic
def tell_low(*, location, left, today):
    """Tell that kits run low at `location`: one notice per location and day, however often it is told, or none.

    `left` is how many kits are there, None where nobody said; the last number told on a day stands. What was settled
    earlier that day is open again. No trail is written: its instant would say when a crew came by. Returns
    `ToldLow`, by which `withdraw_low` takes it back; raises `QuantityRefused` at `left` unless it is 0 to 999.
    """
    if left is not None and not 0 <= left <= MOST_LEFT:
        raise QuantityRefused(
            say(_("How many are left is a number from 0 to %(most)s."), most=MOST_LEFT), field="left"
        )
    found = LowStockNotice.objects.select_for_update().filter(location=location, on=today)
    before = found.values_list("left", "settled_on", "settled_by").first()
    told = {"settled_on": None, "settled_by": None} | ({} if left is None else {"left": left})
    given = {"agency": location.agency, "location": location, "on": today}
    notice, _made = LowStockNotice.objects.update_or_create(
        location=location, on=today, defaults=told, create_defaults=given | told
    )
    return ToldLow(notice, LowBefore(*before) if before else None)


@transaction.atomic
def withdraw_low(*, location, on, before):
    """Take back what was told of a location on a day, as though only what stood there `before` had been, or do
    nothing. Returns whether it was taken back: not where the coordinator has settled it meanwhile.
    """
    notice = LowStockNotice.objects.select_for_update().waiting().filter(location=location, on=on)
    if before is None:
        return bool(notice.delete()[0])
    return bool(notice.update(left=before.left, settled_on=before.settled_on, settled_by=before.settled_by))


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
