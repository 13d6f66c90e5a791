"""What a supplier is published over several periods: the sum of what it was published in each. Only the places of a
calendar year are folded anew."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from agencies.models import ReportingScope
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import AgencyRow, NetCorrections, OtherItems, ReportCounts, SupplierReport, TypedFigures
from lbn.reporting.documents.stated import sum_of_stated
from lbn.reporting.fold import Folded
from lbn.reporting.published.compile.comparison import compare

COUNTED = ("handouts", "kits", "doses", "people_trained")
STATED = ("received", "personnel_trained", "sessions")


def compile_supplier_sum(
    *,
    scope: ReportingScope,
    parts: Sequence[SupplierReport],
    span: Span,
    as_of: date,
    report: Folded,
    withdrawn: int = 0,
) -> SupplierReport:
    """Return what the supplier of `scope` is published for the days of `span`.

    `parts` are the scope's reports that make them up, oldest first, and `report` the places of all of them;
    `withdrawn` says how many of the parts were withdrawn since.
    """
    agencies = add_agencies(parts)
    received = sum_of_stated(row.received for row in agencies)
    return SupplierReport(
        reader=parts[-1].reader,
        state=parts[-1].state,
        starts_on=span.first,
        ends_on=span.last,
        as_of=as_of,
        report=report,
        cadence=parts[-1].cadence,
        agencies=agencies,
        received=received,
        other_items=add_other_items(parts),
        people_trained=sum(part.people_trained for part in parts),
        net_corrections=add_net_corrections([part.net_corrections for part in parts]),
        comparison=compare(scope.issues, span),
        withdrawn=withdrawn,
    )


def add_agencies(parts: Iterable[SupplierReport]) -> tuple[AgencyRow, ...]:
    """Return one row for each agency of any part, by name: its figures added, names and levels as in its last one."""
    rows: dict[str, list[AgencyRow]] = defaultdict(list)
    for part in parts:
        for row in part.agencies:
            rows[row.slug].append(row)
    added = [add_agency(own) for own in rows.values()]
    return tuple(sorted(added, key=lambda row: (row.agency, row.slug)))


def add_agency(own: Sequence[AgencyRow]) -> AgencyRow:
    """Add one agency's rows, oldest first."""
    sums: dict[str, Any] = {name: sum(getattr(row, name) for row in own) for name in COUNTED}
    sums |= {name: sum_of_stated(getattr(row, name) for row in own) for name in STATED}
    typed = add_typed([row.typed for row in own])
    reports = add_counts([row.reports for row in own])
    is_expected = any(row.expected for row in own)
    return replace(own[-1], **sums, typed=typed, reports=reports, status=None, came=None, expected=is_expected)


def add_typed(typed: Sequence[TypedFigures]) -> TypedFigures:
    """Add what was typed, figure by figure; None where nobody stated it."""
    names = dict.fromkeys(name for one in typed for name in one)
    return {name: sum_of_stated(one.get(name) for one in typed) for name in names}


def add_counts(counts: Iterable[ReportCounts]) -> ReportCounts:
    """Add how reports stand."""
    every = list(counts)
    names = [one.name for one in fields(ReportCounts)]
    return ReportCounts(**{name: sum(getattr(count, name) for count in every) for name in names})


def add_other_items(parts: Iterable[SupplierReport]) -> tuple[OtherItems, ...]:
    """Add what was left beside naloxone, by kind of item."""
    rows: dict[str, list[OtherItems]] = defaultdict(list)
    for part in parts:
        for row in part.other_items:
            rows[row.item].append(row)
    return tuple(_add_item(item, own) for item, own in sorted(rows.items()))


def _add_item(item: str, rows: Sequence[OtherItems]) -> OtherItems:
    handouts = sum_of_stated(row.handouts for row in rows)
    return OtherItems(item=item, handouts=handouts, items=sum_of_stated(row.items for row in rows))


def add_net_corrections(lines: Iterable[NetCorrections]) -> NetCorrections:
    """Add corrections; differences of any sign."""
    every = list(lines)
    trained = sum(line.people_trained or 0 for line in every)
    return NetCorrections(
        **{name: sum(getattr(line, name) for line in every) for name in COUNTED[:3]}, people_trained=trained
    )
