"""The base report of one scope and period: the only place where counts are read.

The period is one month, one quarter or one year of posting months, and must be the scope's place
period. A shorter one (the quarter of a scope whose places are shown by year) gets its totals and
nothing else. A longer one is refused: it is the sum of reports already issued (`rollup.add_up`),
and to fold the same counts a second time, along another cut, would let a reader subtract one from
the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from .draw import Draw, key_id
from .gathering import Spot, gather
from .places import PlaceGroup, partition
from .rows import (
    LENGTHS,
    OTHER_COUNTIES,
    STEPS,
    THRESHOLD,
    Cell,
    Folded,
    Kind,
    Level,
    PlaceRow,
    TimeRow,
    add_by_county,
    in_reading_order,
    sum_figures,
)
from .times import Area, divide


def fold(
    cells: Iterable[Cell],
    *,
    key: bytes,
    scope: str,
    period: str,
    months: Sequence[date],
    place_period: str = "quarter",
    threshold: int = THRESHOLD,
    towns: Mapping[str, str] | None = None,
) -> Folded:
    """Fold the counts of one scope and period into its base report.

    `cells` in any order, several of one place and month are added. `months` are the first days of
    the period's months, in order; `towns` gives place names by ZIP, for reading only. `scope` and
    `period` are stable labels and take part in the draw.
    Raises ValueError on a threshold below 11, an empty key, a period that is not a month, quarter
    or year or is longer than `place_period`, and a cell that is not of the period.
    """
    months = tuple(months)
    totals_only = check(months, place_period, threshold)
    draw = Draw(key, scope, period)
    spots = gather(cells, months, step_count(months))
    total = sum_figures(spot.figures for spot in spots)
    frame = Folded(
        level=Level.BASE,
        scope=scope,
        period=period,
        months=months,
        threshold=threshold,
        key_id=key_id(key),
        total=total,
        too_small=not total.is_safe(threshold),
        totals_only=totals_only,
    )
    return frame if totals_only or frame.too_small else fill_in(frame, spots, draw, towns or {})


def fill_in(frame: Folded, spots: Sequence[Spot], draw: Draw, towns: Mapping[str, str]) -> Folded:
    """The base report with its rows, counties and finer times."""
    step = STEPS[len(frame.months)]
    groups = partition(spots, threshold=frame.threshold, draw=draw)
    areas = divide(
        groups,
        steps=step_count(frame.months),
        joint_label=OTHER_COUNTIES[step or "month"],
        threshold=frame.threshold,
        draw=draw,
    )
    rows = place_rows(groups, areas, towns)
    return replace(
        frame,
        rows=rows,
        counties=county_rows(rows),
        times=time_rows(areas, frame.months),
        step=step if rows else "",
    )


def check(months: Sequence[date], place_period: str, threshold: int) -> bool:
    """Whether the period is shorter than the place period; raises ValueError on a bad one."""
    if threshold < THRESHOLD:
        raise ValueError(f"The threshold is {threshold}. It must be {THRESHOLD} or more.")
    if place_period not in LENGTHS:
        raise ValueError(f"The place period is {place_period!r}. It must be month, quarter or year.")
    if len(months) not in STEPS or any(month.day != 1 for month in months):
        raise ValueError("A period is the first days of 1, 3 or 12 months.")
    numbers = [month.year * 12 + month.month for month in months]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise ValueError("The months of a period must follow each other.")
    if len(months) > LENGTHS[place_period]:
        raise ValueError(f"This period is longer than a {place_period}: add up its issued reports.")
    return len(months) < LENGTHS[place_period]


def step_count(months: Sequence[date]) -> int:
    return {1: 1, 3: 3, 12: 4}[len(months)]


def place_rows(groups: Sequence[PlaceGroup], areas: Sequence[Area], towns: Mapping[str, str]) -> tuple[PlaceRow, ...]:
    """The finished rows of the place view, each with its area."""
    area_of = {group.label: area.label for area in areas for group in area.groups}
    return in_reading_order(
        PlaceRow(
            kind=group.kind,
            label=group.label,
            county=group.county.key if group.county else "",
            county_label=group.county.label if group.county else "",
            handouts=group.figures.handouts,
            kits=group.figures.kits,
            doses=group.figures.doses,
            town=towns.get(group.label, "") if group.kind == Kind.ZIP else "",
            area=area_of.get(group.label, ""),
        )
        for group in groups
    )


def time_rows(areas: Sequence[Area], months: Sequence[date]) -> tuple[TimeRow, ...]:
    """The finished rows of the time view; a period of one month has none."""
    if len(months) == 1:
        return ()
    starts = months[:: len(months) // step_count(months)]
    ordered = sorted(areas, key=lambda area: (not area.county, area.label))
    return tuple(
        TimeRow(area.label, area.county, start, handouts, kits, doses)
        for area in ordered
        for start, (handouts, kits, doses) in zip(starts, area.steps, strict=True)
    )


def county_rows(rows: Sequence[PlaceRow]) -> tuple[PlaceRow, ...]:
    """Base rows added by county; a county that may have counts in the rest is marked as a part."""
    has_rest = any(row.kind == Kind.REST for row in rows)
    return add_by_county(rows, is_part=lambda row: has_rest and row.area != row.county_label)
