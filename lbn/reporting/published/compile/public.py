"""What anyone may read of a state: its published rows, merged further until each stands on twenty occasions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from agencies.models import Program
from lbn.reporting.documents.canonical import from_plain, to_plain
from lbn.reporting.fold import Folded, add_up, coarsen
from lbn.reporting.published.compile.cells import disclosure_key, period_label

Content = dict[str, Any]


def public_content(*, program: Program, as_of: date, state: Content, parts: Sequence[Content] = ()) -> Content:
    """Return what is public of the time of `state`, a state's content, as plain data.

    A quarter is the state's quarter, coarsened. A year is the sum of `parts`, the public contents of its quarters,
    and of the coarsened year of the scopes whose places are shown by year.
    """
    starts_on, ends_on = date.fromisoformat(state["starts_on"]), date.fromisoformat(state["ends_on"])
    label = period_label(starts_on, ends_on)
    if parts:
        yearly = [coarsened(program, state["yearly"])] if state.get("yearly") else []
        reports = [*(from_plain(part["report"]) for part in parts), *yearly]
        report = add_up(reports, scope=scope_of(program), period=label)
    else:
        report = coarsened(program, state["report"])
    return {
        "format": state["format"],
        "kind": "public",
        "reader": program.office_name,
        "state": program.state,
        "starts_on": state["starts_on"],
        "ends_on": state["ends_on"],
        "as_of": as_of.isoformat(),
        "report": to_plain(report),
        "operating": state["operating"],
        "withdrawn": state["withdrawn"],
    }


def coarsened(program: Program, report: Content) -> Folded:
    return coarsen(from_plain(report), key=disclosure_key(), scope=scope_of(program))


def scope_of(program: Program) -> str:
    return f"public {program.state}"
