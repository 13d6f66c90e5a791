"""What is published of a whole area: its places as folded from all agencies, and what suppliers' reports add up to.

Its program office reads this. Health departments and the public get parts of it, merged or left out, never more.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from agencies.models import Program
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import AgencyRow, NetCorrections, OtherItems, StateReport
from lbn.reporting.fold import Folded
from lbn.reporting.published.compile.areas import add_who_reported
from lbn.reporting.published.compile.cells import Area
from lbn.reporting.published.compile.comparison import compare
from lbn.reporting.published.compile.totals import KnownSources, SourceRow, add_by_source, tell_total, tell_typed
from lbn.reporting.published.compile.years import add_figures, add_other_items_or_hide, add_typed_or_hide, sum_to_date


def compile_state_quarter(
    *,
    program: Program,
    span: Span,
    as_of: date,
    report: Folded,
    rows: Sequence[SourceRow],
    other_items: tuple[OtherItems, ...],
    insiders: KnownSources,
    net_corrections: NetCorrections,
    earlier: Sequence[StateReport],
    withdrawn: int = 0,
) -> StateReport:
    """Return what is published of an area for one quarter.

    `report` is its fold, `rows` are those of its agencies in the reports of all its scopes in this quarter (three of
    a monthly one), `earlier` the area's reports published before; `withdrawn` says how many of the scopes' reports
    were withdrawn since. What is told in total only is told where the total of hand-overs is shown beside it, and
    where enough is left of it for each of `insiders`.
    """
    hidden = report.total is None
    made = StateReport(
        reader=program.office_name,
        state=program.state,
        starts_on=span.first,
        ends_on=span.last,
        as_of=as_of,
        report=report,
        comparison=compare(program.issues.filter(is_public=False), span, area=Area(program)),
        withdrawn=withdrawn,
        **add_who_reported(rows, insiders),
        people_trained=None if hidden else tell_total(add_by_source(rows, "people_trained"), insiders),
        other_items=other_items,
        typed=None if hidden else tell_typed(rows, insiders),
        people_stated=is_stated_by_all(one.row for one in rows),
        net_corrections=net_corrections,
        to_date=None,
    )
    return sum_to_date(made, earlier)


def compile_state_year(
    *,
    program: Program,
    span: Span,
    as_of: date,
    report: Folded,
    quarters: Sequence[StateReport],
    rows: Sequence[SourceRow],
    insiders: KnownSources,
    earlier: Sequence[StateReport],
    withdrawn: int = 0,
) -> StateReport:
    """Return what is published of an area for a year.

    `report` has its places; `quarters` are the area's reports of the year's quarters, of which everything else is the
    sum; `rows` those of the agencies in the suppliers' reports of these quarters; `earlier` the area's reports
    published before; `withdrawn` says how many of the suppliers' reports were withdrawn since.
    """
    hidden = report.total is None
    made = StateReport(
        reader=program.office_name,
        state=program.state,
        starts_on=span.first,
        ends_on=span.last,
        as_of=as_of,
        report=report,
        comparison=compare(program.issues.filter(is_public=False), span, area=Area(program)),
        withdrawn=withdrawn,
        **add_who_reported(rows, insiders),
        people_trained=None if hidden else add_figures([one.people_trained for one in quarters]),
        other_items=add_other_items_or_hide(quarters, hides_all=hidden),
        typed=None if hidden else add_typed_or_hide(quarters),
        people_stated=all(one.people_stated for one in quarters),
        net_corrections=add_state_corrections(quarters),
        to_date=None,
    )
    return sum_to_date(made, earlier)


def is_stated_by_all(rows: Iterable[AgencyRow]) -> bool:
    """Tell whether every agency that left kits stated how many people it served, and at least one did."""
    left = [row for row in rows if row.handouts]
    return bool(left) and all(row.typed.get("people_served") is not None for row in left)


def add_state_corrections(quarters: Iterable[StateReport]) -> NetCorrections:
    """Add the net corrections that could be read with each quarter."""
    lines = [one.net_corrections for one in quarters]
    names = ("handouts", "kits", "doses")
    return NetCorrections(**{name: sum(getattr(line, name) for line in lines) for name in names})
