"""What is published of a whole state: the rows of its scopes, summed, and nothing computed from counts.

Its program office reads this. Health departments and the public get parts of it, merged or left out, never more.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from agencies.models import Program
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import NetCorrections, OtherItems, StateReport, StateYear, SupplierReport, TypedFigures
from lbn.reporting.documents.stated import sum_of_stated
from lbn.reporting.fold import THRESHOLD, Figures, Folded, add_up, hide_small, release_safely, roll_up
from lbn.reporting.published.compile.areas import add_who_reported, rows_of
from lbn.reporting.published.compile.cells import disclosure_key, period_label
from lbn.reporting.published.compile.comparison import compare
from lbn.reporting.published.compile.sums import add_other_items
from lbn.reporting.published.compile.years import add_figures, add_other_items_or_hide, add_typed_or_hide, sum_to_date


def compile_state_quarter(
    *,
    program: Program,
    span: Span,
    as_of: date,
    scopes: Sequence[SupplierReport],
    earlier: Sequence[StateReport],
    carried: Iterable[Sequence[SupplierReport]],
    withdrawn: int = 0,
) -> StateReport:
    """Return what is published of a state for one quarter.

    `scopes` are all its scopes' base reports of this quarter (three of a monthly scope), `earlier` the state's
    reports published before, and `carried` the scopes' reports of each earlier quarter, oldest first: corrections
    wait there until they stand on enough occasions; `withdrawn` says how many of `scopes` were withdrawn since.
    """
    label = period_label(*span)
    folds = [one.report for one in scopes]
    report = roll_up(folds, key=disclosure_key(), scope=scope_label(program), period=label)
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
        people_trained=None if hidden else hide_few(sum(one.people_trained for one in scopes), report.threshold),
        other_items=() if hidden else hide_few_items(add_other_items(scopes)),
        typed=None if hidden else add_typed_of_agencies(scopes),
        people_stated=is_stated_by_all(scopes),
        net_corrections=release_corrections([*carried, scopes]),
        to_date=None,
    )
    return sum_to_date(made, earlier)


def compile_state_year(
    *,
    program: Program,
    span: Span,
    as_of: date,
    quarters: Sequence[StateReport],
    scopes: Sequence[SupplierReport],
    yearly: Sequence[SupplierReport],
    earlier: Sequence[StateReport],
    withdrawn: int = 0,
) -> StateYear:
    """Return what is published of a state for a year: the sum of its quarters.

    `quarters` are the state's reports of the year's quarters; `scopes` the base reports of these quarters, read for
    which agencies there were; `yearly` the reports of those scopes whose places are shown by year, joined here;
    `earlier` the state's reports published before; `withdrawn` how many of `scopes` and `yearly` were withdrawn.
    """
    label = period_label(*span)
    joined = join_years(program, label, yearly)
    parts = [*(quarter.report for quarter in quarters), *([joined] if joined else [])]
    made = StateYear(
        reader=program.office_name,
        state=program.state,
        starts_on=span.first,
        ends_on=span.last,
        as_of=as_of,
        report=add_up(parts, scope=scope_label(program), period=label),
        comparison=compare(program.issues.filter(is_public=False), span),
        withdrawn=withdrawn,
        **add_who_reported(rows_of(scopes)),
        people_trained=add_figures([one.people_trained for one in quarters]),
        other_items=add_other_items_or_hide(quarters),
        typed=add_typed_or_hide(quarters),
        people_stated=all(one.people_stated for one in quarters),
        net_corrections=add_state_corrections(quarters),
        to_date=None,
        yearly=joined,
    )
    return sum_to_date(made, earlier)


def scope_label(program: Program) -> str:
    """Return the stable label of a state, which takes part in the draw."""
    return f"state {program.state}"


def join_years(program: Program, label: str, yearly: Sequence[SupplierReport]) -> Folded | None:
    """Return the roll-up of the yearly scopes' years, None where there are none."""
    folds = [one.report for one in yearly]
    return roll_up(folds, key=disclosure_key(), scope=scope_label(program), period=label) if folds else None


def hide_few(figure: int, threshold: int) -> int | None:
    """Return a figure of which only a total is told, or None where it is small: it then reads "fewer than"."""
    return figure if figure == 0 or figure >= threshold else None


def hide_few_items(items: Iterable[OtherItems]) -> tuple[OtherItems, ...]:
    """Hide what was left beside naloxone where it was left too few times."""
    return tuple(
        OtherItems(
            item=one.item,
            handouts=hide_small(one.handouts or 0, handouts=one.handouts or 0),
            items=hide_small(one.items or 0, handouts=one.handouts or 0),
        )
        for one in items
    )


def add_typed_of_agencies(scopes: Iterable[SupplierReport]) -> TypedFigures:
    """Add what agencies typed, such as people served; None where the sum is small, left out where nobody typed it."""
    rows = rows_of(scopes)
    names = dict.fromkeys(name for row in rows for name, figure in row.typed.items() if figure is not None)
    sums = {name: sum_of_stated(row.typed.get(name) for row in rows) or 0 for name in names}
    return {name: hide_few(figure, THRESHOLD) for name, figure in sums.items()}


def is_stated_by_all(scopes: Iterable[SupplierReport]) -> bool:
    """Tell whether every agency that left kits stated how many people it served, and at least one did."""
    left = [row for row in rows_of(scopes) if row.handouts]
    return bool(left) and all(row.typed.get("people_served") is not None for row in left)


def release_corrections(quarters: Iterable[Sequence[SupplierReport]]) -> NetCorrections:
    """Return the net corrections that may be read with the last of `quarters`: nothing, or enough occasions."""
    carried = readable = Figures()
    for scopes in quarters:
        readable, carried = release_safely(carried, sum((net_figures(one) for one in scopes), Figures()))
    return NetCorrections(handouts=readable.handouts, kits=readable.kits, doses=readable.doses)


def net_figures(report: SupplierReport) -> Figures:
    """Return the net line of a scope's report, without its people trained."""
    net = report.net_corrections
    return Figures(net.handouts, net.kits, net.doses)


def add_state_corrections(quarters: Iterable[StateReport]) -> NetCorrections:
    """Add the net corrections that could be read with each quarter."""
    lines = [one.net_corrections for one in quarters]
    names = ("handouts", "kits", "doses")
    return NetCorrections(**{name: sum(getattr(line, name) for line in lines) for name in names})
