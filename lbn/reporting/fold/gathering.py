"""Adding cells up to spots: one for each ZIP code of the scope, one for each county without ZIP.

In "Unknown or out of state" a ZIP code is forgotten here, so that it cannot be named later.
A ZIP belongs to one county. Should counts of one period name it under two (its county changed
within a place period of a year), all of them go with the county of its latest month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .rows import Cell, County, Figures

Steps = list[list[int]]


@dataclass(slots=True)
class Spot:
    """Hand-overs, kits and doses of one place by sub-period (plain lists: there are thousands).

    Without a county (the rest of an earlier fold) it goes to the rest again.
    """

    county: County | None
    zip_code: str
    steps: Steps
    latest: date = date.min

    @property
    def figures(self) -> Figures:
        return Figures(*map(sum, zip(*self.steps, strict=True)))

    def add(self, steps: Steps) -> None:
        add_steps(self.steps, steps)


def add_steps(mine: Steps, more: Steps) -> None:
    """Add `more` to `mine`, in place."""
    for step, (handouts, kits, doses) in zip(mine, more, strict=True):
        step[0] += handouts
        step[1] += kits
        step[2] += doses


def no_steps(count: int) -> Steps:
    return [[0, 0, 0] for _ in range(count)]


def gather(cells: Iterable[Cell], months: Sequence[date], count: int) -> list[Spot]:
    """The spots of all cells over `count` equal sub-periods of the months.

    Raises ValueError on a cell of another month, below zero, or with something else than a ZIP.
    """
    width = len(months) // count
    position = {month: number // width for number, month in enumerate(months)}
    spots: dict[tuple[str, str], Spot] = {}
    for county, named_zip, month, handouts, kits, doses in cells:
        if month not in position:
            raise ValueError(f"A count of {month} is not of this period.")
        if handouts < 0 or kits < 0 or doses < 0:
            raise ValueError("A count is below zero.")
        zip_code = "" if county.unknown else named_zip
        spot = spots.get((county.key, zip_code))
        if spot is None:
            spot = spots[county.key, zip_code] = Spot(county, zip_code, no_steps(count))
        if month > spot.latest and (handouts or kits or doses):
            spot.latest = month
        step = spot.steps[position[month]]
        step[0] += handouts
        step[1] += kits
        step[2] += doses
    return one_county_each(list(spots.values()))


def one_county_each(spots: Sequence[Spot]) -> list[Spot]:
    """The spots with each ZIP under its latest county only."""
    homes: dict[str, Spot] = {}
    countywide = []
    for spot in sorted(spots, key=by_latest_month):
        if not spot.zip_code:
            countywide.append(spot)
            continue
        if not re.fullmatch("[0-9]{5}", spot.zip_code):
            raise ValueError("A count names a ZIP code that is not five digits.")
        if spot.zip_code in homes:
            homes[spot.zip_code].add(spot.steps)
        else:
            homes[spot.zip_code] = spot
    return [*countywide, *homes.values()]


def by_latest_month(spot: Spot) -> tuple[int, str]:
    return -spot.latest.toordinal(), spot.county.key if spot.county else ""
