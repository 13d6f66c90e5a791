"""What a supplier is published of each of its agencies, by name: exact totals, and what the agency itself stated."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from agencies.models import Agency, ReportingScope
from agencies.packs.schema import TYPED
from agencies.periods import next_period, period_of
from distributions.models import DailyCount
from inventory.models import Item
from lbn.reporting.documents import AgencyRow, OtherItems, PeriodReport, ReportCounts, TypedFigures
from lbn.reporting.documents.stated import sum_of_stated
from lbn.reporting.fold import County
from lbn.reporting.published.compile.cells import Area
from lbn.reporting.returns.filings import Filings
from lbn.reporting.returns.membership import members
from lbn.reporting.returns.renderings import CONFIRMATIONS, LATE, NONE_EXPECTED, ON_TIME, WAIVED, for_published
from lbn.reporting.returns.states import ReportState, report_state


@dataclass
class AgencySums:
    """What was counted of one agency: times, kits and doses of naloxone, and all people trained."""

    handouts: int = 0
    kits: int = 0
    doses: int = 0
    people_trained: int = 0


@dataclass(frozen=True)
class ScopeSums:
    """What was counted in a scope and period, wherever it was left: by agency id, and beside naloxone by item."""

    by_agency: Mapping[UUID, AgencySums] = field(default_factory=dict)
    other_items: tuple[OtherItems, ...] = ()

    @property
    def people_trained(self) -> int:
        return sum(one.people_trained for one in self.by_agency.values())


def sum_scope(scope: ReportingScope, starts_on: date, ends_on: date) -> ScopeSums:
    """Count a scope and period by agency and item: one question, in which no place is named."""
    counts = DailyCount.objects.in_scope(scope).posted_between(starts_on, ends_on.replace(day=1))
    known = Item.objects.in_bulk()
    by_agency: dict[UUID, AgencySums] = defaultdict(AgencySums)
    others: dict[str, Counter[str]] = defaultdict(Counter)
    for agency, number, handouts, items, trained in counts.summed_by("agency_id", "item_id"):
        item, sums = known[number], by_agency[agency]
        sums.people_trained += trained
        if item.kind == Item.Kind.NALOXONE_KIT:
            sums.handouts += handouts
            sums.kits += items
            sums.doses += items * item.doses_per_item
        else:
            others[item.kind].update(items=items, handouts=handouts)
    return ScopeSums(by_agency, tuple(OtherItems(item=kind, **others[kind]) for kind in sorted(others)))


def rows_of_agencies(
    scope: ReportingScope, starts_on: date, ends_on: date, sums: Mapping[UUID, AgencySums], *, as_of: date
) -> tuple[AgencyRow, ...]:
    """Return a row for each agency that was in the scope in this period, by name, with its exact totals.

    `sums` is `ScopeSums.by_agency` of the same scope and period. What an agency received, had on hand, trained and
    typed is as stated in the reports in force on `as_of`, None where it sent none: a level is that of the last report
    period, everything else the sum. `reports` counts, for each report period of the scope from `starts_on` to
    `ends_on`, how it stands.
    """
    area = Area(scope.supplier.program)
    periods = list(periods_between(scope, starts_on, ends_on))
    agencies = list(members(scope, ends_on, sums).select_related("jurisdiction"))
    filings = Filings.of_scopes([scope], first=starts_on, last=ends_on)
    return tuple(
        row_of_agency(
            agency,
            sums.get(agency.pk, AgencySums()),
            [report_state(filings, agency=agency, scope=scope, starts_on=one, today=as_of) for one in periods],
            area.county(agency.jurisdiction),
        )
        for agency in agencies
    )


def periods_between(scope: ReportingScope, starts_on: date, ends_on: date) -> Iterator[date]:
    """Yield the first day of each report period of the scope from `starts_on` to `ends_on`."""
    first = period_of(starts_on, scope.cadence)
    while first <= ends_on:
        yield first
        first = next_period(first, scope.cadence)


def row_of_agency(agency: Agency, sums: AgencySums, states: Sequence[ReportState], county: County) -> AgencyRow:
    """Return an agency's row from its sums and from where it stands with each report period, oldest first;
    `county` is its own as the area's reports name it."""
    stated = [state.in_force.read() for state in states if state.in_force]
    last = states[-1].in_force.read() if states[-1].in_force else None
    received = sum_of_stated(one.stock.received for one in stated)
    trained = sum_of_stated(one.personnel_trained for one in stated)
    confirmation, arrival = for_published(states[-1])
    return AgencyRow(
        agency=agency.name,
        slug=agency.slug,
        kind=agency.kind,
        county=county.key,
        county_label=county.label,
        handouts=sums.handouts,
        kits=sums.kits,
        doses=sums.doses,
        people_trained=sums.people_trained,
        received=received,
        on_hand=last.stock.closing if last else None,
        personnel_trained=trained,
        personnel_current=last.personnel_current if last else None,
        sessions=sum_of_stated(one.sessions for one in stated),
        typed=typed_of(stated),
        status=confirmation,
        came=arrival,
        expected=confirmation not in (WAIVED, NONE_EXPECTED),
        reports=counts_of(states),
    )


def typed_of(reports: Sequence[PeriodReport]) -> TypedFigures:
    """Return what was typed over several reports, figure by figure; None where nobody stated it."""
    return {name: sum_of_stated(report.typed.get(name) for report in reports) for name in TYPED}


def counts_of(states: Iterable[ReportState]) -> ReportCounts:
    """Count how reports stand. One that came counts as expected, whoever did without it."""
    published = [for_published(state) for state in states]
    confirmations = Counter(one.confirmation for one in published)
    arrivals = Counter(one.arrival for one in published)
    return ReportCounts(
        expected=len(published) - confirmations[WAIVED] - confirmations[NONE_EXPECTED],
        came=arrivals[ON_TIME] + arrivals[LATE],
        **{name: confirmations[name] for name in CONFIRMATIONS} | {name: arrivals[name] for name in (ON_TIME, LATE)},
    )
