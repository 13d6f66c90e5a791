"""The values that the fold reads and makes.

Three figures travel together: hand-overs, kits, doses. Only hand-overs decide: a figure may be
seen when it is nothing at all or stands on at least k separate hand-overs. Forty-one kits given
away in two hand-overs are a small figure. Kits without any hand-over (which should not happen)
are treated as small, never as nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

THRESHOLD = 11
FOLD_VERSION = 1
UNKNOWN = "Unknown or out of state"
REST_OF_STATE = "Rest of state"
NOT_PLACED = "Not placed"
NAMED_PART = "named part"
OTHER_COUNTIES = {"month": "Other counties by month", "quarter": "Other counties by quarter"}
LENGTHS = {"month": 1, "quarter": 3, "year": 12}
STEPS = {1: "", 3: "month", 12: "quarter"}


class Kind(StrEnum):
    """What a row stands for."""

    ZIP = "zip"
    OTHER = "other"
    REST = "rest"
    UNPLACED = "unplaced"
    COUNTY = "county"


class Level(StrEnum):
    """How a report was made: folded from counts, added over time, over scopes, or coarsened."""

    BASE = "base"
    SUM = "sum"
    ROLLUP = "rollup"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Figures:
    """Hand-overs, kits and doses of the same set of acts."""

    handouts: int = 0
    kits: int = 0
    doses: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.handouts + other.handouts, self.kits + other.kits, self.doses + other.doses)

    def __bool__(self) -> bool:
        return bool(self.handouts or self.kits or self.doses)

    def reaches(self, threshold: int) -> bool:
        """Whether these figures stand on at least `threshold` hand-overs."""
        return self.handouts >= threshold

    def is_safe(self, threshold: int) -> bool:
        """Whether these figures may be seen: nothing at all, or enough hand-overs."""
        return not self or self.reaches(threshold)


def sum_figures(figures: Iterable[Figures]) -> Figures:
    """The sum of figures; nothing adds up to zero."""
    handouts = kits = doses = 0
    for each in figures:
        handouts += each.handouts
        kits += each.kits
        doses += each.doses
    return Figures(handouts, kits, doses)


@dataclass(frozen=True, slots=True)
class County:
    """A county as a report names it: a stable key and a label such as "Onondaga County".

    `unknown` marks the county "Unknown or out of state", in which no ZIP code is ever named.
    """

    key: str
    label: str
    unknown: bool = False


class Cell(NamedTuple):
    """The counts of one ZIP code (or "" for county only) in one posting month (its first day)."""

    county: County
    zip_code: str
    month: date
    handouts: int
    kits: int
    doses: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of a place table.

    `label` is unique in its table (a ZIP row's is the ZIP, `town` its name). `county` is a key,
    empty for rows of no county. `area` names the time area that a base row belongs to, empty
    where nothing is shown by sub-period. `part`: the roll-up may hold more of it in other rows.
    """

    kind: Kind
    label: str
    county: str
    county_label: str
    handouts: int
    kits: int
    doses: int
    town: str = ""
    area: str = ""
    part: bool = False

    @property
    def figures(self) -> Figures:
        return Figures(self.handouts, self.kits, self.doses)

    @property
    def zip_code(self) -> str:
        """The ZIP that the row names; a label may add its county when two counties share it."""
        return self.label[:5] if self.kind == Kind.ZIP else ""


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One area in one sub-period (`starts_on` is its first day); `county` is "" for the joint area."""

    area: str
    county: str
    starts_on: date
    handouts: int
    kits: int
    doses: int
    part: bool = False

    @property
    def figures(self) -> Figures:
        return Figures(self.handouts, self.kits, self.doses)


@dataclass(frozen=True, slots=True)
class Folded:
    """A finished report of one scope and period; everything a reader may see is in it.

    total        exact figures; None reads `fewer_than(threshold)` (never None at level base or sum)
    rows         place rows, in reading order; each hand-over of the total is in exactly one row
    counties     the same rows added by county (rows of no county are in none)
    times        area by sub-period rows; `step` says month or quarter, "" when there are none by rule
    too_small    1 to k-1 hand-overs in all: no rows; the exact total is for the supplier only
    totals_only  the places come with a longer period: total, no rows
    left_out     parts of this sum that are hidden ("fewer than"), not in its total
    waiting      scopes whose figures come with the year and are not in this report
    part         only the named rows of some counties: rows of no county may hold more of them
    """

    level: Level
    scope: str
    period: str
    months: tuple[date, ...]
    threshold: int
    key_id: str
    total: Figures | None
    rows: tuple[PlaceRow, ...] = ()
    counties: tuple[PlaceRow, ...] = ()
    times: tuple[TimeRow, ...] = ()
    step: str = ""
    too_small: bool = False
    totals_only: bool = False
    left_out: int = 0
    waiting: int = 0
    part: bool = False
    version: int = FOLD_VERSION

    @property
    def times_hidden(self) -> bool:
        """There are places, and months or quarters were due, but they would tell too much."""
        return bool(self.rows and self.step and not self.times)


def fewer_than(threshold: int) -> str:
    """The words in place of a hidden figure."""
    return f"fewer than {threshold}"


def hide_small(figure: int, *, handouts: int, threshold: int = THRESHOLD) -> int | None:
    """A figure that stands on `handouts` hand-overs (strips, say) for readers other than the supplier.

    None reads `fewer_than(threshold)`.
    """
    return figure if Figures(handouts, figure).is_safe(threshold) else None


def in_reading_order(rows: Iterable[PlaceRow]) -> tuple[PlaceRow, ...]:
    """Counties by name with their ZIP codes, then the other row; unknown, rest and not placed last."""
    ranks = {Kind.REST: 2, Kind.UNPLACED: 3}
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                ranks.get(row.kind, int(row.county_label == UNKNOWN)),
                row.county_label,
                row.county,
                row.kind == Kind.OTHER,
                row.label,
            ),
        )
    )


def add_by_county(rows: Iterable[PlaceRow], *, is_part: Callable[[PlaceRow], bool]) -> tuple[PlaceRow, ...]:
    """Rows added by county; `is_part` tells by a row whether more of its county may be elsewhere."""
    sums: dict[str, PlaceRow] = {}
    for row in rows:
        if row.county:
            figures = row.figures + (sums[row.county].figures if row.county in sums else Figures())
            sums[row.county] = PlaceRow(
                kind=Kind.COUNTY,
                label=row.county_label,
                county=row.county,
                county_label=row.county_label,
                handouts=figures.handouts,
                kits=figures.kits,
                doses=figures.doses,
                part=is_part(row),
            )
    return in_reading_order(sums.values())
