"""Places and months as reports stored them that were published under the former rules, brought up to today's.

Reports were summed out of rows that had been folded supplier by supplier, so that some of their figures were parts:
of a place of which a joint row held more, of a state of which a supplier was left out. Each such figure is marked in
what was stored. It is read as not shown; every figure that is a whole stays as it was stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lbn.reporting.documents.document import UnknownFormat, from_plain, to_plain
from lbn.reporting.fold import Figures, Folded, Kind, Level, PlaceRow, TimeRow, sum_figures

FORMER_FORMAT = 1
FORMER_VERSION = 1
LEVELS = {"base": Level.SCOPE, "sum": Level.SCOPE, "rollup": Level.AREA, "public": Level.PUBLIC}


@dataclass(frozen=True, slots=True)
class FormerPlace:
    """A place row; `part` says that more of the place may be in another row."""

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


@dataclass(frozen=True, slots=True)
class FormerTime:
    """An area in a month or quarter; `part` as in a place row."""

    area: str
    county: str
    starts_on: date
    handouts: int
    kits: int
    doses: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class FormerFold:
    """A report's places. `left_out` and `waiting` are parts of a sum that are not in it; `part` is of some
    counties."""

    level: str
    scope: str
    period: str
    months: tuple[date, ...]
    threshold: int
    key_id: str
    total: Figures | None
    rows: tuple[FormerPlace, ...]
    counties: tuple[FormerPlace, ...]
    times: tuple[FormerTime, ...]
    step: str
    too_small: bool
    totals_only: bool
    left_out: int
    waiting: int
    part: bool
    version: int


def bring_up_fold(plain: dict[str, Any]) -> dict[str, Any]:
    """Return stored places as today's fold has them, both as plain data. Raises `UnknownFormat`."""
    if plain["format"] != FORMER_FORMAT:
        raise UnknownFormat("This report was stored in a form that this version cannot read.")
    former = from_plain({name: value for name, value in plain.items() if name != "format"}, FormerFold)
    return to_plain(_bring_up(former))


def hide_unsure_sums(plain: dict[str, Any]) -> dict[str, Any]:
    """Return an area's stored report without the sums of which is not known whether they were of all that was left:
    totals of the periods it is compared with, and what there was since the first quarter. Places are brought up."""
    compared = {name: _hide(other, "handouts", "kits", "doses") for name, other in plain["comparison"].items()}
    hidden = plain | {"comparison": compared}
    sums = plain.get("to_date")
    if sums and (sums["since"] != plain["starts_on"] or plain["report"]["total"] is None):
        hidden["to_date"] = _hide(sums, "doses", "people")
    return hidden


def _hide(plain: dict[str, Any] | None, *names: str) -> dict[str, Any] | None:
    return plain and plain | dict.fromkeys(names)


def _bring_up(former: FormerFold) -> Folded:
    is_whole = not (former.part or former.left_out or former.waiting)
    total = former.total if is_whole else None
    times = tuple(
        TimeRow(row.area, row.county, row.starts_on, *_figures(row, row.part or (not is_whole and not row.county)))
        for row in former.times
    )
    return Folded(
        level=LEVELS[former.level],
        scope=former.scope,
        period=former.period,
        months=former.months,
        threshold=former.threshold,
        key_id=former.key_id,
        total=total,
        rows=tuple(map(_place, former.rows)),
        counties=tuple(map(_place, former.counties)),
        times=times,
        steps=tuple(_steps(former.times, total)),
        step=former.step,
        is_sum=former.level != "base",
        version=FORMER_VERSION,
    )


def _place(row: FormerPlace) -> PlaceRow:
    return PlaceRow(row.kind, row.label, row.county, row.county_label, *_figures(row, row.part), town=row.town)


def _figures(row: FormerPlace | FormerTime, is_part: bool) -> tuple[int | None, int | None, int | None]:
    return (None, None, None) if is_part else (row.handouts, row.kits, row.doses)


def _steps(times: Iterable[FormerTime], total: Figures | None) -> Iterable[TimeRow]:
    """The whole by month or quarter: known where the areas hold all of it."""
    sums: dict[date, Figures] = {}
    for row in times:
        sums[row.starts_on] = sums.get(row.starts_on, Figures()) + Figures(row.handouts, row.kits, row.doses)
    is_whole = total is not None and sum_figures(sums.values()) == total
    for start, step in sorted(sums.items()):
        yield TimeRow("", "", start, *((step.handouts, step.kits, step.doses) if is_whole else (None, None, None)))
