"""The part of an area's report that is of some counties, for the health department of a county or city.

It never gets a fold of its own making, which would be a second cut: it reads the area's rows of its counties, and the
rests of regions that lie in them. Its total is that of the region that its counties are, where that is whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .adding import cells_of_figures
from .rows import Figures, Folded, Kind, PlaceRow, TimeRow, add_whole, sum_figures


def for_counties(area: Folded, counties: Mapping[str, str], *, scope: str) -> Folded:
    """The rows of an area that are wholly of the given counties (label by key), under another name.

    Each of the counties has a row in `counties`, whole or not shown; the total is whole or not shown. The finer times
    of a year are those of the department's own quarters: see `adding.with_steps`.
    """
    regions = tuple(region for region in area.regions if counties.keys() >= set(region.counties))
    inside = {region.key for region in regions}
    rows = tuple(
        row for row in area.rows if row.county in counties or (row.kind == Kind.REST and row.region in inside)
    )
    times = tuple(row for row in area.times if row.county in counties or (not row.county and row.region in inside))
    total = whole_of_counties(area, frozenset(counties))
    part = replace(
        area,
        scope=scope,
        total=total,
        rows=rows,
        counties=tuple(
            county_of(area, key, label) for key, label in sorted(counties.items(), key=lambda one: one[::-1])
        ),
        regions=regions,
        times=times,
    )
    return replace(part, steps=steps_of(part))


def whole_of_counties(area: Folded, counties: frozenset[str]) -> Figures | None:
    for region in area.regions:
        if frozenset(region.counties) == counties:
            return region.figures
    return add_whole(area.of_county(county) for county in counties)


def county_of(area: Folded, key: str, label: str) -> PlaceRow:
    return PlaceRow(Kind.COUNTY, label, key, label, *cells_of_figures(area.of_county(key)))


def steps_of(part: Folded) -> tuple[TimeRow, ...]:
    """The months of the part: whole where its areas hold all that was counted in it, else not shown."""
    starts = [row.starts_on for row in part.steps]
    sums = {
        start: sum_figures(row.figures or Figures() for row in part.times if row.starts_on == start)
        for start in starts
    }
    is_whole = part.total is not None and sum_figures(sums.values()) == part.total
    return tuple(TimeRow("", "", start, *cells_of_figures(sums[start] if is_whole else None)) for start in starts)
