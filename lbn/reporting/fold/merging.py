"""Adding the place rows of several reports, and saying where more may be.

Rows are the same when they are of the same kind and county and, if named, of the same ZIP. The
words of the latest report win (a county or town may have been renamed).

A report *may hold more* of a county when it shows the county as a part itself, or does not show it
at all and has a joint row that could contain it: the rest, a row "Not placed", or a hidden total.
It may hold more of a ZIP when it names the ZIP as a part, or does not name it and may hold more of
its county or has a joint row of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .draw import Draw
from .rows import NOT_PLACED, Figures, Folded, Kind, PlaceRow, add_by_county, in_reading_order

Identity = tuple[str, str, str]


def identity(row: PlaceRow) -> Identity:
    """What makes two rows of different reports the same row."""
    return row.kind, row.county, row.zip_code


@dataclass(slots=True)
class Pile:
    """A row of a sum in the making, with the identities of the rows that are in it."""

    row: PlaceRow
    figures: Figures
    members: set[Identity]

    @property
    def label(self) -> str:
        return self.row.label

    def take(self, other: Pile) -> None:
        self.figures += other.figures
        self.members |= other.members

    def is_safe(self, threshold: int) -> bool:
        return self.figures.is_safe(threshold)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader of one report knows about where its hand-overs are."""

    zips: dict[tuple[str, str], bool]
    joint: frozenset[str]
    counties: dict[str, bool]
    murky: bool

    @classmethod
    def of(cls, report: Folded) -> Sight:
        no_county = any(row.kind in (Kind.REST, Kind.UNPLACED) for row in report.rows)
        zips = {(row.county, row.zip_code): row.part for row in report.rows if row.kind == Kind.ZIP}
        joint = frozenset(row.county for row in report.rows if row.kind == Kind.OTHER)
        return cls(
            zips=zips,
            joint=joint,
            counties={row.county: row.part for row in report.counties},
            murky=no_county or report.too_small or report.part or bool(report.left_out),
        )

    def may_hold_more_of_county(self, county: str) -> bool:
        return self.counties.get(county, self.murky)

    def may_hold_more_of_zip(self, county: str, zip_code: str) -> bool:
        unnamed = county in self.joint or self.may_hold_more_of_county(county)
        return self.zips.get((county, zip_code), unnamed)


def merge(reports: Iterable[Folded]) -> list[Pile]:
    """The rows of all reports, same rows added, labels unique."""
    piles: dict[Identity, Pile] = {}
    for report in sorted(reports, key=lambda each: each.months):
        for row in report.rows:
            pile = piles.setdefault(identity(row), Pile(row, Figures(), {identity(row)}))
            pile.row = replace(row, label=row.zip_code or row.label)
            pile.figures += row.figures
    return with_unique_labels(list(piles.values()))


def with_unique_labels(piles: list[Pile]) -> list[Pile]:
    """Add the county to a ZIP that reports name under two counties."""
    seen: dict[str, list[Pile]] = {}
    for pile in piles:
        seen.setdefault(pile.label, []).append(pile)
    for doubles in seen.values():
        for pile in doubles if len(doubles) > 1 else []:
            pile.row = replace(pile.row, label=f"{pile.label} ({pile.row.county_label})")
    return piles


def not_placed(figures: Figures) -> Pile:
    """The row of the scopes or months that are too small to have rows."""
    return Pile(PlaceRow(Kind.UNPLACED, NOT_PLACED, "", "", 0, 0, 0), figures, set())


def place_remainder(
    piles: Sequence[Pile], small: Figures, *, threshold: int, draw: Draw
) -> tuple[list[Pile], set[Identity]]:
    """Add the row "Not placed" for `small`, filled up to the threshold; also tell what joined it."""
    if not small:
        return list(piles), set()
    unplaced = not_placed(small)
    kinds = (Kind.OTHER, Kind.ZIP, Kind.REST)
    queues = [[pile for pile in piles if pile.row.kind == kind] for kind in kinds]
    left = draw.fill(unplaced, *queues, threshold=threshold)
    return [*left, unplaced], unplaced.members


def finish(piles: Iterable[Pile], sights: Sequence[Sight]) -> tuple[PlaceRow, ...]:
    """Frozen rows in reading order, named ZIPs marked where other reports may hold more of them."""
    return in_reading_order(
        replace(
            pile.row,
            handouts=pile.figures.handouts,
            kits=pile.figures.kits,
            doses=pile.figures.doses,
            area="",
            part=pile.row.kind == Kind.ZIP
            and any(sight.may_hold_more_of_zip(pile.row.county, pile.row.zip_code) for sight in sights),
        )
        for pile in piles
    )


def county_sums(rows: Iterable[PlaceRow], sights: Sequence[Sight]) -> tuple[PlaceRow, ...]:
    """Rows of a sum added by county."""
    return add_by_county(rows, is_part=lambda row: any(sight.may_hold_more_of_county(row.county) for sight in sights))
