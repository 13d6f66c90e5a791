"""The values that the fold reads and makes.

Three figures travel together: hand-overs, kits, doses. Only hand-overs decide: a row is seen when it stands on at
least k separate ones. Forty-one kits given away in two hand-overs are a small figure.

A figure that is printed is the whole of what its label says. Where the whole may not be seen, the figure is None,
which every page and file says in the words "not shown": never zero, never a part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

THRESHOLD = 11
FOLD_VERSION = 2
STEPS = {1: "month", 3: "quarter"}
UNKNOWN = "Unknown or out of state"
REST_OF_STATE = "Rest of state"
OTHER_COUNTIES = "Other counties by month"


class Kind(StrEnum):
    """What a row stands for. `UNPLACED` is of reports under the former rules alone."""

    ZIP = "zip"
    OTHER = "other"
    REST = "rest"
    COUNTY = "county"
    UNPLACED = "unplaced"


class Level(StrEnum):
    """Whose counts are in a report: those of one scope, of a whole area, or an area's as anybody may read them."""

    SCOPE = "scope"
    AREA = "area"
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


def sum_figures(figures: Iterable[Figures]) -> Figures:
    """The sum of figures; nothing adds up to zero."""
    handouts = kits = doses = 0
    for each in figures:
        handouts += each.handouts
        kits += each.kits
        doses += each.doses
    return Figures(handouts, kits, doses)


def add_whole(figures: Iterable[Figures | None]) -> Figures | None:
    """The sum of figures that are all shown; None as soon as one is not."""
    every = list(figures)
    shown = [each for each in every if each is not None]
    return sum_figures(shown) if len(shown) == len(every) else None


@dataclass(frozen=True, slots=True)
class County:
    """A county as a report names it: a stable key and a label such as "Onondaga County".

    `unknown` marks the county "Unknown or out of state", in which no ZIP code is ever named.
    """

    key: str
    label: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """Counties that somebody reads together, such as a city's: its key, its name, and the keys of its counties.

    Any two regions of an area either have no county in common, or one holds the other.
    """

    key: str
    label: str
    counties: tuple[str, ...]


class Cell(NamedTuple):
    """The counts of one ZIP code (or "" for county only) in one posting month (its first day), from one `source`.

    A source is whoever counted, as far as anybody may know it apart: an agency in a scope. Its name means nothing
    here; insiders are told by the names of the sources that they know.
    """

    county: County
    zip_code: str
    month: date
    handouts: int
    kits: int
    doses: int
    source: str = ""


class WithFigures:
    """A row whose figures are all told, or all None: not shown."""

    __slots__ = ()
    handouts: int | None
    kits: int | None
    doses: int | None

    @property
    def figures(self) -> Figures | None:
        if self.handouts is None or self.kits is None or self.doses is None:
            return None
        return Figures(self.handouts, self.kits, self.doses)


@dataclass(frozen=True, slots=True)
class PlaceRow(WithFigures):
    """One line of a place table.

    `label` is unique in its table (a ZIP row's is the ZIP, `town` its name). `county` is a key, empty for rows of
    several counties; `region` names the region of a row "Rest of …", empty for that of the state.
    """

    kind: Kind
    label: str
    county: str
    county_label: str
    handouts: int | None
    kits: int | None
    doses: int | None
    town: str = ""
    region: str = ""

    @property
    def zip_code(self) -> str:
        """The ZIP that the row names."""
        return self.label[:5] if self.kind == Kind.ZIP else ""


@dataclass(frozen=True, slots=True)
class RegionRow(WithFigures):
    """A region of the area: see `Region`."""

    key: str
    label: str
    counties: tuple[str, ...]
    handouts: int | None
    kits: int | None
    doses: int | None


@dataclass(frozen=True, slots=True)
class TimeRow(WithFigures):
    """One area in one month or quarter (`starts_on` is its first day): a county by its key, or "" for several that
    are joined, those of the region `region`, or, in `Folded.steps`, for everything."""

    area: str
    county: str
    starts_on: date
    handouts: int | None
    kits: int | None
    doses: int | None
    region: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """A finished report of one scope or area and period; everything that its reader may see of places is in it.

    total     exact figures; None is not shown (never for a scope: its supplier knows it)
    rows      place rows, in reading order; unless `is_sum`, each hand-over of the total is in exactly one row
    counties  the counties that a row names, whole or not shown; see `of_county` for all others
    regions   the regions of the area, each whole or not shown
    times     counties by month or quarter; `step` says which, "" when there are none by rule
    steps     the whole report by month or quarter
    is_sum    made of shorter reports: what stands in all of them is added, the rest is not shown
    version   the version of the rules; 1 is of a report that was published under the former ones
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
    regions: tuple[RegionRow, ...] = ()
    times: tuple[TimeRow, ...] = ()
    steps: tuple[TimeRow, ...] = ()
    step: str = ""
    is_sum: bool = False
    version: int = FOLD_VERSION

    @property
    def places_hidden(self) -> bool:
        """There are counts, but no place may be seen."""
        return not self.is_sum and (self.total is None or bool(self.total and not self.rows))

    @property
    def times_hidden(self) -> bool:
        """There are places, and months were due, but they would tell too much."""
        return bool(self.rows and self.step and not self.times)

    def of_county(self, county: str) -> Figures | None:
        """The whole of a county by its key: zero only where no row can hold any of it, None where not shown."""
        for row in self.counties:
            if row.county == county:
                return row.figures
        if self.places_hidden or self.is_sum:
            return Figures() if self.total == Figures() else None
        may_hold = any(
            row.kind in (Kind.REST, Kind.UNPLACED) and row.region in self._around(county) for row in self.rows
        )
        return None if may_hold else Figures()

    def _around(self, county: str) -> set[str]:
        """The keys of the regions whose rest may hold some of a county: those around it, up to the first that is
        whole ("" for the state, where none is)."""
        around = sorted((one for one in self.regions if county in one.counties), key=lambda one: len(one.counties))
        keys = set()
        for region in around:
            keys.add(region.key)
            if region.figures is not None:
                return keys
        return keys | {""}


def in_reading_order(rows: Iterable[PlaceRow]) -> tuple[PlaceRow, ...]:
    """Counties by name with their ZIP codes, then the other row; unknown and the rests last."""
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
