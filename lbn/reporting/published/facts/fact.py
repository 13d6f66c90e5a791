"""A fact: one number of one published report, with everything that tells it from all others.

Facts of several reports are one table as well: they are put below each other, nothing is renamed or filled up.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from lbn.reporting.calendar.kinds import kind_of
from lbn.reporting.calendar.spans import Span

SHOWN, NOT_SHOWN = "shown", "not shown"
FactValue = int | Decimal | None


class CountyName(NamedTuple):
    """A county as facts name it: its label, and its FIPS code, "" where it has none."""

    label: str
    fips: str


class Subject(NamedTuple):
    """What a fact is about: its kind, its code, the county's FIPS code, and its name."""

    kind: str
    code: str
    fips: str
    name: str


class Finding(NamedTuple):
    """A number of a document: about what, for which days, which measure; None is not shown."""

    subject: Subject
    span: Span
    measure: str
    value: FactValue
    is_to_date: bool = False


class Fact(NamedTuple):
    """A row of the file. Its fields are the columns, in this order; `value` is None where it is not shown."""

    report: str
    published_to: str
    report_status: str
    report_from: date
    report_to: date
    period_kind: str
    period_from: date
    period_to: date
    kind: str
    code: str
    fips: str
    name: str
    measure: str
    value: FactValue
    status: str


def period_kind_of(finding: Finding) -> str:
    """Return what a finding's days are: month, quarter, year, fiscal_year, other; or to_date."""
    return "to_date" if finding.is_to_date else str(kind_of(finding.span).name)
