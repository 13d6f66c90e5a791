"""What the log does to stock: it takes, and after a correction gives back."""

from collections import Counter, defaultdict
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery, Sum

from agencies.models import Location
from agencies.sql.counters import increment
from agencies.sql.questions import Question
from agencies.sql.rows import write_row
from inventory.actions.late import counted_on, tell_late
from inventory.actions.stock_counters import SHORTFALL, USE
from inventory.models import Lot, Shortfall, StockLevel, StockMovement, StockUse


class Want(NamedTuple):
    """Items of one kind that were left on a day and are reported in a month (a first of month)."""

    item_id: int
    handed_out_on: date
    posted_month: date


class Taken(NamedTuple):
    """How many items were taken out of stock, and how many no stock covered."""

    items: int = 0
    short: int = 0

    def plus(self, other):
        return Taken(self.items + other.items, self.short + other.short)


class Foreseen(NamedTuple):
    """What `take` would do with one item: how many are on hand now, how many it would take or record as not covered
    (`wanted`), how many of these it could not cover, how many were left `before` the first stock record, and how many
    before the last count (`counted`)."""

    on_hand: int
    wanted: int
    short: int
    before: int
    counted: int = 0


def _see_levels(agency, location):
    begun = StockMovement.objects.filter(
        agency=agency, location=OuterRef("location"), lot__item=OuterRef("lot__item"), is_void=False
    ).order_by()
    return (
        StockLevel.objects.filter(agency=agency, location=location)
        .annotate(opened_on=Subquery(begun.values("lot__item").annotate(first=Min("stated_on")).values("first")))
        .select_related("lot")
        .first_to_expire()
    )


def _levels_at(agency, location):
    return _see_levels(agency, location).select_for_update(of=("self",))


OF_ONE_ITEM = Question(
    lambda agency, location, item: _levels_at(agency, location).filter(lot__item=item),
    agency=StockLevel._meta.get_field("agency"),
    location=StockLevel._meta.get_field("location"),
    item=Lot._meta.get_field("item"),
)


def _levels(*, agency, location, item_ids):
    """The location's levels of these items in the order in which they are taken, locked.

    Each carries `opened_on`, the day on which the first movement of its item there really happened, even if that
    month was sealed and the ledger dates it later: what was left before never touches stock.
    """
    if len(item_ids) == 1:
        return OF_ONE_ITEM(agency=agency.pk, location=location.pk, item=next(iter(item_ids)))
    return list(_levels_at(agency, location).filter(lot__item__in=item_ids))


def _follow(*, agency, location, item_ids):
    """The location and its `_levels`: those of the one that it was merged into, for what was on its way meanwhile.

    While one waits for the levels of a location it may be merged in its turn: its levels are then gone too.
    """
    levels = _levels(agency=agency, location=location, item_ids=item_ids)
    while not levels and (into := Location.objects.filter(merged=location.pk).first()):
        location, levels = into, _levels(agency=agency, location=into, item_ids=item_ids)
    return location, levels


def _may_serve(level, day):
    lot = level.lot
    fresh = lot.expires_on is None or lot.expires_on >= day
    return level.quantity > 0 and fresh and lot.status == lot.Status.ACTIVE


@transaction.atomic(savepoint=False)
def take(*, agency, location, wanted, is_counted=False):
    """Take what was left out of the stock of `location`, first to expire first, or do nothing at all.

    `wanted` maps each `Want` to a number of items. Lots that are held back or had expired on the day are passed
    over. What stock does not cover becomes the location's shortfall. Nothing happens for items that have no
    movement there yet, or were left before the first one. What was left before the day of the last count there is
    gone from it already, and is told as what that count missed. `is_counted` says that all of this was taken there
    once, so that neither lies between. At most three statements write, whatever is wanted; five more
    for each `Want` that a count came after. Returns what was `Taken`.
    """
    location, levels = _follow(agency=agency, location=location, item_ids={want.item_id for want in wanted})
    late = {} if is_counted else _left_before_counts(levels, wanted)
    due = wanted if is_counted else _left_since_opening(levels, wanted)
    use: defaultdict[tuple, int] = defaultdict(int)
    short: defaultdict[tuple, int] = defaultdict(int)
    touched = {}
    for want, level, part in _serve(levels, {want: due[want] for want in due.keys() - late.keys()}):
        if level is None:
            short[agency.pk, location.pk, want.item_id, want.posted_month] += part
        else:
            touched[level.pk] = level
            use[agency.pk, location.pk, level.lot_id, want.posted_month] += part
    _write(touched.values(), use, short)
    for want, quantity in late.items():
        tell_late(_of_item(levels, want.item_id), quantity, agency=agency, location=location, want=want)
    return Taken(sum(use.values()), sum(short.values()))


def _left_since_opening(levels, wanted):
    """The part of `wanted` that was left on the day of the first movement of its item, or later."""
    opened = {level.lot.item_id: level.opened_on for level in levels if level.opened_on}
    return {want: part for want, part in wanted.items() if want.handed_out_on >= opened.get(want.item_id, date.max)}


def _left_before_counts(levels, wanted):
    """The part of `wanted` that was left since the first movement of its item, before the day of its last count."""
    since = _left_since_opening(levels, wanted)
    return {want: part for want, part in since.items() if want.handed_out_on < counted_on(levels, want.item_id)}


def _serve(levels, wanted):
    """Lower `levels` by what is wanted of them; yield (`Want`, level, items), with None for what none covers."""
    for want, quantity in sorted(wanted.items()):
        left = quantity
        for level in levels:
            if left and level.lot.item_id == want.item_id and _may_serve(level, want.handed_out_on):
                part = min(left, level.quantity)
                level.quantity -= part
                left -= part
                yield want, level, part
        if left:
            yield want, None, left


def foresee(*, agency, location, wanted) -> dict[int, Foreseen]:
    """What `take` would do with each item of `wanted`, and change nothing: {item's id: `Foreseen`}. One query."""
    levels = list(_see_levels(agency, location).filter(lot__item__in={want.item_id for want in wanted}))
    since, late = _left_since_opening(levels, wanted), _left_before_counts(levels, wanted)
    due = {want: since[want] for want in since.keys() - late.keys()}
    on_hand: Counter[int] = Counter()
    for level in levels:
        on_hand[level.lot.item_id] += level.quantity
    asked, after, counted = _by_item(wanted), _by_item(due), _by_item(late)
    short: Counter[int] = Counter()
    for want, level, part in _serve(levels, due):
        short[want.item_id] += 0 if level else part
    return {
        item: Foreseen(
            on_hand[item], after[item], short[item], asked[item] - after[item] - counted[item], counted[item]
        )
        for item in sorted(asked)
    }


def _by_item(wanted):
    """Add up what is wanted of each item."""
    sums: Counter[int] = Counter()
    for want, quantity in wanted.items():
        sums[want.item_id] += quantity
    return sums


def _of_item(levels, item_id):
    return [level for level in levels if level.lot.item_id == item_id]


def _write(levels, use, short):
    _put(list(levels))
    increment(StockUse, **USE, by={key: (quantity,) for key, quantity in use.items()})
    increment(Shortfall, **SHORTFALL, by={key: (quantity,) for key, quantity in short.items()})


def _put(levels):
    """Write the quantities of levels in one statement, if there are any.

    One level is the usual case, for which `bulk_update` takes longer than all else that a kit left costs.
    """
    if len(levels) > 1:
        StockLevel.objects.bulk_update(levels, ["quantity"])
    elif levels:
        write_row(levels[0], "quantity")


def open_shortfall(*, agency, location, item):
    """How many items of this kind the log counted here that no stock has covered yet."""
    rows = Shortfall.objects.filter(agency=agency, location=location, item=item)
    return rows.aggregate(total=Sum("quantity", default=0))["total"]


@transaction.atomic(savepoint=False)
def give_back(*, agency, location, item, quantity, handed_out_on, posted_month):
    """Undo the taking of `quantity` items left on `handed_out_on`, posted in `posted_month`, or do nothing at all.

    The location's open shortfall falls first; then kits return to the lots that were used, the latest to expire
    first. Nothing happens for items left before the location's first movement of them, which never touched stock;
    where a count came after, what was counted stays.
    """
    location, levels = _follow(agency=agency, location=location, item_ids={item.pk})
    opened_on = next((level.opened_on for level in levels), None)
    if opened_on is None or handed_out_on < opened_on:
        return
    if handed_out_on < counted_on(levels, item.pk):
        want = Want(item.pk, handed_out_on, posted_month)
        tell_late(levels, -quantity, agency=agency, location=location, want=want)
        return
    where = {"agency": agency, "location": location, "item": item}
    waived, parts = _trace(levels, quantity, **where)
    for level, part in parts:
        level.quantity += part
    _write([level for level, _part in parts], *_counters(waived, parts, sign=-1, month=posted_month, **where))


@transaction.atomic(savepoint=False)
def repost(*, agency, location, item, quantity, from_day, from_month, to_day, to_month):
    """Take as left on `to_day`, posted in `to_month`, what was taken as left on `from_day`, posted in `from_month`.

    What lies there stays as it is, lot by lot, for nothing was carried: only use and shortfall change their month.
    Where one of the days is before the location's first movement of the item or its last count, the kits are given
    back, and taken as what was left on the other day.
    """
    location, levels = _follow(agency=agency, location=location, item_ids={item.pk})
    opened_on = next((level.opened_on for level in levels), None)
    where = {"agency": agency, "location": location}
    if opened_on is None or min(from_day, to_day) < max(opened_on, counted_on(levels, item.pk)):
        give_back(**where, item=item, quantity=quantity, handed_out_on=from_day, posted_month=from_month)
        take(**where, wanted={Want(item.pk, to_day, to_month): quantity})
    elif from_month != to_month:
        taken = _trace(levels, quantity, **where, item=item)
        for month, sign in ((from_month, -1), (to_month, 1)):
            _write([], *_counters(*taken, sign=sign, month=month, **where, item=item))


def _trace(levels, quantity, *, agency, location, item):
    """Return how many of `quantity` items taken here no stock covered, and (level, items) of the lots that covered
    the rest, the latest to expire first."""
    waived = max(0, min(quantity, open_shortfall(agency=agency, location=location, item=item)))
    used = dict(
        StockUse.objects.filter(agency=agency, location=location, lot__item=item)
        .order_by()
        .values_list("lot")
        .annotate(total=Sum("quantity"))
    )
    left, parts = quantity - waived, []
    for level in reversed(levels):
        part = min(left, max(0, used.get(level.lot_id, 0)))
        if part:
            left -= part
            parts.append((level, part))
    return waived, parts


def _counters(waived, parts, *, sign, month, agency, location, item):
    """What `_trace` says as changes of use and of shortfall in `month`."""
    short = {(agency.pk, location.pk, item.pk, month): sign * waived} if waived else {}
    return {(agency.pk, location.pk, level.lot_id, month): sign * part for level, part in parts}, short
