"""What a health department is published: its state's report, or the rows of it that are of its own counties."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from agencies.models import HealthDepartment
from lbn.reporting.documents import AreaReport, StateReport, SupplierReport
from lbn.reporting.fold import for_counties
from lbn.reporting.published.compile.areas import add_who_reported, rows_of
from lbn.reporting.published.compile.comparison import compare


def compile_department_report(
    *, department: HealthDepartment, as_of: date, state: StateReport, scopes: Sequence[SupplierReport]
) -> AreaReport:
    """Return what `department` is published for the time of `state`.

    A state's department reads all of it but the parts of which a year was made. One of some counties reads their
    rows, and of their agencies who has reported (`scopes` are the base reports of that time); no figure that is told
    for the whole state only.
    """
    comparison = compare(department.issues, state.span)
    if department.level == HealthDepartment.Level.STATE:
        own = {"kind": "department", "reader": department.name, "as_of": as_of, "comparison": comparison}
        whole = {one.name: getattr(state, one.name) for one in fields(StateReport)}
        return StateReport(**whole | own)
    counties = set(department.jurisdictions.values_list("slug", flat=True))
    rows = [row for row in rows_of(scopes) if row.county in counties]
    return AreaReport(
        reader=department.name,
        state=state.state,
        starts_on=state.starts_on,
        ends_on=state.ends_on,
        as_of=as_of,
        report=for_counties(state.report, counties, scope=f"department {department.slug}"),
        withdrawn=state.withdrawn,
        comparison=comparison,
        **add_who_reported(rows),
    )
