"""Where an agency stands with each of its periods: running, due, missed, sent, accepted, waived and so on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, ReportingPeriod, ReportingScope
from agencies.periods import next_period, period_end, period_of
from lbn.reporting.calendar.deadlines import due_on, sealed_on
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import AgencyReport, ReportWaiver
from lbn.reporting.returns.expected import is_expected, last_days_of


class State(models.TextChoices):
    RUNNING = "running", gettext_lazy("Running")
    DUE = "due", gettext_lazy("To send")
    OVERDUE = "overdue", gettext_lazy("Overdue")
    MISSED = "missed", gettext_lazy("Missed")
    SUBMITTED = "submitted", gettext_lazy("Sent")
    RETURNED = "returned", gettext_lazy("Returned with a question")
    ACCEPTED = "accepted", gettext_lazy("Accepted")
    WAIVED = "waived", gettext_lazy("Waived")
    NOT_EXPECTED = "not_expected", gettext_lazy("None expected")


ASKED_FOR = (State.DUE, State.OVERDUE, State.RETURNED)
TO_SEND = (*ASKED_FOR, State.MISSED)
TONES = dict.fromkeys(TO_SEND, "attention") | {State.ACCEPTED: "ok"}


@dataclass(frozen=True)
class Standing:
    """One period of an agency in the scope it had then.

    `report` is the newest version sent, or None; `stands` the newest whose figures count, which is not an amendment
    that came back; `came_late` is that of the first version, and stays what it was whatever is sent after it.
    `is_sealed` says that nothing enters the period any more.
    """

    agency: Agency
    scope: ReportingScope
    starts_on: date
    report: AgencyReport | None
    state: State
    waiver: ReportWaiver | None = None
    is_sealed: bool = False
    came_late: bool = False
    stands: AgencyReport | None = None

    @property
    def ends_on(self) -> date:
        return period_end(self.starts_on, self.scope.cadence)

    @property
    def due_on(self) -> date:
        return due_on(self.scope, self.starts_on)

    @property
    def period(self) -> str:
        return period_in_words(self.starts_on, self.ends_on)

    @property
    def url(self) -> str:
        """The address of the period's page."""
        names = {"slug": self.agency.slug, "year": self.starts_on.year, "number": self.starts_on.month}
        return reverse("reports:report", kwargs=names)

    @property
    def can_be_sent(self) -> bool:
        """It can be sent from the log of now; an amendment that came back is amended again instead."""
        return self.state in TO_SEND and not (self.report and self.report.is_returned_amendment)

    @property
    def is_asked_for(self) -> bool:
        """It waits for the agency, and the published report does not do without it yet."""
        return self.state in ASKED_FOR

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "quiet")

    @property
    def word(self) -> str:
        return str(self.state.label)

    @property
    def sentence(self) -> str:
        """What happens next, who must act, and by when."""
        return str(self._words()) % self._facts()

    def _words(self):
        if self.state == State.SUBMITTED and self.scope.supplier.is_none:
            return _("Sent on %(sent)s. Your agency has no supplier who would have to accept it.")
        if self.state == State.NOT_EXPECTED and self.agency.active_since_on <= self.ends_on:
            return _("No report is expected: your agency had closed before this period began.")
        if self.state == State.RETURNED and self.report and self.report.is_amendment:
            return _("%(supplier)s has a question about what you amended. Amend the report again to answer it.")
        return SENTENCES[self.state]

    def _facts(self):
        report, waiver = self.report, self.waiver
        return {
            "due": date_format(self.due_on),
            "sealed": date_format(sealed_on(self.scope, self.starts_on)),
            "supplier": self.scope.supplier.name,
            "sent": date_format(report.submitted_on) if report else "",
            "decided": date_format(report.decided_on) if report and report.decided_on else "",
            "waived": date_format(waiver.on) if waiver else "",
            "reason": waiver.get_reason_display() if waiver else "",
        }


SENTENCES = {
    State.RUNNING: gettext_lazy("This period is still running. Its report is due on %(due)s."),
    State.DUE: gettext_lazy("This report is due on %(due)s. Look at the figures, then send it."),
    State.OVERDUE: gettext_lazy(
        "This report was due on %(due)s. Please send it now. On %(sealed)s the period closes, and your log counts as "
        "it stands."
    ),
    State.MISSED: gettext_lazy(
        "This report was due on %(due)s and was not sent before the period closed: the published report counted your "
        "log without it. You can still send it; it is marked as late."
    ),
    State.SUBMITTED: gettext_lazy("Sent on %(sent)s. %(supplier)s looks at it next."),
    State.RETURNED: gettext_lazy("%(supplier)s has a question. Answer it in the comment and send the report again."),
    State.ACCEPTED: gettext_lazy("Accepted by %(supplier)s on %(decided)s. Nothing is left to do."),
    State.WAIVED: gettext_lazy(
        "%(supplier)s does without this report since %(waived)s: %(reason)s. Nothing is left to do; kits that you "
        "logged count all the same."
    ),
    State.NOT_EXPECTED: gettext_lazy("No report is expected: this period ended before your agency began."),
}


@dataclass(frozen=True)
class Around:
    """What stands around an agency's periods, read once: reports, waivers, what is sealed, when the agency ended."""

    versions: dict[tuple[int, date], list[AgencyReport]]
    waivers: dict[tuple[int, date], ReportWaiver]
    sealed: set[tuple[int, date]]
    last_days: dict

    @classmethod
    def of(cls, agency: Agency) -> "Around":
        """Read it in three queries, four where the agency is closed."""
        versions: dict[tuple[int, date], list[AgencyReport]] = {}
        for report in AgencyReport.objects.filter(agency=agency).select_related("period").order_by("version"):
            versions.setdefault((report.period.scope_id, report.period.starts_on), []).append(report)
        waivers = {(one.scope_id, one.starts_on): one for one in ReportWaiver.objects.filter(agency=agency)}
        own = ReportingPeriod.objects.filter(scope__memberships__agency=agency).exclude(sealed_at=None)
        return cls(versions, waivers, set(own.order_by().values_list("scope", "starts_on")), last_days_of([agency]))


def standings_of(agency: Agency, today: date) -> list[Standing]:
    """Return every period of `agency` that has begun by `today`, newest first. Four queries, five if it is closed."""
    around = Around.of(agency)
    found = [_standing(agency, scope, starts_on, around, today) for scope, starts_on in periods_of(agency, today)]
    return found[::-1]


def _standing(agency, scope, starts_on, around, today):
    key, ends_on = (scope.pk, starts_on), period_end(starts_on, scope.cadence)
    versions, waiver = around.versions.get(key, []), around.waivers.get(key)
    state = state_of(
        scope,
        starts_on,
        versions[-1] if versions else None,
        today,
        is_waived=waiver is not None,
        is_sealed=key in around.sealed,
        is_expected=is_expected(agency, starts_on, ends_on, around.last_days),
    )
    return Standing(
        agency,
        scope,
        starts_on,
        versions[-1] if versions else None,
        state,
        waiver=waiver,
        is_sealed=key in around.sealed,
        came_late=bool(versions) and versions[0].submitted_late,
        stands=next((one for one in reversed(versions) if not one.is_returned_amendment), None),
    )


def standing_on(agency: Agency, starts_on: date, today: date) -> Standing | None:
    """Return the period of `agency` that begins on `starts_on`, or None where it has none or it lies ahead."""
    return next((one for one in standings_of(agency, today) if one.starts_on == starts_on), None)


def due_reports(agency: Agency, today: date) -> list[Standing]:
    """Return the periods whose report the agency can send now, the longest due first: `period`, `due_on`, `tone`,
    `word`, `sentence`, `url`; those that were missed are among them."""
    return [one for one in reversed(standings_of(agency, today)) if one.can_be_sent]


def periods_of(agency: Agency, today: date) -> Iterator[tuple[ReportingScope, date]]:
    """Yield (scope, first day) of each period that has begun by `today`, oldest first, by the scope it had then."""
    tenures = list(agency.scope_memberships.select_related("scope__supplier__program").order_by("from_on"))
    ends = [tenure.from_on for tenure in tenures[1:]] + [date.max]
    for tenure, until in zip(tenures, ends, strict=True):
        starts_on = period_of(tenure.from_on, tenure.scope.cadence)
        while starts_on <= today and starts_on < until:
            yield tenure.scope, starts_on
            starts_on = next_period(starts_on, tenure.scope.cadence)


def state_of(
    scope: ReportingScope,
    starts_on: date,
    report: AgencyReport | None,
    today: date,
    *,
    is_waived: bool = False,
    is_sealed: bool = False,
    is_expected: bool = True,
) -> State:
    """Return where a period stands on `today`, given the newest version of its report.

    What was sent counts before everything else; a waiver before what would be expected.
    """
    if report:
        return State(report.status)
    if is_waived or not is_expected:
        return State.WAIVED if is_waived else State.NOT_EXPECTED
    if today <= period_end(starts_on, scope.cadence):
        return State.RUNNING
    if is_sealed:
        return State.MISSED
    return State.DUE if today <= due_on(scope, starts_on) else State.OVERDUE
