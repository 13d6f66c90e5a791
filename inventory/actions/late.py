"""What was left before a count and is logged after it: the count found it gone, and nothing is taken once more."""

from collections import Counter
from datetime import date

from django.db.models import Q, Sum

from agencies.sql.counters import increment
from inventory.actions.stock_counters import LATE, USE
from inventory.models import LateUse, LedgerEntry, StockMovement, StockUse


def counted_on(levels, item_id):
    """Return the day of the last count of the item among these levels of one location; long ago without one."""
    days = (level.counted_on for level in levels if level.lot.item_id == item_id)
    return max(filter(None, days), default=date.min)


def tell_late(levels, quantity, *, agency, location, want):
    """Count as used what was left before a count (below 0: what was not left after all); levels stay.

    It was the first count after that day which missed it. It is told of the lots which that one missed, in the order
    in which they are taken; of the first one beyond that.
    """
    counts = LedgerEntry.objects.counts_of(agency=agency, location=location, item=want.item_id)
    count = counts.filter(stated_on__gt=want.handed_out_on).order_by("stated_on", "position")[0]
    room = _missed_by(count) if quantity > 0 else _told_late(count)
    parts, left = {}, abs(quantity)
    for level in levels:
        part = min(left, max(0, room.get(level.lot_id, 0)))
        left -= part
        parts[level.lot_id] = part
    parts[levels[0].lot_id] += left
    told = {lot: (part if quantity > 0 else -part,) for lot, part in parts.items() if part}
    month, at = want.posted_month, location.pk
    increment(StockUse, **USE, by={(agency.pk, at, lot, month): part for lot, part in told.items()})
    increment(LateUse, **LATE, by={(agency.pk, count.pk, at, lot, month): part for lot, part in told.items()})


def _missed_by(count):
    """How many of each lot a count missed that nobody has explained since: {lot id: quantity}."""
    moved = StockMovement.objects.filter(Q(entry=count) | Q(settles=count)).order_by()
    missed = Counter({lot: -total for lot, total in moved.values_list("lot").annotate(total=Sum("quantity"))})
    missed.subtract(_told_late(count))
    return missed


def _told_late(count):
    """How many of each lot were logged after a count that were left before it: {lot id: quantity}."""
    rows = LateUse.objects.filter(count=count).order_by()
    return Counter(dict(rows.values_list("lot").annotate(total=Sum("quantity"))))
