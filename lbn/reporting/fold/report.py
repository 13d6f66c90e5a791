"""The fold: exact counts become a report that points at nobody. The only place where counts are read.

`fold` is for a supplier's period and for the area's (a state's) quarter, and once more for their calendar years,
beside the shorter reports of which the year is made. Places are folded for these and for no third time: a quarter of
monthly reports and a fiscal year are sums (`adding`), and what the public reads merges the rows of an area
(`coarsen`).

An area or scope that may not stand as a whole has no place rows. Its total is exact for a scope, whose supplier
knows it from its agencies; an area's is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from .draw import Draw, key_id
from .gathering import Spot, gather
from .knowledge import EarlierRow, Knowledge
from .places import Arrangement
from .regions import RegionTree
from .rows import (
    THRESHOLD,
    UNKNOWN,
    Cell,
    County,
    Figures,
    Folded,
    Kind,
    Level,
    PlaceRow,
    Region,
    RegionRow,
    TimeRow,
    in_reading_order,
    sum_figures,
)
from .seats import Row, seeds_of
from .times import TimeArea, TimeView

Members = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Fold:
    """A folded report, and, never published, which spots each of its rows holds: {label: keys of spots}.

    Of a report of which no place may be seen each spot is told by itself: beside a longer report it counts as known.
    """

    report: Folded
    members: Members


def fold(
    cells: Iterable[Cell],
    insiders: Iterable[AbstractSet[str]] = (),
    earlier: Iterable[EarlierRow] = (),
    threshold: int = THRESHOLD,
    *,
    key: bytes,
    scope: str,
    period: str,
    months: Sequence[date],
    level: Level = Level.SCOPE,
    regions: Iterable[Region] = (),
    towns: Mapping[str, str] | None = None,
) -> Fold:
    """Fold counts into a report.

    `cells` in any order, several of one place and month are added. `insiders` are sets of sources, each known to
    somebody who may read the report; `earlier` the place rows of shorter reports of the same readers. `months` are
    the first days of the period's months, of one calendar year, in order. `scope` is a stable name of what is
    reported and takes part in the draw, `period` is a label. `towns` gives place names by ZIP, for reading only.
    Raises ValueError on a threshold below 11, an empty key, a period that is none, a cell that is not of the period,
    and regions that overlap.
    """
    months = tuple(months)
    require_period(months, threshold)
    spots = gather(cells, months)
    knowledge = Knowledge(spots, months, insiders=insiders, earlier=earlier, threshold=threshold)
    frame = Folded(
        level=level,
        scope=scope,
        period=period,
        months=months,
        threshold=threshold,
        key_id=key_id(key),
        total=sum_figures(spot.figures() for spot in spots.values()),
    )
    making = Making(frame, knowledge, RegionTree(regions), Draw(key, scope, months[0].year), towns or {})
    return making.finish(seeds_of(spots.values(), knowledge))


def require_period(months: Sequence[date], threshold: int) -> None:
    """Raise ValueError on a threshold below 11, and on months that are no period of one year."""
    if threshold < THRESHOLD:
        raise ValueError(f"The threshold is {threshold}. It must be {THRESHOLD} or more.")
    if not months or any(month.day != 1 for month in months):
        raise ValueError("A period is the first days of its months.")
    numbers = [month.year * 12 + month.month for month in months]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise ValueError("The months of a period must follow each other.")
    if months[0].year != months[-1].year:
        raise ValueError("Places are folded within a calendar year. A longer report is a sum.")


@dataclass(frozen=True, slots=True)
class Making:
    """A report in the making: its frame, what readers know, the regions, the draw, and towns by ZIP."""

    frame: Folded
    knowledge: Knowledge
    tree: RegionTree
    draw: Draw
    towns: Mapping[str, str]

    def finish(self, seeds: Sequence[Row]) -> Fold:
        """The report with all that may be seen of it."""
        counted = bool(self.frame.total)
        may_show = self.knowledge.may_show_any()
        rows = Arrangement(self.knowledge, self.tree, self.draw).arrange(seeds) if counted and may_show else []
        hidden = counted and not may_show and self.frame.level != Level.SCOPE
        frame = replace(
            self.frame, total=None if hidden else self.frame.total, regions=self.region_rows(rows, hidden)
        )
        members = {row.label: frozenset(row.spots) for row in rows} or {
            key: frozenset([key]) for key in self.knowledge.spots
        }
        return Fold(self.fill(frame, rows) if rows else frame, members)

    def fill(self, frame: Folded, rows: Sequence[Row]) -> Folded:
        """The report with its rows, counties and months; there are months in a quarter alone."""
        whole = replace(frame, rows=in_reading_order(map(self.place_row, rows)), counties=self.county_rows(rows))
        if len(frame.months) != 3 or frame.level == Level.PUBLIC:
            return whole
        areas = TimeView(self.knowledge, self.tree, self.draw, 3).divide(rows)
        times = tuple(time for area in sorted(areas, key=in_order_of_areas) for time in self.time_rows(area))
        steps = [
            sum_figures(row.figures or Figures() for row in times if row.starts_on == month) for month in frame.months
        ]
        return replace(
            whole,
            times=times,
            step="month",
            steps=tuple(
                TimeRow("", "", month, step.handouts, step.kits, step.doses)
                if times
                else TimeRow("", "", month, *NOTHING)
                for month, step in zip(frame.months, steps, strict=True)
            ),
        )

    def figures_of(self, spots: Iterable[str]) -> Figures:
        return sum_figures(self.knowledge.spots[key].figures() for key in spots)

    def place_row(self, row: Row) -> PlaceRow:
        figures = self.figures_of(row.spots)
        return PlaceRow(
            kind=row.kind,
            label=row.label,
            county=row.county.key if row.county else "",
            county_label=row.county.label if row.county else "",
            handouts=figures.handouts,
            kits=figures.kits,
            doses=figures.doses,
            town=self.towns.get(row.label, "") if row.kind == Kind.ZIP else "",
            region=row.region,
        )

    def county_rows(self, rows: Sequence[Row]) -> tuple[PlaceRow, ...]:
        """The counties that a row names: whole, or, where a rest holds a part of one, not shown."""
        in_rests = set().union(*(row.counties for row in rows if row.county is None))
        own: dict[County, list[str]] = {}
        for row in rows:
            if row.county is not None:
                own.setdefault(row.county, []).extend(row.spots)
        return in_reading_order(self.county_row(one, spots, one.key in in_rests) for one, spots in own.items())

    def county_row(self, county: County, spots: Iterable[str], in_rest: bool) -> PlaceRow:
        sums = self.figures_of(spots)
        figures = NOTHING if in_rest else (sums.handouts, sums.kits, sums.doses)
        return PlaceRow(Kind.COUNTY, county.label, county.key, county.label, *figures)

    def region_rows(self, rows: Sequence[Row], hidden: bool) -> tuple[RegionRow, ...]:
        """The regions: each whole, unless a rest of more than the region holds a part of one of its counties; where
        little is left in the area, also unless nothing is there, for a zero would tell where it is not."""
        made = []
        may_be_anywhere = self.knowledge.is_little_left_in_all
        for region in self.tree.regions.values():
            counties = self.tree.counties[region.key]
            outer = [row for row in rows if row.county is None and not self.lies_in(row, counties)]
            is_part = any(row.counties & counties for row in outer)
            spots = [key for key, spot in self.knowledge.spots.items() if spot.county.key in counties]
            sums = self.figures_of(spots)
            is_hidden = hidden or is_part or (not rows and bool(self.frame.total)) or (may_be_anywhere and not spots)
            figures = NOTHING if is_hidden else (sums.handouts, sums.kits, sums.doses)
            made.append(RegionRow(region.key, region.label, tuple(sorted(counties)), *figures))
        return tuple(sorted(made, key=lambda row: (row.label, row.key)))

    def lies_in(self, rest: Row, counties: AbstractSet[str]) -> bool:
        return bool(rest.region) and self.tree.counties[rest.region] <= counties

    def time_rows(self, area: TimeArea) -> Iterable[TimeRow]:
        spots: list[Spot] = [self.knowledge.spots[key] for key in area.spots]
        for number, month in enumerate(self.frame.months):
            sums = sum_figures(spot.figures(number, number + 1) for spot in spots)
            yield TimeRow(area.label, area.county, month, sums.handouts, sums.kits, sums.doses, area.region)


NOTHING = (None, None, None)


def in_order_of_areas(area: TimeArea) -> tuple[bool, bool, str]:
    return not area.county, area.label == UNKNOWN, area.label
