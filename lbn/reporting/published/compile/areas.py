"""Who has reported in an area: completeness in all and by kind of agency, and in which counties there was an agency.

Of single agencies only how their reports stand is counted; of kinds also people trained and sessions, never kits.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TypedDict

from lbn.reporting.documents import AgencyCounts, AgencyRow, KindRow, ReportCounts, SupplierReport


class WhoReported(TypedDict):
    """These fields of an area's report."""

    reporting: AgencyCounts
    by_kind: tuple[KindRow, ...]
    operating: tuple[str, ...]


def rows_of(scopes: Iterable[SupplierReport]) -> list[AgencyRow]:
    """Return the rows of all agencies of some scopes' reports."""
    return [row for report in scopes for row in report.agencies]


def counties_named(rows: Iterable[AgencyRow]) -> dict[str, str]:
    """Return the counties of agencies: {key: label}."""
    return {row.county: row.county_label for row in rows}


def add_who_reported(rows: Sequence[AgencyRow]) -> WhoReported:
    """Return who has reported among these rows, one for each agency and report added up."""
    by_kind: dict[str, list[AgencyRow]] = defaultdict(list)
    for row in rows:
        if row.kind:
            by_kind[row.kind].append(row)
    return WhoReported(
        reporting=count_reports(rows),
        by_kind=tuple(sum_kind(kind, own) for kind, own in sorted(by_kind.items())),
        operating=tuple(sorted({row.county for row in rows})),
    )


def count_reports(rows: Iterable[AgencyRow]) -> AgencyCounts:
    """Return how many agencies there were, how many reports were expected of them, and how those stand."""
    every = list(rows)
    names = [one.name for one in fields(ReportCounts)]
    sums = {name: sum(getattr(row.reports, name) for row in every) for name in names}
    return AgencyCounts(agencies=len({row.slug for row in every}), **sums)


def sum_kind(kind: str, rows: Sequence[AgencyRow]) -> KindRow:
    reports = count_reports(rows)
    return KindRow(
        kind=kind,
        agencies=reports.agencies,
        expected=reports.expected or 0,
        came=reports.came or 0,
        on_time=reports.on_time,
        personnel_trained=sum(row.personnel_trained or 0 for row in rows),
        sessions=sum(row.sessions or 0 for row in rows),
    )
