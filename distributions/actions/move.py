"""A count that was really left on another day or in another place."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.periods import hold_calendar
from distributions.actions.correct import CorrectionRefused, change, count_of, counts_saying, key_of
from distributions.counts import NOTHING, Key, say_impossible
from distributions.models import Correction, DailyCount
from distributions.models.count import day_in_stock
from inventory.actions import repost


@transaction.atomic
def move_count(*, count, seen, moved, to, reason, today, by=None):
    """Lower the day, place and item of `count` by `moved` and count `moved` under `to`, or do neither.

    `seen` is what the log says there, `moved` a part of it or all (both `Counts`); `to` is the `Key` of the right
    day and place, of the same item and precision. A published report stays: what is lowered is told in the next one,
    and what is counted is counted in the period of its day, or in the open one. Both halves carry `reason`. What lies
    in stock stays as it is, unless one of the days is before the opening count; its use follows to another month.
    Returns the `Correction`s, the one that counts last. Raises `CorrectionRefused` where the log does not say `seen`
    any more, where nothing would move, and where what would be left is not possible.
    """
    if to == Key(*(getattr(count, name) for name in Key._fields)):
        raise CorrectionRefused(_("Enter another day, or another place."))
    if moved == NOTHING or not moved.is_possible:
        raise CorrectionRefused(say_impossible())
    calendar = hold_calendar(count.agency)
    posting = calendar.post(day=to.handed_out_on, today=today)
    arrival = DailyCount(agency=count.agency, item=count.item, **_count_under(to, posting))
    _lock([*DailyCount.objects.alike(count), arrival])
    counts, held = counts_saying(seen, alike=count)
    how = {"reason": reason, "today": today, "by": by}
    lowered = [part for _count, part in change(counts, held, NOTHING.minus(moved), calendar=calendar, **how)]
    arrived = _arrive(arrival, moved, posting, **how)
    for part in lowered:
        _repost(count, part, arrived)
    return [*lowered, arrived]


def _count_under(to, posting):
    place = {"jurisdiction_id": to.jurisdiction_id, "zip_code": to.zip_code}
    day = {"handed_out_on": to.handed_out_on, "precision": to.precision}
    return place | day | {"scope_id": posting.scope_id, "posted_month": posting.month}


def _lock(counts):
    """Lock all of these counts in the order of their keys, as a batch of entries does, making those that are not."""
    keys = [tuple(getattr(count, name) for name in DailyCount.KEY) for count in counts]
    DailyCount.objects.increment(dict.fromkeys(keys, NOTHING))


def _arrive(count, moved, posting, *, today, **how):
    DailyCount.objects.change(key_of(count, posting), moved)
    return Correction.objects.create(
        **count_of(count), scope_id=posting.scope_id, posted_month=posting.month, on=today, **how, **moved._asdict()
    )


def _repost(count, lowered, arrived):
    """Let the stock of the main location be used for `arrived` instead of `lowered`, by the items of `lowered`."""
    given, taken = (lowered, arrived) if lowered.items < 0 else (arrived, lowered)
    repost(
        agency=count.agency,
        location=count.agency.main_location,
        item=count.item,
        quantity=abs(lowered.items),
        from_day=day_in_stock(given.handed_out_on, given.precision),
        from_month=given.posted_month,
        to_day=day_in_stock(taken.handed_out_on, taken.precision),
        to_month=taken.posted_month,
    )
