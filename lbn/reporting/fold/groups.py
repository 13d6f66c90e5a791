"""Which counties are taken together where one source counted nearly everything.

What the others counted is then told by subtracting, and a row "Rest of …" that holds all of it may stand although it
is little (see `knowledge`). If it held one county whole and a row of another one that had to join, everybody could
see where the little is. So counties have groups of two or more, and such a rest takes the whole of every group that
it touches: whichever county of a group it began with, the page is the same.

The counties of a region, or of the state outside all regions, are halved by the first bit of their lots, each half by
the next one, and so on, as long as no half would hold a single county. A single county of a region goes with a group
of the same region, and so does one that is alone in the state. Lots are drawn for good: groups that change from
report to report would give away what they have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from .draw import Draw
from .regions import STATE, RegionTree

HIGHEST_BIT = 255


def group_counties(counties: Iterable[str], tree: RegionTree, draw: Draw) -> list[frozenset[str]]:
    """Divide counties into groups of two or more; only the single county of a whole area is a group by itself."""
    groups: list[frozenset[str]] = []
    apart = frozenset(counties)
    for region in tree.smallest_first:
        here = frozenset(county for county in apart if tree.holds(region, county))
        inside = [group for group in groups if all(tree.holds(region, county) for county in group)]
        if len(here) == 1 and inside:
            taking = min(inside, key=lambda group: min(map(draw.lot_of, group)))
            groups[groups.index(taking)] = taking | here
        elif len(here) == 1 and region != STATE:
            continue
        else:
            groups += halve(here, draw)
        apart -= here
    return groups


def halve(counties: AbstractSet[str], draw: Draw, bit: int = HIGHEST_BIT) -> Iterator[frozenset[str]]:
    """Yield the halves of halves of some counties, none of which is a single one; nothing of none."""
    upper = {county for county in counties if draw.lot_of(county) >> bit & 1}
    halves = upper, counties - upper
    if 1 in map(len, halves):
        yield frozenset(counties)
    elif counties:
        for half in halves:
            yield from halve(half, draw, bit - 1)
