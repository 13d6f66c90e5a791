"""What a health department is published: its area's report, or the rows of it that are of its own counties."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from agencies.models import HealthDepartment
from lbn.reporting.documents import AreaReport, StateReport
from lbn.reporting.fold import Folded, for_counties, with_steps
from lbn.reporting.published.compile.areas import add_who_reported
from lbn.reporting.published.compile.cells import Area
from lbn.reporting.published.compile.comparison import compare
from lbn.reporting.published.compile.totals import KnownSources, SourceRow


def compile_department_report(
    *,
    department: HealthDepartment,
    counties: Mapping[str, str],
    as_of: date,
    state: StateReport,
    rows: Sequence[SourceRow],
    insiders: KnownSources,
    parts: Sequence[StateReport] = (),
) -> AreaReport:
    """Return what `department` is published for the time of `state`; `counties` are those that it sees, {key: label}.

    A state's department reads all of it. One of some counties reads their rows, and of their agencies who has
    reported (`rows` are those of agencies in the suppliers' reports of that time); no figure that is told for the
    whole state only.
    `parts` are the area's reports of a year's quarters.
    """
    if department.level == HealthDepartment.Level.STATE:
        comparison = compare(department.issues, state.span, area=Area(department.program))
        own = {"kind": "department", "reader": department.name, "as_of": as_of, "comparison": comparison}
        whole = {one.name: getattr(state, one.name) for one in fields(StateReport)}
        return StateReport(**whole | own)
    comparison = compare(department.issues, state.span, counties=counties.keys())
    here = [one for one in rows if one.row.county in counties]
    return AreaReport(
        reader=department.name,
        state=state.state,
        starts_on=state.starts_on,
        ends_on=state.ends_on,
        as_of=as_of,
        report=part_of_area(department, state.report, counties, parts),
        withdrawn=state.withdrawn,
        comparison=comparison,
        **add_who_reported(here, None),
    )


def part_of_area(
    department: HealthDepartment, area: Folded, counties: Mapping[str, str], parts: Sequence[StateReport]
) -> Folded:
    """Return the area's rows of some counties, a year's with those of its quarters."""
    report = for_counties(area, counties, scope=f"department {department.slug}")
    quarters = [for_counties(part.report, counties, scope=report.scope) for part in parts]
    return with_steps(report, quarters) if quarters else report
