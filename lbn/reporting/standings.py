"""Where an agency stands with each of its periods: running, due, overdue, sent, returned, accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, ReportingScope
from agencies.periods import next_period, period_end, period_of
from lbn.reporting.deadlines import due_on
from lbn.reporting.models import AgencyReport
from lbn.reporting.words import period_in_words


class State(models.TextChoices):
    RUNNING = "running", gettext_lazy("Running")
    DUE = "due", gettext_lazy("To send")
    OVERDUE = "overdue", gettext_lazy("Overdue")
    SUBMITTED = "submitted", gettext_lazy("Sent")
    RETURNED = "returned", gettext_lazy("Returned with a question")
    ACCEPTED = "accepted", gettext_lazy("Accepted")


TONES = {State.DUE: "attention", State.OVERDUE: "attention", State.RETURNED: "attention", State.ACCEPTED: "ok"}
TO_SEND = (State.DUE, State.OVERDUE, State.RETURNED)


@dataclass(frozen=True)
class Standing:
    """One period of an agency in the scope it had then; `report` is the newest version sent, or None."""

    agency: Agency
    scope: ReportingScope
    starts_on: date
    report: AgencyReport | None
    state: State

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
        return self.state in TO_SEND

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "quiet")

    @property
    def word(self) -> str:
        return str(self.state.label)

    @property
    def sentence(self) -> str:
        """What happens next, who must act, and by when."""
        words = {
            State.RUNNING: _("This period is still running. Its report is due on %(due)s."),
            State.DUE: _("This report is due on %(due)s. Look at the figures, then send it."),
            State.OVERDUE: _("This report was due on %(due)s. Please send it now."),
            State.SUBMITTED: _("Sent on %(sent)s. %(supplier)s looks at it next."),
            State.RETURNED: _("%(supplier)s has a question. Answer it in the comment and send the report again."),
            State.ACCEPTED: _("Accepted by %(supplier)s on %(decided)s. Nothing is left to do."),
        }
        if self.state == State.SUBMITTED and self.scope.supplier.is_none:
            return _("Sent on %(sent)s. Your agency has no supplier who would have to accept it.") % self._facts()
        return words[self.state] % self._facts()

    def _facts(self):
        report = self.report
        return {
            "due": date_format(self.due_on),
            "supplier": self.scope.supplier.name,
            "sent": date_format(report.submitted_on) if report else "",
            "decided": date_format(report.decided_on) if report and report.decided_on else "",
        }


def standings_of(agency: Agency, today: date) -> list[Standing]:
    """Return every period of `agency` that has begun by `today`, newest first. Two queries."""
    newest: dict[tuple[int, date], AgencyReport] = {}
    for report in AgencyReport.objects.filter(agency=agency).select_related("period").order_by("version"):
        newest[report.period.scope_id, report.period.starts_on] = report
    standings = [
        Standing(agency, scope, starts_on, report, state_of(scope, starts_on, report, today))
        for scope, starts_on in periods_of(agency, today)
        for report in [newest.get((scope.pk, starts_on))]
    ]
    return standings[::-1]


def standing_on(agency: Agency, starts_on: date, today: date) -> Standing | None:
    """Return the period of `agency` that begins on `starts_on`, or None where it has none or it lies ahead."""
    return next((one for one in standings_of(agency, today) if one.starts_on == starts_on), None)


def due_reports(agency: Agency, today: date) -> list[Standing]:
    """Return the periods whose report the agency has to send now, the longest due first: `period`, `due_on`, `tone`,
    `word`, `sentence`, `url`."""
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


def state_of(scope: ReportingScope, starts_on: date, report: AgencyReport | None, today: date) -> State:
    """Return where a period stands on `today`, given the newest version of its report."""
    if report:
        return State(report.status)
    if today <= period_end(starts_on, scope.cadence):
        return State.RUNNING
    return State.DUE if today <= due_on(scope, starts_on) else State.OVERDUE
