"""Which counties are taken together where one source counted nearly everything.

What the others counted is then told by subtracting, and a row "Rest of …" that holds all of it may stand although it
is little (see `knowledge`). If it held one county whole and a row of another one that had to join, everybody could
see where the little is. So counties have groups of two or more, and such a rest takes the whole of every group that
it touches: whichever county of a group it began with, the page is the same. Groups are made of the counties in which
whoever may subtract has counts of their own: with the county of the others among them, it would be the others who
divide the counties, and the page would tell where they are. Any other county goes with a group of its region. Where
there are not two such counties, no place is shown at all.

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


def group_counties(
    counties: Iterable[str], known: AbstractSet[str], tree: RegionTree, draw: Draw
) -> list[frozenset[str]]:
    """Divide counties into groups, each with two or more of the `known` ones: those in which everybody who is left
    with little has counts of their own. [] where there are fewer."""
    groups = divide(known, tree, draw) if len(known) > 1 else []
    for county in sorted(frozenset(counties) - known if groups else ()):
        regions = ([one for one in groups if holds(tree, region, one, county)] for region in tree.smallest_first)
        inside = next(filter(None, regions))
        nearest = min(inside, key=lambda group: min(draw.lot_of(county) ^ draw.lot_of(one) for one in group & known))
        groups[groups.index(nearest)] = nearest | {county}
    return groups


def holds(tree: RegionTree, region: str, group: Iterable[str], county: str) -> bool:
    """Tell whether a region holds a county and the whole of a group."""
    return all(tree.holds(region, one) for one in (county, *group))


def divide(counties: Iterable[str], tree: RegionTree, draw: Draw) -> list[frozenset[str]]:
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
