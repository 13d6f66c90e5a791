"""Figures of a state added up over quarters, hidden as soon as one quarter hides them, and since the beginning."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from lbn.reporting.documents import OtherItems, StateReport, StateYear, ToDate, TypedFigures
from lbn.reporting.fold import sum_figures

AnyState = TypeVar("AnyState", bound=StateReport)


def add_figures(figures: Sequence[int | None]) -> int | None:
    """Add figures of which none may be found by subtraction: None as soon as one is hidden."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None


def add_typed_or_hide(quarters: Sequence[StateReport]) -> TypedFigures:
    """Add typed figures over quarters; hidden as soon as one quarter hides them."""
    typed = [one.typed for one in quarters]
    names = dict.fromkeys(name for one in typed if one for name in one)
    return {name: add_figures([None if one is None else one.get(name, 0) for one in typed]) for name in names}


def add_other_items_or_hide(quarters: Sequence[StateReport]) -> tuple[OtherItems, ...]:
    """Add other items over quarters; hidden as soon as one quarter hides them."""
    by_quarter = [{row.item: row for row in one.other_items} for one in quarters]
    items = sorted({item for rows in by_quarter for item in rows})
    return tuple(_add_item(item, [rows.get(item) for rows in by_quarter]) for item in items)


def _add_item(item: str, rows: Sequence[OtherItems | None]) -> OtherItems:
    return OtherItems(
        item=item,
        handouts=add_figures([row.handouts if row else 0 for row in rows]),
        items=add_figures([row.items if row else 0 for row in rows]),
    )


def sum_to_date(made: AnyState, earlier: Sequence[StateReport]) -> AnyState:
    """Return `made` with what was left since the first of the `earlier` reports; None where all of it is hidden.

    People are those stated as served, where every agency that left kits stated them in every quarter, else the times
    that kits were left. Quarters that are hidden are not in it.
    """
    reports: list[StateReport] = [*earlier, made]
    quarters = [one for one in reports if not isinstance(one, StateYear)]
    yearly = [one.yearly for one in reports if isinstance(one, StateYear) and one.yearly]
    folds = [*(one.report for one in quarters), *yearly]
    totals = [fold.total for fold in folds if fold.total]
    if not totals:
        return replace(made, to_date=None)
    served = [one.typed.get("people_served") for one in quarters if one.typed is not None]
    stated = [figure for figure in served if figure is not None]
    is_stated = all(one.people_stated for one in quarters) and len(stated) == len(served)
    counties = {county for one in quarters for county in one.operating or ()}
    since = min(one.starts_on for one in quarters)
    left = sum_figures(totals)
    sums = ToDate(
        since=since,
        jurisdictions=len(counties),
        doses=left.doses,
        people=sum(stated) if is_stated else left.handouts,
        people_are="stated" if is_stated else "times",
    )
    return replace(made, to_date=sums)
