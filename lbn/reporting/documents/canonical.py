"""Freezing a report: plain data, one way to write it down, one fingerprint.

The canonical form is JSON in UTF-8 with sorted keys and no spaces; dates are written as
YYYY-MM-DD. The same report gives the same bytes on every machine and in every version of Python.

A fingerprint belongs to the readers of the report itself: someone else who knows the form could
try out the few values that a small report can have until the fingerprint fits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from lbn.reporting.fold.rows import Figures, Folded, Kind, Level, Row, TimeRow

FORMAT = 1


def canonical_json(plain: Mapping[str, Any]) -> bytes:
    """Plain data (dict, list, str, int, bool, None) as canonical bytes; refuses anything else."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def fingerprint(plain: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(plain)).hexdigest()


def fields_of(kind: type) -> Callable[[Any], dict[str, Any]]:
    """What gives an instance's fields by name; `asdict` copies each value on its way, for ten times as long."""
    names = tuple(field.name for field in fields(kind))
    values = attrgetter(*names)
    return lambda one: dict(zip(names, values(one), strict=True))


report_fields, row_fields, time_row_fields, figures_fields = map(fields_of, (Folded, Row, TimeRow, Figures))


def to_plain(report: Folded) -> dict[str, Any]:
    """A report as plain data, ready to be stored; `from_plain` reads it back."""
    plain = report_fields(report)
    plain["format"] = FORMAT
    plain["level"] = report.level.value
    plain["months"] = [month.isoformat() for month in report.months]
    plain["total"] = None if report.total is None else figures_fields(report.total)
    plain["rows"] = [plain_row(row) for row in report.rows]
    plain["counties"] = [plain_row(row) for row in report.counties]
    plain["times"] = [time_row_fields(row) | {"starts_on": row.starts_on.isoformat()} for row in report.times]
    return plain


def plain_row(row: Row) -> dict[str, Any]:
    return row_fields(row) | {"kind": row.kind.value}


def from_plain(plain: Mapping[str, Any]) -> Folded:
    """A report from what `to_plain` made; raises ValueError when it is in a form not known here."""
    if plain.get("format") != FORMAT:
        raise ValueError("This report was stored in a form that this version cannot read.")
    fields = {name: value for name, value in plain.items() if name != "format"}
    fields["level"] = Level(plain["level"])
    fields["months"] = tuple(date.fromisoformat(month) for month in plain["months"])
    fields["total"] = None if plain["total"] is None else Figures(**plain["total"])
    fields["rows"] = tuple(read_row(row) for row in plain["rows"])
    fields["counties"] = tuple(read_row(row) for row in plain["counties"])
    fields["times"] = tuple(read_time_row(row) for row in plain["times"])
    return Folded(**fields)


def read_row(plain: Mapping[str, Any]) -> Row:
    return Row(**{**plain, "kind": Kind(plain["kind"])})


def read_time_row(plain: Mapping[str, Any]) -> TimeRow:
    return TimeRow(**{**plain, "starts_on": date.fromisoformat(plain["starts_on"])})
