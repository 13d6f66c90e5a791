"""Longer reports from shorter ones: what stands in all of them is added, and the rest is not shown.

A quarter of monthly reports and a fiscal year are such sums. So is a calendar year of which some quarter was
published under the former rules, or was an area's of which nothing could be shown: whatever else such a year said
would tell that quarter's hidden total.

A place, county or region has a figure in the sum where each part tells the whole of it (zero where no row of the part
can hold any of it); the total likewise. Nothing is subtracted, and no remainder is made into a figure.

The months or quarters of every longer report, of a folded year too, are those of the shorter reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from .rows import (
    FOLD_VERSION,
    STEPS,
    Figures,
    Folded,
    Kind,
    Level,
    PlaceRow,
    RegionRow,
    TimeRow,
    add_whole,
    in_reading_order,
)

NOT_SHOWN = (None, None, None)


def add_up(parts: Sequence[Folded], *, scope: str, period: str, counties: Mapping[str, str] | None = None) -> Folded:
    """The sum of reports of different periods of the same scope or area.

    `counties` (label by key) have a row even where no part names them: a true zero, or not shown.
    Raises ValueError when the reports do not belong together.
    """
    require_parts(parts)
    added = replace(
        parts[-1],
        scope=scope,
        period=period,
        months=months_added(parts),
        total=add_whole(part.total for part in parts),
        rows=in_reading_order(add_zips(parts)),
        counties=in_reading_order(add_counties(parts, counties or {})),
        regions=tuple(add_regions(parts)),
        is_sum=True,
        version=FOLD_VERSION,
    )
    return with_steps(added, parts)


def months_added(parts: Iterable[Folded]) -> tuple[date, ...]:
    return tuple(month for part in parts for month in part.months)


def must_add_up(parts: Iterable[Folded]) -> bool:
    """Whether a calendar year can only add up these reports, and may not be folded beside them."""
    return any(part.version < FOLD_VERSION or (part.level != Level.SCOPE and part.places_hidden) for part in parts)


def require_parts(parts: Sequence[Folded]) -> None:
    """Raise ValueError unless these are different periods of the same thing, oldest first. Under the former rules an
    area had another name."""
    if not parts:
        raise ValueError("There is no report to add up.")
    names = {(part.level, part.scope) for part in parts if part.version == FOLD_VERSION}
    if len(names) > 1 or len({part.level for part in parts}) > 1:
        raise ValueError("Only reports of one scope can be added up over time.")
    months = months_added(parts)
    if len(set(months)) < len(months):
        raise ValueError("The same period is in this sum twice.")
    if list(months) != sorted(months):
        raise ValueError("The reports of a sum follow each other.")


def add_zips(parts: Sequence[Folded]) -> Iterable[PlaceRow]:
    """The ZIP codes that each part with any counts names."""
    named = {row.label: row for part in parts for row in part.rows if row.kind == Kind.ZIP}
    for row in named.values():
        figures = add_whole(figures_of_zip(part, row.label) for part in parts)
        if figures:
            yield replace(row, handouts=figures.handouts, kits=figures.kits, doses=figures.doses)


def figures_of_zip(part: Folded, label: str) -> Figures | None:
    """The whole of a ZIP code: not shown where a part does not name it, for it may have had another county then."""
    if part.total == Figures():
        return Figures()
    return next((row.figures for row in part.rows if row.label == label), None)


def add_counties(parts: Sequence[Folded], counties: Mapping[str, str]) -> Iterable[PlaceRow]:
    """The counties that any part names, and further ones."""
    for key, label in {**counties, **county_labels(parts)}.items():
        figures = add_whole(part.of_county(key) for part in parts)
        yield PlaceRow(Kind.COUNTY, label, key, label, *cells_of_figures(figures))


def county_labels(parts: Iterable[Folded]) -> Mapping[str, str]:
    """The counties that any part names, by key, as the last one calls them."""
    return {row.county: row.county_label for part in parts for row in part.counties}


def add_regions(parts: Sequence[Folded]) -> Iterable[RegionRow]:
    """The regions of the last part, as far as each part knows them."""
    for row in parts[-1].regions:
        figures = add_whole(of_region(part, row) for part in parts)
        yield RegionRow(row.key, row.label, row.counties, *cells_of_figures(figures))


def of_region(part: Folded, wanted: RegionRow) -> Figures | None:
    for row in part.regions:
        if row.key == wanted.key and row.counties == wanted.counties:
            return row.figures
    return add_whole(part.of_county(county) for county in wanted.counties)


def with_steps(report: Folded, parts: Sequence[Folded]) -> Folded:
    """A longer report with the finer times of its parts: every county, and the whole, in each of them."""
    labels = {**county_labels(parts), **county_labels([report])}
    times = tuple(
        TimeRow(label, county, part.months[0], *cells_of_figures(part.of_county(county)))
        for county, label in sorted(labels.items(), key=lambda one: one[::-1])
        for part in parts
    )
    steps = tuple(TimeRow("", "", part.months[0], *cells_of_figures(part.total)) for part in parts)
    return replace(report, times=times, steps=steps, step=STEPS[min(len(part.months) for part in parts)])


def cells_of_figures(figures: Figures | None) -> tuple[int | None, int | None, int | None]:
    return (figures.handouts, figures.kits, figures.doses) if figures is not None else NOT_SHOWN
