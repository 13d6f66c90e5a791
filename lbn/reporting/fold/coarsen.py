"""The public report: rows of an area merged further, to twenty, never split.

The same steps as in `places`, with rows of the area's report in place of ZIP codes, and with everybody who sees any
agency's totals as an insider: each agency, each supplier, each health department. Rows only ever merge, so whatever
the public can add or subtract is made of rows that departments see anyway. There are no months. A public year merges
the rows of the area's year, beside the public quarters.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from .draw import Draw, key_id
from .gathering import gather
from .knowledge import EarlierRow, Knowledge
from .regions import RegionTree
from .report import Fold, Making, Members
from .rows import Cell, Folded, Level, PlaceRow, Region, sum_figures
from .seats import Row, seed_of

PUBLIC_THRESHOLD = 20


def coarsen(
    area: Folded,
    members: Members,
    cells: Iterable[Cell],
    insiders: Iterable[AbstractSet[str]],
    earlier: Iterable[EarlierRow] = (),
    threshold: int = PUBLIC_THRESHOLD,
    *,
    key: bytes,
    scope: str,
) -> Fold:
    """The public report of an area.

    `area` and `members` are the area's own fold, `cells` the counts that it was made of, `insiders` and `earlier` as
    in `fold`; `scope` is the public's own stable name for the draw. Nothing is shown of an area whose total is not.
    Raises ValueError on a report that is not an area's, on a threshold below its own, and where `members` do not hold
    every count.
    """
    if area.level != Level.AREA or area.is_sum:
        raise ValueError("Only the folded report of an area can be made public.")
    if threshold < area.threshold:
        raise ValueError(f"The public threshold must be {area.threshold} or more.")
    frame = begin_public(area, scope, threshold, key)
    if area.places_hidden:
        return Fold(frame, {})
    spots = gather(cells, area.months)
    if frozenset().union(*members.values()) != spots.keys():
        raise ValueError("What the rows of the area hold is not what was counted there.")
    knowledge = Knowledge(spots, area.months, insiders=insiders, earlier=earlier, threshold=threshold)
    total = sum_figures(spot.figures() for spot in spots.values())
    tree = RegionTree(Region(row.key, row.label, row.counties) for row in area.regions)
    towns = {row.label: row.town for row in area.rows}
    making = Making(replace(frame, total=total), knowledge, tree, Draw(key, scope, area.months[0].year), towns)
    return making.finish([seed_of_row(row, members, knowledge) for row in area.rows])


def begin_public(area: Folded, scope: str, threshold: int, key: bytes) -> Folded:
    """The frame of the public report: nothing is shown yet."""
    hidden = tuple(replace(region, handouts=None, kits=None, doses=None) for region in area.regions)
    nothing = replace(area, total=None, rows=(), counties=(), regions=hidden, times=(), steps=(), step="")
    return replace(nothing, level=Level.PUBLIC, scope=scope, threshold=threshold, key_id=key_id(key))


def seed_of_row(row: PlaceRow, members: Members, knowledge: Knowledge) -> Row:
    """A row of the area as what the public's rows are made of."""
    if row.label not in members:
        raise ValueError(f"It is not known which places the row {row.label} holds.")
    spots = [knowledge.spots[key] for key in sorted(members[row.label])]
    county = spots[0].county if row.county else None
    return seed_of(spots, row.zip_code, county, knowledge, row.region)
