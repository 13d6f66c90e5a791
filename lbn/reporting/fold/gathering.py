"""Adding cells up to spots: one for each ZIP code, one for each county's counts without ZIP.

A ZIP belongs to one county. Should counts of one period name it under two (its county changed within a year), all of
them go with the county of its latest month. In "Unknown or out of state" a ZIP is a spot like any other, and is never
named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .rows import Cell, County, Figures

WITHOUT_ZIP = "county "


@dataclass(slots=True)
class Spot:
    """What was counted in one place: figures by month, and hand-overs by source and month (there are thousands)."""

    key: str
    county: County
    zip_code: str
    months: list[list[int]]
    sources: dict[str, list[int]] = field(default_factory=dict)
    latest: date = date.min

    @property
    def is_nameable(self) -> bool:
        return bool(self.zip_code) and not self.county.unknown

    def figures(self, first: int = 0, last: int | None = None) -> Figures:
        """Hand-overs, kits and doses of the months from number `first` to before `last`."""
        return Figures(*map(sum, zip(*self.months[first:last], strict=True)))

    def take(self, other: Spot) -> None:
        for mine, more in zip(self.months, other.months, strict=True):
            mine[:] = [here + there for here, there in zip(mine, more, strict=True)]
        for source, handed in other.sources.items():
            own = self.sources.setdefault(source, [0] * len(handed))
            own[:] = [here + there for here, there in zip(own, handed, strict=True)]


def spot_key(county: str, zip_code: str) -> str:
    """The key of a place: a ZIP code, or that of a county's counts without one."""
    return zip_code or f"{WITHOUT_ZIP}{county}"


def gather(cells: Iterable[Cell], months: Sequence[date]) -> dict[str, Spot]:
    """The spots of all cells, by key: a ZIP code, or "county " and a county's key.

    Raises ValueError on a cell of another month, below zero, or with something else than a ZIP, and where two
    counties share a name.
    """
    number = {month: index for index, month in enumerate(months)}
    found: dict[tuple[str, str], Spot] = {}
    for county, zip_code, month, handouts, kits, doses, source in cells:
        index = number.get(month)
        if index is None:
            raise ValueError(f"A count of {month} is not of this period.")
        if handouts < 0 or kits < 0 or doses < 0:
            raise ValueError("A count is below zero.")
        spot = found.get((county.key, zip_code))
        if spot is None:
            key = spot_key(county.key, zip_code)
            spot = found[county.key, zip_code] = Spot(key, county, zip_code, [[0, 0, 0] for _ in months])
        elif spot.county is not county and spot.county != county:
            require_clear_names((spot.county, county))
        if not (handouts or kits or doses):
            continue
        if month > spot.latest:
            spot.latest = month
        here = spot.months[index]
        here[0] += handouts
        here[1] += kits
        here[2] += doses
        handed = spot.sources.get(source)
        if handed is None:
            handed = spot.sources[source] = [0] * len(months)
        handed[index] += handouts
    require_clear_names(spot.county for spot in found.values())
    return join_counties([spot for spot in found.values() if spot.figures()])


def join_counties(spots: Iterable[Spot]) -> dict[str, Spot]:
    """The spots by key, each ZIP under its latest county only."""
    homes: dict[str, Spot] = {}
    for spot in sorted(spots, key=lambda each: (-each.latest.toordinal(), each.county.key, each.zip_code)):
        if spot.zip_code and not re.fullmatch("[0-9]{5}", spot.zip_code):
            raise ValueError("A count names a ZIP code that is not five digits.")
        if spot.key in homes:
            homes[spot.key].take(spot)
        else:
            homes[spot.key] = spot
    return homes


def require_clear_names(counties: Iterable[County]) -> None:
    """Raise ValueError when two counties share a key or a label."""
    by_key: dict[str, County] = {}
    by_label: Mapping[str, set[str]] = defaultdict(set)
    for county in counties:
        if by_key.setdefault(county.key, county) != county:
            raise ValueError(f"The county {county.key} has two names in these counts. Give it one.")
        by_label[county.label].add(county.key)
        if len(by_label[county.label]) > 1:
            raise ValueError(f"Two counties are both called {county.label}. Give each its own name.")
