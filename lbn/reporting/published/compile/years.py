"""Figures of an area added up over quarters, not shown as soon as one quarter does not show them, and since the
beginning."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from lbn.reporting.calendar.spans import is_quarter
from lbn.reporting.documents import OtherItems, StateReport, ToDate, TypedFigures
from lbn.reporting.fold import Figures


def add_figures(figures: Sequence[int | None]) -> int | None:
    """Add figures of which none may be found by subtraction: None as soon as one is hidden."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None


def add_typed_or_hide(quarters: Sequence[StateReport]) -> TypedFigures:
    """Add typed figures over quarters; hidden as soon as one quarter hides them."""
    typed = [one.typed for one in quarters]
    names = dict.fromkeys(name for one in typed if one for name in one)
    return {name: add_figures([None if one is None else one.get(name, 0) for one in typed]) for name in names}


def add_other_items_or_hide(quarters: Sequence[StateReport], *, hides_all: bool = False) -> tuple[OtherItems, ...]:
    """Add other items over quarters; hidden as soon as one quarter hides them, or all of them."""
    by_quarter = [{row.item: row for row in one.other_items} for one in quarters]
    items = sorted({item for rows in by_quarter for item in rows})
    added = [_add_item(item, [rows.get(item) for rows in by_quarter]) for item in items]
    return tuple(replace(one, handouts=None, items=None) if hides_all else one for one in added)


def _add_item(item: str, rows: Sequence[OtherItems | None]) -> OtherItems:
    return OtherItems(
        item=item,
        handouts=add_figures([row.handouts if row else 0 for row in rows]),
        items=add_figures([row.items if row else 0 for row in rows]),
    )


def sum_to_date(made: StateReport, earlier: Sequence[StateReport]) -> StateReport:
    """Return `made` with what was left since the first of the `earlier` reports; not shown where some time is not.

    People are those stated as served, where every agency that left kits stated them in every quarter, else the times
    that kits were left.
    """
    reports = [*earlier, made]
    quarters = [one for one in reports if is_quarter(one.span)]
    since = min(one.starts_on for one in reports)
    left = whole_between(reports, since, made.ends_on)
    served = [one.typed.get("people_served") if one.typed is not None else None for one in quarters]
    people_served = add_figures(served) if all(one.people_stated for one in quarters) else None
    is_stated = people_served is not None
    sums = ToDate(
        since=since,
        jurisdictions=len({county for one in quarters for county in one.operating or ()}),
        doses=left.doses if left else None,
        people=people_served if is_stated else left.handouts if left else None,
        people_are="stated" if is_stated else "times",
    )
    return replace(made, to_date=sums)


def whole_between(reports: Sequence[StateReport], first: date, last: date) -> Figures | None:
    """Return all that was left from `first` to `last`, from reports that together cover these days and show their
    totals; None where there are none."""
    until: dict[date, Figures] = {first: Figures()}
    for report in sorted(reports, key=lambda one: one.starts_on):
        before, total = until.get(report.starts_on), report.report.total
        if before is not None and total is not None:
            until.setdefault(report.ends_on + timedelta(days=1), before + total)
    return until.get(last + timedelta(days=1))
