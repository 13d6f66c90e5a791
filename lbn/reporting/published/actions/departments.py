"""Publishing to each health department its part of what an area was published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from agencies.models import HealthDepartment
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import StateReport, SupplierReport
from lbn.reporting.models import Issue
from lbn.reporting.published.actions.publishing import publish
from lbn.reporting.published.actions.reading import Issues, quarters_within, read_all, readers_of_area
from lbn.reporting.published.compile import compile_department_report
from lbn.reporting.published.compile.cells import Area
from lbn.reporting.published.compile.totals import KnownSources, SourceRow, rows_with_sources


class AreaRead(NamedTuple):
    """What is read once for all departments: a report of the area and those of its quarters, its agencies' rows in
    the suppliers' reports of that time, and what readers know of them."""

    state: StateReport
    parts: Sequence[StateReport]
    rows: Sequence[SourceRow]
    insiders: KnownSources


def publish_parts(area: Area, quarters: Mapping[date, Issues], day: date) -> Iterator[Issue]:
    """Publish to each health department its part of each report of the area that it has not got."""
    listed = area.program.departments.filter(merged_into=None).select_related("program")
    counties = {one: area.counties_of(one) for one in listed.prefetch_related("jurisdictions")}
    # One without a county, such as one whose counties are those of another program, reads nothing.
    departments = [one for one in counties if counties[one] or one.level == HealthDepartment.Level.STATE]
    has = spans_by_department(departments)
    for state in Issue.objects.of_state(area.program).not_withdrawn().without_content().shortest_first():
        lacking = [department for department in departments if state.span not in has[department.pk]]
        if lacking:
            within = [issue for quarter in quarters if quarter in state.span for issue in quarters[quarter]]
            reports = Issue.objects.of_state(area.program).without_content().select_related("members")
            own = quarters_within(reports, state.span)
            rows = rows_with_sources(within, read_all(within, SupplierReport))
            parts = read_all(own, StateReport)
            read = AreaRead(state.read_as(StateReport), parts, rows, readers_of_area(area, state.span, rows, own))
            for department in lacking:
                yield from _publish_part(department, counties[department], read, day)


def spans_by_department(departments: Iterable[HealthDepartment]) -> dict[UUID, set[Span]]:
    """Return for what days each health department has a report, by its id. One query."""
    found: dict[UUID, set[Span]] = {department.pk: set() for department in departments}
    issues = Issue.objects.filter(department__in=list(found)).order_by()
    for department, *span in issues.values_list("department", "starts_on", "ends_on"):
        found[department].add(Span(*span))
    return found


@transaction.atomic
def _publish_part(department, counties, read, day):
    HealthDepartment.objects.select_for_update(of=("self",)).get(pk=department.pk)
    if department.issues.over(read.state.span).exists():
        return []
    document = compile_department_report(department=department, counties=counties, as_of=day, **read._asdict())
    return [publish(department=department, document=document, today=day)]
