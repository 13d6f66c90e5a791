"""What an agency reads of the agencies under it: how their closed periods stand and what they sent.

Everything is from documents of periods that are sealed: nothing of a log, and nothing that can still change while it
is looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.models import Agency
from lbn.reporting.documents import PeriodReport
from lbn.reporting.documents.stated import sum_of_stated
from lbn.reporting.models import AgencyReport, ContentChanged
from lbn.reporting.returns.filings import Filings
from lbn.reporting.returns.renderings import StateForAgency
from lbn.reporting.returns.states import ReportState, ReportStatus, periods_in, report_state


@dataclass(frozen=True)
class ChildPeriod:
    """A closed period of an agency under another one. Kits are None where no report came."""

    state: ReportState

    @property
    def words(self) -> StateForAgency:
        return StateForAgency(self.state)

    @property
    def kits_as_sent(self) -> int | None:
        """The kits left that the first version told."""
        return _kits_left(self.state.versions[0] if self.state.versions else None)

    @property
    def kits_as_closed(self) -> int | None:
        """The kits left that the version in force tells."""
        return _kits_left(self.state.in_force)


def _kits_left(report: AgencyReport | None) -> int | None:
    try:
        document: PeriodReport | None = report.read() if report else None
    except ContentChanged:
        return None
    return document.stock.left if document else None


@dataclass(frozen=True)
class PeriodOfChildren:
    """A period in words, and what all agencies with this period told."""

    starts_on: date
    ends_on: date
    rows: tuple[ChildPeriod, ...]

    @property
    def period(self) -> str:
        return self.rows[0].state.period

    @property
    def expected(self) -> int:
        return sum(row.state.is_expected for row in self.rows)

    @property
    def reported(self) -> int:
        return sum(row.state.has_come for row in self.rows)

    @property
    def kits_as_sent(self) -> int | None:
        return sum_of_stated(row.kits_as_sent for row in self.rows)

    @property
    def kits_as_closed(self) -> int | None:
        return sum_of_stated(row.kits_as_closed for row in self.rows)


def closed_periods_of_children(parent: Agency, today: date) -> list[ChildPeriod]:
    """Return the sealed periods of the agencies under `parent`, newest first, then by name. Ten queries.

    Left out are periods for which nothing was expected, those in which the agency waited to be confirmed, and those
    that had ended before it came under this parent: they were published when the parent was a stranger.
    """
    children = parent.children.order_by("name", "slug").prefetch_related(
        "scope_memberships__scope__supplier__program"
    )
    agencies = list(children)
    if not agencies:
        return []
    filings = Filings.of_agencies(agencies)
    found = []
    for agency in agencies:
        for scope, starts_on in periods_in(agency.scope_memberships.all(), today):
            state = report_state(filings, agency=agency, scope=scope, starts_on=starts_on, today=today)
            if scope.supplier.is_waiting or is_from_before(state):
                continue
            if state.is_sealed and state.status != ReportStatus.NOT_EXPECTED:
                found.append(ChildPeriod(state))
    return sorted(found, key=lambda row: row.state.ends_on, reverse=True)


def is_from_before(state: ReportState) -> bool:
    """Tell whether a period had ended when its agency came under its parent."""
    since = state.agency.under_since_on
    return since is not None and state.ends_on < since


def add_up_periods(rows: Iterable[ChildPeriod]) -> list[PeriodOfChildren]:
    """Return the rows of each period as one, in the order in which the periods come."""
    spans: dict[tuple[date, date], list[ChildPeriod]] = {}
    for row in rows:
        spans.setdefault((row.state.starts_on, row.state.ends_on), []).append(row)
    return [PeriodOfChildren(*span, tuple(of_span)) for span, of_span in spans.items()]
