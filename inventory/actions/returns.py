"""Where what the log took can go back to: nothing says of which location's stock an act took, its sums do."""

from collections import Counter, defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Min, Sum

from inventory.models import Shortfall, StockLevel, StockMovement, StockUse


class Room(NamedTuple):
    """How many items would return to a location's stock, and how many of these were never taken out of it."""

    due: int = 0
    lost: int = 0


def rooms_for_returns(*, agency, locations, wanted):
    """What giving back all of `wanted` ({Want: items}) would do at each of `locations`: {its id: `Room`}.

    As in `give_back`, what was left before the first movement there or before its last count returns nowhere. Four
    queries. Changes nothing.
    """
    there = {"agency": agency, "location__in": locations}
    of_items = there | {"lot__item__in": {want.item_id for want in wanted}}
    opened = _by_place(StockMovement.objects.filter(**of_items, is_void=False), Min("stated_on"))
    counted = _by_place(StockLevel.objects.filter(**of_items), Max("counted_on"))
    taken = _sum_use(of_items)
    for location, item, short in _sums(Shortfall.objects.filter(**there), "location", "item"):
        taken[location, item] += max(0, short)
    return {
        location.pk: _room(location.pk, wanted, opened=opened, counted=counted, taken=taken) for location in locations
    }


def _by_place(rows, what):
    return {
        (location, item): value
        for location, item, value in rows.order_by().values_list("location", "lot__item").annotate(value=what)
    }


def _sums(rows, *names):
    return rows.order_by().values_list(*names).annotate(total=Sum("quantity"))


def _sum_use(of_items):
    """How many the log took out of each lot, net, added up: {(location, item): items}."""
    taken: defaultdict[tuple, int] = defaultdict(int)
    for location, item, _lot, used in _sums(StockUse.objects.filter(**of_items), "location", "lot__item", "lot"):
        taken[location, item] += max(0, used)
    return taken


def _room(location, wanted, *, opened, counted, taken):
    due: Counter[int] = Counter()
    for want, quantity in wanted.items():
        place = (location, want.item_id)
        if want.handed_out_on >= max(opened.get(place) or date.max, counted.get(place) or date.min):
            due[want.item_id] += quantity
    lost = sum(max(0, quantity - taken[location, item]) for item, quantity in due.items())
    return Room(due.total(), lost)
