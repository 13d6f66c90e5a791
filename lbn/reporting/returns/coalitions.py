"""What is read in a coalition: totals of closed quarters of each agency that agrees, as sent and as closed.

Everything is from reports of periods that are sealed. An agency that reports by month is told by quarters too, once
all of the quarter is closed. A quarter is shown that ended on or after the day on which its agency agreed, and the
agency that reads: whoever was a stranger when a quarter was published learns nothing of it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import groupby

from agencies.models import Agency, Cadence, CoalitionMember
from agencies.periods import MONTHS, period_end, quarter_of
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import AgencyReport, ContentChanged
from lbn.reporting.returns.filings import Filings
from lbn.reporting.returns.states import ReportState, ReportStatus, periods_in, report_state

QUARTER = MONTHS[Cadence.QUARTERLY]


@dataclass(frozen=True)
class Told:
    """What reports tell: times that kits were left, kits, doses."""

    visits: int
    kits: int
    doses: int

    def __add__(self, other: "Told") -> "Told":
        return Told(self.visits + other.visits, self.kits + other.kits, self.doses + other.doses)


@dataclass(frozen=True)
class ToldQuarter:
    """A closed quarter of one agency; None where not all reports of it came."""

    agency: Agency
    starts_on: date
    sent: Told | None
    closed: Told | None

    @property
    def ends_on(self) -> date:
        return period_end(self.starts_on, Cadence.QUARTERLY)

    @property
    def period(self) -> str:
        return period_in_words(self.starts_on, self.ends_on)


@dataclass(frozen=True)
class QuarterTogether:
    """A closed quarter of all agencies that are shown with it."""

    rows: tuple[ToldQuarter, ...]

    @property
    def period(self) -> str:
        return self.rows[0].period

    @property
    def told(self) -> tuple[ToldQuarter, ...]:
        """Those of which there is a figure."""
        return tuple(row for row in self.rows if row.sent and row.closed)

    @property
    def sent(self) -> Told | None:
        return _sum_of_all(row.sent for row in self.told)

    @property
    def closed(self) -> Told | None:
        return _sum_of_all(row.closed for row in self.told)


def quarters_shown(
    members: Iterable[CoalitionMember], today: date, *, reader: CoalitionMember | None = None
) -> list[ToldQuarter]:
    """Return the closed quarters of all who agree, newest first, then by name; none while fewer than two agree.

    `reader` is what the agency that reads says itself; a health department reads without one. Seven queries, beside
    those for the scope memberships of the agencies.
    """
    agreed = sorted(
        (one for one in members if one.status == CoalitionMember.Status.AGREED), key=lambda one: one.agency.name
    )
    if len(agreed) < 2 or (reader and reader not in agreed):
        return []
    filings = Filings.of_agencies([one.agency for one in agreed])
    found = []
    for one in agreed:
        since = max(one.since_on, reader.since_on) if reader else one.since_on
        found += [quarter for quarter in _quarters_of(one.agency, filings, today) if quarter.ends_on >= since]
    return sorted(found, key=lambda row: row.starts_on, reverse=True)


def add_up_quarters(rows: Iterable[ToldQuarter]) -> list[QuarterTogether]:
    """Return the rows of each quarter as one, in the order in which they come."""
    return [QuarterTogether(tuple(of_quarter)) for _first, of_quarter in groupby(rows, key=lambda row: row.starts_on)]


def _quarters_of(agency: Agency, filings: Filings, today: date) -> Iterable[ToldQuarter]:
    """Yield the quarters of an agency in which all is closed and it was there: a waived report is one that lacks."""
    periods = periods_in(agency.scope_memberships.all(), today)
    for first, of_quarter in groupby(periods, key=lambda period: quarter_of(period[1])):
        states = [
            report_state(filings, agency=agency, scope=scope, starts_on=starts_on, today=today)
            for scope, starts_on in of_quarter
        ]
        if _is_closed(states, first) and any(map(_counts, states)):
            yield ToldQuarter(agency, first, _sum_of(states, _first_of), _sum_of(states, _in_force_of))


def _is_closed(states: Sequence[ReportState], first: date) -> bool:
    """Tell whether the periods of a quarter reach to its end, and are sealed in a report that others read."""
    has_ended = states[-1].ends_on == period_end(first, Cadence.QUARTERLY)
    return has_ended and all(state.is_sealed and not state.scope.supplier.is_waiting for state in states)


def _sum_of(states: Sequence[ReportState], pick: Callable[[ReportState], AgencyReport | None]) -> Told | None:
    """Add up what the reports of a quarter tell; None where one is missing, or two are of the same month."""
    if sum(MONTHS[Cadence(state.scope.cadence)] for state in states) > QUARTER:
        return None
    told = [_read(pick(state)) for state in states if _counts(state)]
    return None if None in told else _sum_of_all(told)


def _counts(state: ReportState) -> bool:
    """Tell whether the agency was there in a period: only where it was, its report can lack."""
    return state.status != ReportStatus.NOT_EXPECTED


def _read(report: AgencyReport | None) -> Told | None:
    try:
        document = report.read() if report else None
    except ContentChanged:
        return None
    return Told(document.handouts, document.stock.left, document.doses) if document else None


def _first_of(state: ReportState) -> AgencyReport | None:
    return state.versions[0] if state.versions else None


def _in_force_of(state: ReportState) -> AgencyReport | None:
    return state.in_force


def _sum_of_all(told: Iterable[Told | None]) -> Told | None:
    known = [one for one in told if one]
    return reduce(Told.__add__, known) if known else None
