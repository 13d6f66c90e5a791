"""What a health department is published: its state's content, or the rows of it that are of its own counties."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from agencies.models import HealthDepartment
from lbn.reporting.documents.canonical import from_plain, to_plain
from lbn.reporting.fold import for_counties
from lbn.reporting.published.compile.comparison import compared
from lbn.reporting.published.compile.state import agency_rows, who_reported

Content = dict[str, Any]
OF_THE_STATE = ("people_trained", "other_items", "typed", "people_stated", "net_corrections", "to_date", "yearly")


def department_content(
    *, department: HealthDepartment, as_of: date, state: Content, scopes: Sequence[Content]
) -> Content:
    """Return what `department` is published for the time of `state`, a state's content, as plain data.

    A state's department reads all of it but the parts of which a year was made. One of some counties reads their
    rows, and of their agencies who has reported (`scopes` are the base contents of that time); no figure that is told
    for the whole state only.
    """
    span = date.fromisoformat(state["starts_on"]), date.fromisoformat(state["ends_on"])
    content = state | {
        "kind": "department",
        "reader": department.name,
        "as_of": as_of.isoformat(),
        "comparison": compared(department.issues, span),
    }
    content.pop("yearly", None)
    if department.level == HealthDepartment.Level.STATE:
        return content
    counties = set(department.jurisdictions.values_list("slug", flat=True))
    rows = [row for row in agency_rows(scopes) if row["county"] in counties]
    report = for_counties(from_plain(state["report"]), counties, scope=f"department {department.slug}")
    kept = {name: value for name, value in content.items() if name not in OF_THE_STATE}
    return kept | who_reported(rows) | {"report": to_plain(report)}
