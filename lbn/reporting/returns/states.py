"""Where an agency stands with one period: computed here once, and put into words in `renderings.py`.

What was sent counts before everything else, a waiver before what would be expected, and the seal before the due day:

    a version was sent     the newest one's own status: submitted, returned, accepted
    waived                 the supplier does without the report
    not expected           the agency had not begun, was closed, or is left out of the program's reports
    running                the period has not ended
    missed                 sealed, and nothing was sent
    due, overdue           up to the due day, after it
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy

from agencies.models import Agency, ReportingScope, ScopeMembership, SupplyAgreement
from agencies.periods import next_period, period_end, period_of
from agencies.terms import due_day_for
from lbn.reporting.calendar.deadlines import due_on, sealed_on
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import PeriodReport
from lbn.reporting.models import AgencyReport, ContentChanged, ReportWaiver, pick_in_force
from lbn.reporting.returns.filings import Filings, NotExpected


class ReportStatus(models.TextChoices):
    RUNNING = "running", gettext_lazy("Running")
    DUE = "due", gettext_lazy("To send")
    OVERDUE = "overdue", gettext_lazy("Overdue")
    MISSED = "missed", gettext_lazy("Missed")
    SUBMITTED = "submitted", gettext_lazy("Sent")
    RETURNED = "returned", gettext_lazy("Returned with a question")
    ACCEPTED = "accepted", gettext_lazy("Accepted")
    WAIVED = "waived", gettext_lazy("Waived")
    NOT_EXPECTED = "not_expected", gettext_lazy("None expected")


ASKED_FOR = (ReportStatus.DUE, ReportStatus.OVERDUE, ReportStatus.RETURNED)
TO_SEND = (*ASKED_FOR, ReportStatus.MISSED)


@dataclass(frozen=True)
class ReportState:
    """Where `agency` stands on the day `today` with the period of `scope` that begins on `starts_on`.

    `versions` are those that it sent, oldest first. `is_sealed` says that nothing enters the period any more,
    `not_expected` why no report is expected, if none is; `terms` are what its supplier asks of it.
    """

    agency: Agency
    scope: ReportingScope
    starts_on: date
    today: date
    versions: tuple[AgencyReport, ...] = ()
    waiver: ReportWaiver | None = None
    is_sealed: bool = False
    not_expected: NotExpected | None = None
    terms: SupplyAgreement | None = None

    @property
    def status(self) -> ReportStatus:
        if self.report:
            return ReportStatus(self.report.status)
        if self.waiver:
            return ReportStatus.WAIVED
        if self.not_expected:
            return ReportStatus.NOT_EXPECTED
        if self.today <= self.ends_on:
            return ReportStatus.RUNNING
        if self.is_sealed:
            return ReportStatus.MISSED
        return ReportStatus.DUE if self.today <= self.due_on else ReportStatus.OVERDUE

    @property
    def report(self) -> AgencyReport | None:
        """The newest version, or None where nothing was sent."""
        return self.versions[-1] if self.versions else None

    @property
    def in_force(self) -> AgencyReport | None:
        """The version whose figures count, see `pick_in_force`."""
        return pick_in_force(self.versions)

    @property
    def is_accepted_before(self) -> bool:
        """An accepted version is in force, and an amendment of it is not accepted: it waits, or came back."""
        return self.in_force != self.report and self.in_force is not None and self.in_force.is_accepted

    @property
    def is_completed(self) -> bool:
        """A version was completed when the period closed."""
        return any(one.completed_on for one in self.versions)

    @property
    def has_come(self) -> bool:
        """A version is in force that the supplier has not returned."""
        return self.in_force is not None and self.in_force.status != AgencyReport.Status.RETURNED

    @property
    def came_late(self) -> bool:
        """The first version came after the due day; that stays so, whatever is sent after it."""
        return bool(self.versions) and self.versions[0].submitted_late

    @cached_property
    def document(self) -> PeriodReport | None:
        """What the newest version says; None where nothing was sent, or where what is stored is something else."""
        try:
            return self.report.read() if self.report else None
        except ContentChanged:
            return None

    @property
    def is_altered(self) -> bool:
        """What is stored of the newest version is not what was sent."""
        return self.report is not None and self.document is None

    @property
    def says_no_kits(self) -> bool:
        """The newest version confirms that no kit was left."""
        return self.document is not None and self.document.no_kits

    @property
    def has_no_kits(self) -> bool:
        """It has come, and confirms that no kit was left."""
        return self.has_come and self.says_no_kits

    @property
    def is_expected(self) -> bool:
        """A report has come or should come: it is among those of which some came."""
        return bool(self.versions) or self.status not in (ReportStatus.WAIVED, ReportStatus.NOT_EXPECTED)

    @property
    def is_asked_for(self) -> bool:
        """It waits for the agency, and the published report does not do without it yet."""
        return self.status in ASKED_FOR and not self.is_left_out

    @property
    def is_left_out(self) -> bool:
        """Its agency is left out of the program's reports now: nothing is asked of it."""
        return self.agency.left_out_on is not None

    @property
    def can_be_sent(self) -> bool:
        """It can be sent from the log of now; an amendment that came back is amended again instead."""
        if self.is_left_out or (self.report and self.report.is_returned_amendment):
            return False
        return self.status in TO_SEND

    @property
    def can_be_waived(self) -> bool:
        """Nothing was sent, and something is expected or was waived already."""
        return not self.versions and self.status != ReportStatus.NOT_EXPECTED

    @property
    def ends_on(self) -> date:
        return period_end(self.starts_on, self.scope.cadence)

    @property
    def due_on(self) -> date:
        return due_on(self.scope, self.starts_on, due_day_for(self.terms, self.ends_on))

    @property
    def sealed_on(self) -> date:
        return sealed_on(self.scope, self.starts_on)

    @property
    def period(self) -> str:
        return period_in_words(self.starts_on, self.ends_on)

    @property
    def url(self) -> str:
        """The address of the period's page at the agency."""
        return self.url_of("report")

    def url_of(self, page: str) -> str:
        """The address of another page of the period there, by its name in `reports`."""
        return reverse(f"reports:{page}", args=[self.agency.slug, self.starts_on.year, self.starts_on.month])


def report_state(
    filings: Filings, *, agency: Agency, scope: ReportingScope, starts_on: date, today: date
) -> ReportState:
    """Return where `agency` stands with one period on `today`, from what `filings` has read. No query."""
    return ReportState(
        agency=agency,
        scope=scope,
        starts_on=starts_on,
        today=today,
        versions=filings.versions(agency, scope, starts_on),
        waiver=filings.waiver(agency, scope, starts_on),
        is_sealed=filings.is_sealed(scope, starts_on),
        not_expected=filings.why_not_expected(agency, scope, starts_on),
        terms=filings.terms(agency, scope),
    )


def states_of(agency: Agency, today: date) -> list[ReportState]:
    """Return every period of `agency` that has begun by `today`, newest first. Six queries, however many."""
    filings = Filings.of_agency(agency)
    found = [
        report_state(filings, agency=agency, scope=scope, starts_on=starts_on, today=today)
        for scope, starts_on in periods_of(agency, today)
    ]
    return found[::-1]


def state_on(agency: Agency, starts_on: date, today: date) -> ReportState | None:
    """Return the period of `agency` that begins on `starts_on`, or None where it has none or it lies ahead."""
    return next((one for one in states_of(agency, today) if one.starts_on == starts_on), None)


def due_reports(agency: Agency, today: date) -> list[ReportState]:
    """Return the periods whose report the agency can send now, the longest due first; missed ones are among them."""
    return [one for one in reversed(states_of(agency, today)) if one.can_be_sent]


def periods_of(agency: Agency, today: date) -> Iterator[tuple[ReportingScope, date]]:
    """Yield (scope, first day) of each period that has begun by `today`, oldest first, by the scope it had then."""
    memberships = agency.scope_memberships.select_related("scope__supplier__program")
    yield from periods_in(memberships.order_by("from_on"), today)


def periods_in(memberships: Iterable[ScopeMembership], today: date) -> Iterator[tuple[ReportingScope, date]]:
    """The same for the scope memberships of one agency, each with its scope. No query."""
    tenures = sorted(memberships, key=lambda tenure: tenure.from_on)
    ends = [tenure.from_on for tenure in tenures[1:]] + [date.max]
    for tenure, until in zip(tenures, ends, strict=True):
        starts_on = period_of(tenure.from_on, tenure.scope.cadence)
        while starts_on <= today and starts_on < until:
            yield tenure.scope, starts_on
            starts_on = next_period(starts_on, tenure.scope.cadence)
