"""Taking back what was entered by mistake, so that the ledger stands as if it had never been entered.

What an entry brought to a location leaves it again. Where the log took some of it since, those kits came from other
lots, first to expire first, or from no stock at all: a shortfall. What an entry took away comes back, and covers a
shortfall first. And where somebody counted since, what lies there is what was counted: then only the difference which
that count found changes.
"""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import Max, Q, Sum
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.models import AuditCode
from agencies.periods import hold_calendar, month_end
from agencies.sql.counters import increment
from agencies.wording import say
from inventory.actions.ledger import (
    add_movement,
    arrive_again,
    begin_to_take_back,
    first_count_after,
    lock_levels,
    settle,
)
from inventory.actions.stock_counters import LATE, SHORTFALL, USE
from inventory.actions.use import Want, give_back, open_shortfall, take
from inventory.models import LateUse, LedgerEntry, Shortfall, StockLevel, StockMovement, StockUse
from inventory.refusals import LotGone


@transaction.atomic
def take_back_entry(*, entry, today, by):
    """Take an entry out of the ledger again, or do nothing at all.

    In a month that is closed it stays, and what takes it back stands in the open one under "corrections to earlier
    periods". Returns the `LedgerEntry` that takes it back. Raises `AlreadyTakenBack`, and `LotGone` where some of
    what it brought was moved or written off since.
    """
    reversal = reverse(entry=entry, today=today, by=by)
    _forget_unopened(reversal)
    _record(AuditCode.STOCK_TAKEN_BACK, entry, by=by)
    return reversal


@transaction.atomic
def put_right(*, entry, enter, today, by, **facts):
    """Enter what is right in the place of `entry`, or do nothing at all.

    `enter` is the action that enters it, such as `receive`, and `facts` what it takes. The ledger stands as if this
    had been entered at once: what was moved or written off since is of what is right. Returns what `enter` does.
    Raises what it raises, and what `take_back_entry` does.
    """
    owed: Counter[tuple] = Counter()
    reverse(entry=entry, today=today, by=by, owed=owed)
    done = enter(agency=entry.agency, today=today, by=by, corrects=entry, **facts)
    _pay(owed, agency=entry.agency)
    _record(AuditCode.STOCK_PUT_RIGHT, entry, by=by)
    return done


def _record(what, entry, *, by):
    facts = {"number": entry.number, "on": entry.stated_on.isoformat()}
    record(what=what, subject=entry.get_kind_display(), by=by, agency=entry.agency, **facts)


def _pay(owed, *, agency):
    """Take from the levels what went on since from what was entered wrong: {(location, lot): quantity}."""
    for (location, lot), quantity in owed.items():
        level = lock_levels(agency=agency, locations=[location], item=lot.item)[location.pk, lot.pk]
        if level.quantity < quantity:
            raise _gone(lot, location)
        level.quantity -= quantity
        level.save(update_fields=["quantity"])


def reverse(*, entry, today, by, owed=None):
    """Undo each movement of `entry`, and return the `LedgerEntry` that does.

    What `entry` changed in the difference of a later count stays: undoing its own movements changes that back. What
    was moved or written off since is added to `owed`, for whoever enters what is right; without it, it raises
    `LotGone`.
    """
    reversal = begin_to_take_back(entry, today=today, by=by)
    of_it = StockMovement.objects.filter(Q(entry=entry, settles=None) | Q(settles=entry), is_void=False)
    undone = of_it.select_related("lot__item", "location")
    levels = _lock(reversal, undone)
    again: Counter[tuple] = Counter()
    for (location, lot), quantity in _undo(reversal, undone).items():
        level = levels[location.pk, lot.pk]
        again[location, lot.item, reversal.month] += _give_and_take(
            reversal, location=location, lot=lot, quantity=quantity, level=level, owed=owed
        )
    undone.update(is_void=True)
    if entry.kind == LedgerEntry.Kind.COUNTED:
        for month, quantity in _undo_late_use(reversal).items():
            again[entry.location, entry.item, month] += quantity
        _recall_last_count(entry)
    for (location, item, month), quantity in again.items():
        _take_again(reversal, location=location, item=item, month=month, quantity=quantity)
    return reversal


def _lock(reversal, movements):
    """Lock the levels of all items and locations that are touched, in the order in which the log takes them."""
    items = {movement.lot.item_id: movement.lot.item for movement in movements}
    locations = {movement.location for movement in movements}
    levels = {}
    for item_id in sorted(items):
        levels |= lock_levels(agency=reversal.agency, locations=locations, item=items[item_id])
    return levels


def _undo(reversal, movements):
    """Undo movements in the ledger; return by how much each lot has to fall where nobody counted since:
    {(location, lot): quantity}."""
    falls: Counter[tuple] = Counter()
    for movement in movements:
        at = {"location": movement.location, "lot": movement.lot}
        add_movement(reversal, quantity=-movement.quantity, reason=movement.reason, **at)
        if not settle(reversal, quantity=-movement.quantity, **at):
            falls[movement.location, movement.lot] += movement.quantity
    return falls


def _give_and_take(reversal, *, quantity, owed, **at):
    """Lower a level by `quantity`, or raise it where that is below 0; return how many items the log has to take from
    elsewhere now."""
    if quantity > 0:
        return _withdraw(reversal, quantity=quantity, owed=owed, **at)
    if quantity < 0:
        arrive_again(reversal, quantity=-quantity, **at)
    return 0


def _withdraw(entry, *, location, lot, quantity, level, owed):
    """Take `quantity` of `lot` away from `location`; return how many of these the log took since.

    What neither lies there nor was left is `owed`.
    """
    rest = max(0, quantity - level.quantity)
    used = min(rest, max(0, _net_use(agency=entry.agency, location=location, lot=lot)))
    if rest > used:
        if owed is None:
            raise _gone(lot, location)
        owed[location, lot] += rest - used
    level.quantity -= quantity - rest
    level.save(update_fields=["quantity"])
    if used:
        increment(StockUse, **USE, by={(entry.agency.pk, location.pk, lot.pk, entry.month): (-used,)})
    return used


def _gone(lot, location):
    words = _(
        "Some of lot %(lot)s left %(location)s since, by a move or a write-off. "
        "Take that back first; nothing was changed."
    )
    return LotGone(say(words, lot=lot, location=location))


def _net_use(*, agency, location, lot):
    at = {"agency": agency, "location": location, "lot": lot}
    sums = {"total": Sum("quantity", default=0)}
    used, late = (model.objects.filter(**at).aggregate(**sums)["total"] for model in (StockUse, LateUse))
    return used - late


def _take_again(entry, *, location, item, month, quantity):
    """Let the log take from what lies there now what it took from kits that never came; below 0 it gives back.

    Where a shortfall is open there was nothing else to take: what lies beside it came later, by a merger, or could
    not be left with anybody. So the shortfall rises, and that stays.
    """
    if quantity < 0:
        at = {"agency": entry.agency, "location": location, "item": item}
        give_back(**at, quantity=-quantity, handed_out_on=entry.on, posted_month=month)
    elif quantity and open_shortfall(agency=entry.agency, location=location, item=item) > 0:
        increment(Shortfall, **SHORTFALL, by={(entry.agency.pk, location.pk, item.pk, month): (quantity,)})
    elif quantity:
        wanted = {Want(item.pk, entry.on, month): quantity}
        take(agency=entry.agency, location=location, wanted=wanted, is_counted=True)


def _undo_late_use(reversal):
    """What a count had found missing and was logged after it was found missing by the next count, or has to be taken.

    A month that is closed keeps what it has: then the month of `reversal` has it below 0. Returns how many items have
    to be taken now, by the month in which they were: {first day: quantity}.
    """
    taken: Counter[date] = Counter()
    count = reversal.reverses
    later = first_count_after(reversal, location=count.location, item=count.item)
    for late in LateUse.objects.filter(count=count).exclude(quantity=0).select_related("lot__item"):
        month = late.posted_month if later or _is_open(late.posted_month, reversal) else reversal.month
        at = (late.location_id, late.lot_id, month)
        increment(LateUse, **LATE, by={(late.agency_id, count.pk, *at): (-late.quantity,)})
        if later:
            increment(LateUse, **LATE, by={(late.agency_id, later.pk, *at): (late.quantity,)})
            continue
        increment(StockUse, **USE, by={(late.agency_id, *at): (-late.quantity,)})
        taken[month] += late.quantity
    return taken


def _is_open(month, entry):
    """Whether the reports of `month` are not closed, on the day of `entry`."""
    return hold_calendar(entry.agency).post(day=month_end(month), today=entry.on).month == month


def _recall_last_count(count):
    """Let the levels know the last count that still stands."""
    at = {"agency": count.agency, "location": count.location}
    last = LedgerEntry.objects.counts_of(item=count.item, **at).aggregate(last=Max("stated_on"))["last"]
    StockLevel.objects.filter(lot__item=count.item, **at).update(counted_on=last)


def _forget_unopened(reversal):
    """Where nothing is left of an item's stock at a location, nothing was ever to be taken from it."""
    for movement in reversal.movements.select_related("lot__item", "location"):
        at = {"agency": reversal.agency, "location": movement.location}
        if StockMovement.objects.filter(lot__item=movement.lot.item, is_void=False, **at).exists():
            continue
        short = open_shortfall(item=movement.lot.item, **at)
        if short:
            key = (reversal.agency.pk, movement.location_id, movement.lot.item_id, reversal.month)
            increment(Shortfall, **SHORTFALL, by={key: (-short,)})
