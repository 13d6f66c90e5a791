"""Who has reported in an area: completeness in all and by kind of agency, and in which counties there was an agency.

Of single agencies only how their reports stand is counted. Of kinds also personnel trained and sessions are told,
never kits, and only for the whole of an area, where they tell nobody a single agency's small figure: whoever reads
several parts of an area could subtract them from it and from each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import TypedDict

from agencies.periods import quarter_of
from lbn.reporting.documents import AgencyCounts, AgencyRow, KindRow, ReportCounts
from lbn.reporting.published.compile.cells import BEYOND
from lbn.reporting.published.compile.totals import KnownSources, SourceRow, add_by_source, tell_of_personnel


class WhoReported(TypedDict):
    """These fields of an area's report."""

    reporting: AgencyCounts
    by_kind: tuple[KindRow, ...]
    operating: tuple[str, ...]


def counties_named(rows: Iterable[AgencyRow]) -> dict[str, str]:
    """Return the counties of agencies that are in their area: {key: label}."""
    return {row.county: row.county_label for row in rows if row.county != BEYOND}


def add_who_reported(rows: Sequence[SourceRow], insiders: KnownSources | None) -> WhoReported:
    """Return who has reported among these rows, one for each agency and report added up; without `insiders`, of a
    part of an area, no figure of personnel."""
    by_kind: dict[str, list[SourceRow]] = defaultdict(list)
    for one in rows:
        if one.row.kind:
            by_kind[one.row.kind].append(one)
    known = None if insiders is None else list(insiders)
    kinds = [sum_kind(kind, own, known) for kind, own in sorted(by_kind.items())]
    return WhoReported(
        reporting=count_reports(one.row for one in rows),
        by_kind=tuple(kinds),
        operating=tuple(sorted({one.row.county for one in rows} - {BEYOND})),
    )


def count_reports(rows: Iterable[AgencyRow]) -> AgencyCounts:
    """Return how many agencies there were, how many reports were expected of them, and how those stand."""
    every = list(rows)
    names = [one.name for one in fields(ReportCounts)]
    sums = {name: sum(getattr(row.reports, name) for row in every) for name in names}
    return AgencyCounts(agencies=len({row.slug for row in every}), **sums)


def sum_kind(kind: str, rows: Sequence[SourceRow], insiders: KnownSources | None) -> KindRow:
    reports = count_reports(one.row for one in rows)
    return KindRow(
        kind=kind,
        agencies=reports.agencies,
        expected=reports.expected or 0,
        came=reports.came or 0,
        on_time=reports.on_time,
        personnel_trained=sum_of_personnel("personnel_trained", rows, insiders),
        sessions=sum_of_personnel("sessions", rows, insiders),
    )


def sum_of_personnel(figure: str, rows: Sequence[SourceRow], insiders: KnownSources | None) -> int | None:
    """Return the sum of a figure over all quarters, None as soon as one quarter may not be told."""
    if insiders is None:
        return None
    quarters: dict[date, list[SourceRow]] = defaultdict(list)
    for one in rows:
        quarters[quarter_of(one.starts_on)].append(one)
    if any(tell_of_personnel(add_by_source(own, figure), insiders) is None for own in quarters.values()):
        return None
    return sum(add_by_source(rows, figure).values())
