"""What anyone may read of a state: its published rows, merged further until each stands on twenty occasions."""

from collections.abc import Sequence
from datetime import date

from agencies.models import Program
from lbn.reporting.documents import PublicReport, StateReport, StateYear
from lbn.reporting.fold import Folded, add_up, coarsen
from lbn.reporting.published.compile.cells import disclosure_key, period_label


def compile_public_report(
    *, program: Program, as_of: date, state: StateReport, parts: Sequence[PublicReport] = ()
) -> PublicReport:
    """Return what is public of the time of `state`.

    A quarter is the state's quarter, coarsened. A year is the sum of `parts`, the public reports of its quarters,
    and of the coarsened year of the scopes whose places are shown by year.
    """
    if parts:
        yearly = state.yearly if isinstance(state, StateYear) else None
        folds = [*(part.report for part in parts), *([coarsen_for(program, yearly)] if yearly else [])]
        report = add_up(folds, scope=public_label(program), period=period_label(*state.span))
    else:
        report = coarsen_for(program, state.report)
    return PublicReport(
        format=state.format,
        reader=program.office_name,
        state=program.state,
        starts_on=state.starts_on,
        ends_on=state.ends_on,
        as_of=as_of,
        report=report,
        operating=state.operating or (),
        withdrawn=state.withdrawn,
    )


def coarsen_for(program: Program, report: Folded) -> Folded:
    return coarsen(report, key=disclosure_key(), scope=public_label(program))


def public_label(program: Program) -> str:
    """Return the stable label of a state's public figures, which takes part in the draw."""
    return f"public {program.state}"
