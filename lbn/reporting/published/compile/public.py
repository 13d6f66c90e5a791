"""What anyone may read of an area: its rows, merged further until each stands on twenty occasions."""

from datetime import date

from agencies.models import Program
from lbn.reporting.documents import PublicReport, StateReport
from lbn.reporting.fold import Folded


def compile_public_report(*, program: Program, as_of: date, state: StateReport, report: Folded) -> PublicReport:
    """Return what is public of the time of `state`; `report` has its places."""
    return PublicReport(
        reader=program.office_name,
        state=program.state,
        starts_on=state.starts_on,
        ends_on=state.ends_on,
        as_of=as_of,
        report=report,
        operating=state.operating or (),
        withdrawn=state.withdrawn,
    )
