"""The public report: rows of a state's roll-up merged further, to twenty, never split.

The same steps as in `places`, with rows in place of ZIP codes: a named row below the public threshold goes to its
county's joint row, a joint row below it takes named rows in, a county below it goes to "Rest of state", and so on.
Rows only ever merge, so whatever the public can add or subtract is made of rows that departments see anyway. There
are no finer times.

"Not placed" is left out, and counted in `left_out`. It holds the few hand-overs of small scopes, filled up with rows
of others; a supplier knows its own rows, and would find the small scope's total by subtraction as soon as these rows
were its own. Everyone reads the public report, suppliers too. Without that row each public row is a sum of base rows
of at least k, so that what a supplier has left after taking off its own is nothing or at least k.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .draw import Draw
from .gathering import Spot
from .merging import Pile, Sight, county_sums, finish, identity
from .places import PlaceGroup, partition
from .rows import UNKNOWN, County, Folded, Kind, Level, PlaceRow, sum_figures

PUBLIC_THRESHOLD = 20


def coarsen(report: Folded, *, key: bytes, scope: str, threshold: int = PUBLIC_THRESHOLD) -> Folded:
    """The public report of a roll-up; `scope` is its own stable label for the draw.

    Raises ValueError on a report that is no roll-up and on a threshold below the roll-up's.
    A public year is the sum (`add_up`) of its public quarters.
    """
    if report.level != Level.ROLLUP:
        raise ValueError("Only a roll-up can be made public.")
    if threshold < report.threshold:
        raise ValueError(f"The public threshold must be {report.threshold} or more.")
    placed = [row for row in report.rows if row.kind != Kind.UNPLACED]
    total = sum_figures(row.figures for row in placed)
    only_unplaced = bool(report.rows) and not placed
    hidden = report.total is None or only_unplaced or not total.is_safe(threshold)
    public = replace(
        report,
        level=Level.PUBLIC,
        scope=scope,
        threshold=threshold,
        total=total,
        times=(),
        step="",
        too_small=hidden,
        left_out=report.left_out + len(report.rows) - len(placed),
    )
    if hidden:
        return replace(public, total=None, rows=(), counties=())
    piles = merge_rows(placed, report.counties, Draw(key, scope, report.period), threshold)
    in_no_county = any(pile.row.kind == Kind.REST for pile in piles)
    sight = Sight.of(report)
    if in_no_county:
        sight = replace(sight, counties=dict.fromkeys(sight.counties, True))
    rows = finish(piles, [sight])
    return replace(public, rows=rows, counties=county_sums(rows, [sight]))


def merge_rows(placed: Sequence[PlaceRow], counties: Sequence[PlaceRow], draw: Draw, threshold: int) -> list[Pile]:
    """The placed rows of a roll-up as rows of at least `threshold`; all together reach it."""
    labels = {row.county: row.county_label for row in counties}
    spots = [
        Spot(
            public_county(row, labels),
            row.label if row.kind == Kind.ZIP else "",
            [[row.handouts, row.kits, row.doses]],
        )
        for row in placed
    ]
    groups = partition(spots, threshold=threshold, draw=draw)
    towns = {row.label: row.town for row in placed}
    return [pile_of(group, towns) for group in groups]


def spot_of(row: PlaceRow, labels: Mapping[str, str]) -> Spot:
    """A row in place of a ZIP code."""
    zip_code = row.label if row.kind == Kind.ZIP else ""
    return Spot(public_county(row, labels), zip_code, [[row.handouts, row.kits, row.doses]])


def public_county(row: PlaceRow, labels: Mapping[str, str]) -> County | None:
    """The county of a row; none for the rest of the state, which is merged with the rest."""
    if not row.county:
        return None
    return County(row.county, labels[row.county], unknown=row.county_label == UNKNOWN)


def pile_of(group: PlaceGroup, towns: Mapping[str, str]) -> Pile:
    county = group.county or County("", "")
    row = PlaceRow(group.kind, group.label, county.key, county.label, 0, 0, 0, towns.get(group.label, ""))
    return Pile(row, group.figures, {identity(row)})
