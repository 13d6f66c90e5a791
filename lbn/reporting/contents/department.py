"""What a health department is published: the rows of its state's scopes, summed, and nothing computed from counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from agencies.models import HealthDepartment
from lbn.reporting.contents.agencies import STANDINGS
from lbn.reporting.contents.cells import disclosure_key, period_label
from lbn.reporting.contents.scope import FORMAT
from lbn.reporting.fold import Figures, Folded, for_counties, from_plain, release, roll_up, to_plain


def department_content(
    *,
    department: HealthDepartment,
    starts_on: date,
    ends_on: date,
    as_of: date,
    scopes: Sequence[dict[str, Any]],
    earlier: Iterable[Sequence[dict[str, Any]]],
) -> dict[str, Any]:
    """Return what `department` is published for a quarter, as plain data.

    `scopes` are the frozen contents of all the scopes' reports of this quarter (three of a monthly scope), `earlier`
    those of each quarter before it, oldest first: corrections wait there until they stand on enough occasions.
    """
    state = department.program.state
    report = roll_up(
        [from_plain(content["report"]) for content in scopes],
        key=disclosure_key(),
        scope=f"state {state}",
        period=period_label(starts_on, ends_on),
    )
    content = {
        "format": FORMAT,
        "kind": "department",
        "reader": department.name,
        "state": state,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "as_of": as_of.isoformat(),
        "report": to_plain(seen_by(department, report)),
        "reporting": completeness(agencies_of(department, scopes)),
    }
    if department.level == HealthDepartment.Level.STATE:
        content["net_corrections"] = released_corrections([*earlier, scopes])
    return content


def seen_by(department: HealthDepartment, report: Folded) -> Folded:
    """Return the state's roll-up, or the rows of it that are of the department's own counties."""
    if department.level == HealthDepartment.Level.STATE:
        return report
    return for_counties(report, counties_of(department), scope=f"department {department.slug}")


def agencies_of(department: HealthDepartment, scopes: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return {slug: standing} of the state's agencies, or of those of the department's counties, by last report."""
    rows = [row for content in scopes for row in content["agencies"]]
    if department.level != HealthDepartment.Level.STATE:
        counties = counties_of(department)
        rows = [row for row in rows if row["county"] in counties]
    return {row["slug"]: row["status"] for row in rows}


def counties_of(department: HealthDepartment) -> set[str]:
    return set(department.jurisdictions.values_list("slug", flat=True))


def completeness(standings: dict[str, str]) -> dict[str, int]:
    """Return how many agencies there were, and how many stand where."""
    counts = Counter(standings.values())
    return {"agencies": len(standings)} | {standing: counts[standing] for standing in STANDINGS}


def released_corrections(quarters: Iterable[Sequence[dict[str, Any]]]) -> dict[str, int]:
    """Return the net corrections that may be read with the last of `quarters`: nothing, or enough occasions."""
    carried = shown = Figures()
    for scopes in quarters:
        new = sum((net_of(content) for content in scopes), Figures())
        shown, carried = release(carried, new)
    return {"handouts": shown.handouts, "kits": shown.kits, "doses": shown.doses}


def net_of(content: dict[str, Any]) -> Figures:
    """Return the net line of a scope's report, without its people trained."""
    net = content["net_corrections"]
    return Figures(net["handouts"], net["kits"], net["doses"])
