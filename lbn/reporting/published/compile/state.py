"""What is published of a whole area: its places as folded from all agencies, and what suppliers' reports add up to.

Its program office reads this. Health departments and the public get parts of it, merged or left out, never more.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from agencies.models import Program
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import NetCorrections, OtherItems, StateReport, SupplierReport, TypedFigures
from lbn.reporting.documents.stated import sum_of_stated
from lbn.reporting.fold import THRESHOLD, Folded
from lbn.reporting.published.compile.areas import add_who_reported, rows_of
from lbn.reporting.published.compile.comparison import compare
from lbn.reporting.published.compile.sums import add_other_items
from lbn.reporting.published.compile.years import add_figures, add_other_items_or_hide, add_typed_or_hide, sum_to_date


def compile_state_quarter(
    *,
    program: Program,
    span: Span,
    as_of: date,
    report: Folded,
    scopes: Sequence[SupplierReport],
    net_corrections: NetCorrections,
    earlier: Sequence[StateReport],
    withdrawn: int = 0,
) -> StateReport:
    """Return what is published of an area for one quarter.

    `report` is its fold, `scopes` are the reports of all its scopes in this quarter (three of a monthly one),
    `earlier` the area's reports published before; `withdrawn` says how many of `scopes` were withdrawn since. What
    is told in total only is told where the total of hand-overs is shown beside it.
    """
    hidden = report.total is None
    made = StateReport(
        reader=program.office_name,
        state=program.state,
        starts_on=span.first,
        ends_on=span.last,
        as_of=as_of,
        report=report,
        comparison=compare(program.issues.filter(is_public=False), span),
        withdrawn=withdrawn,
        **add_who_reported(rows_of(scopes)),
        people_trained=None if hidden else hide_few(sum(one.people_trained for one in scopes)),
        other_items=hide_few_items(add_other_items(scopes), hides_all=hidden),
        typed=None if hidden else add_typed_of_agencies(scopes),
        people_stated=is_stated_by_all(scopes),
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
    scopes: Sequence[SupplierReport],
    earlier: Sequence[StateReport],
    withdrawn: int = 0,
) -> StateReport:
    """Return what is published of an area for a year.

    `report` has its places; `quarters` are the area's reports of the year's quarters, of which everything else is the
    sum; `scopes` the suppliers' reports of these quarters, read for which agencies there were; `earlier` the area's
    reports published before; `withdrawn` says how many of `scopes` were withdrawn since.
    """
    hidden = report.total is None
    made = StateReport(
        reader=program.office_name,
        state=program.state,
        starts_on=span.first,
        ends_on=span.last,
        as_of=as_of,
        report=report,
        comparison=compare(program.issues.filter(is_public=False), span),
        withdrawn=withdrawn,
        **add_who_reported(rows_of(scopes)),
        people_trained=None if hidden else add_figures([one.people_trained for one in quarters]),
        other_items=add_other_items_or_hide(quarters, hides_all=hidden),
        typed=None if hidden else add_typed_or_hide(quarters),
        people_stated=all(one.people_stated for one in quarters),
        net_corrections=add_state_corrections(quarters),
        to_date=None,
    )
    return sum_to_date(made, earlier)


def hide_few(figure: int) -> int | None:
    """Return a figure of which only a total is told, or None where it is small: it is then not shown."""
    return figure if figure == 0 or figure >= THRESHOLD else None


def hide_few_items(items: Iterable[OtherItems], *, hides_all: bool = False) -> tuple[OtherItems, ...]:
    """Hide what was left beside naloxone where it was left too few times, or all of it."""
    return tuple(
        one
        if not hides_all and hide_few(one.handouts or 0) is not None
        else OtherItems(item=one.item, handouts=None, items=None)
        for one in items
    )


def add_typed_of_agencies(scopes: Iterable[SupplierReport]) -> TypedFigures:
    """Add what agencies typed, such as people served; None where the sum is small, left out where nobody typed it."""
    rows = rows_of(scopes)
    names = dict.fromkeys(name for row in rows for name, figure in row.typed.items() if figure is not None)
    sums = {name: sum_of_stated(row.typed.get(name) for row in rows) or 0 for name in names}
    return {name: hide_few(figure) for name, figure in sums.items()}


def is_stated_by_all(scopes: Iterable[SupplierReport]) -> bool:
    """Tell whether every agency that left kits stated how many people it served, and at least one did."""
    left = [row for row in rows_of(scopes) if row.handouts]
    return bool(left) and all(row.typed.get("people_served") is not None for row in left)


def add_state_corrections(quarters: Iterable[StateReport]) -> NetCorrections:
    """Add the net corrections that could be read with each quarter."""
    lines = [one.net_corrections for one in quarters]
    names = ("handouts", "kits", "doses")
    return NetCorrections(**{name: sum(getattr(line, name) for line in lines) for name in names})
