"""A report's state in words for each who reads it: its agency, its supplier, and published reports."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.wording import write_day
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.filings import NotExpected
from lbn.reporting.returns.states import TO_SEND, ReportState, ReportStatus


@dataclass(frozen=True)
class StateForAgency:
    """A state as its agency reads it: a word with its tone, and what happens next, who must act, and by when."""

    state: ReportState

    @property
    def tone(self) -> str:
        if self.state.status in TO_SEND and not self.state.is_left_out:
            return "attention"
        return "ok" if ReportStatus.ACCEPTED in (self.state.status, self._status_shown) else "quiet"

    @property
    def word(self) -> str:
        return str(self._status_shown.label)

    @property
    def _status_shown(self) -> ReportStatus:
        """What was accepted reads as accepted while an amendment of it waits."""
        waits = self.state.status == ReportStatus.SUBMITTED and self.state.is_accepted_before
        return ReportStatus.ACCEPTED if waits else self.state.status

    @property
    def remark(self) -> str:
        """Late, no kits this period, what an amendment waits for; why it is waived; "" where there is nothing to
        say."""
        state = self.state
        if state.status == ReportStatus.WAIVED and state.waiver:
            return str(state.waiver.get_reason_display())
        is_amended = state.is_accepted_before
        remarks = [
            (state.came_late, _("late")),
            (is_amended and not state.came_late, _("on time")),
            (state.says_no_kits, _("no kits this period")),
            (is_amended and state.status == ReportStatus.RETURNED, _("accepted before it was amended")),
            (is_amended and state.status == ReportStatus.SUBMITTED, _("an amendment waits for an answer")),
            (state.is_completed, completed_in_words()),
            (state.is_altered, altered_in_words()),
        ]
        return ", ".join(words for applies, words in remarks if applies)

    @property
    def sentence(self) -> str:
        return str(self._words()) % self._facts()

    def _words(self):
        state = self.state
        if state.status == ReportStatus.NOT_EXPECTED and state.not_expected:
            return NONE_BECAUSE[state.not_expected]
        if state.is_left_out and state.status in WHILE_LEFT_OUT:
            return WHILE_LEFT_OUT[state.status]
        if state.status == ReportStatus.SUBMITTED and state.scope.supplier.is_none:
            return _("Sent on %(sent)s. Your agency has no supplier who would have to accept it.")
        if state.status == ReportStatus.SUBMITTED and state.scope.supplier.is_waiting:
            return _("Sent on %(sent)s. It goes to your supplier once your agency is confirmed.")
        if state.status == ReportStatus.RETURNED and state.report and state.report.is_amendment:
            return _("%(supplier)s has a question about what you amended. Amend the report again to answer it.")
        if state.status == ReportStatus.SUBMITTED and state.is_accepted_before:
            return _(
                "Accepted by %(supplier)s on %(decided)s, and amended on %(sent)s. %(supplier)s looks at the "
                "amendment next; until it is accepted, the report counts as it was."
            )
        return SENTENCES[state.status]

    def _facts(self):
        state, report, waiver = self.state, self.state.report, self.state.waiver
        decided = state.in_force if state.is_accepted_before else report
        return {
            "due": write_day(state.due_on),
            "sealed": write_day(state.sealed_on),
            "supplier": state.scope.supplier.name,
            "sent": write_day(report.submitted_on) if report else "",
            "decided": write_day(decided.decided_on) if decided and decided.decided_on else "",
            "waived": write_day(waiver.on) if waiver else "",
            "reason": waiver.get_reason_display() if waiver else "",
        }


SENTENCES = {
    ReportStatus.RUNNING: gettext_lazy("This period is still running. Its report is due on %(due)s."),
    ReportStatus.DUE: gettext_lazy("This report is due on %(due)s. Look at the figures, then send it."),
    ReportStatus.OVERDUE: gettext_lazy(
        "This report was due on %(due)s. Please send it now. On %(sealed)s the period closes, and your log counts as "
        "it stands."
    ),
    ReportStatus.MISSED: gettext_lazy(
        "This report was due on %(due)s and was not sent before the period closed: the published report counted your "
        "log without it. You can still send it; it is marked as late."
    ),
    ReportStatus.SUBMITTED: gettext_lazy("Sent on %(sent)s. %(supplier)s looks at it next."),
    ReportStatus.RETURNED: gettext_lazy(
        "%(supplier)s has a question. Answer it in the comment and send the report again."
    ),
    ReportStatus.ACCEPTED: gettext_lazy("Accepted by %(supplier)s on %(decided)s. Nothing is left to do."),
    ReportStatus.WAIVED: gettext_lazy(
        "%(supplier)s does without this report since %(waived)s: %(reason)s. Nothing is left to do; kits that you "
        "logged count all the same."
    ),
}
NONE_BECAUSE = {
    NotExpected.NOT_BEGUN: gettext_lazy("No report is expected: this period ended before your agency began."),
    NotExpected.CLOSED: gettext_lazy("No report is expected: your agency had closed before this period began."),
    NotExpected.LEFT_OUT: gettext_lazy(
        "No report is expected: your agency was left out of the program's reports before this period closed."
    ),
    NotExpected.NOBODY_ASKS: gettext_lazy(
        "No report is expected: nobody asks your agency for one after each period. What was logged is counted."
    ),
}
WHILE_LEFT_OUT = {
    ReportStatus.MISSED: gettext_lazy(
        "This report was not sent before the period closed. Nothing is asked of you now: your agency is left out of "
        "the program's reports."
    ),
    ReportStatus.SUBMITTED: gettext_lazy(
        "Sent on %(sent)s. Your agency is left out of the program's reports, so this report waits for nobody."
    ),
    ReportStatus.RETURNED: gettext_lazy(
        "%(supplier)s had a question. You do not have to answer it: your agency is left out of the program's reports."
    ),
}


@dataclass(frozen=True)
class StateForSupplier:
    """A state as the supplier reads it: a word with its tone, and how the report came."""

    state: ReportState

    @property
    def tone(self) -> str:
        waits = (ReportStatus.OVERDUE, ReportStatus.MISSED, ReportStatus.SUBMITTED)
        if self.state.status in waits:
            return "attention"
        return "ok" if self.state.status == ReportStatus.ACCEPTED else "quiet"

    @property
    def word(self) -> str:
        words = {
            ReportStatus.DUE: _("Not yet: due on %(due)s"),
            ReportStatus.OVERDUE: _("Overdue since %(due)s"),
            ReportStatus.MISSED: _("Missed: due on %(due)s"),
            ReportStatus.SUBMITTED: self._waits_in_words(),
            ReportStatus.RETURNED: _("Returned with your question"),
        }
        status = self.state.status
        return words.get(status, str(status.label)) % {"due": write_day(self.state.due_on)}

    def _waits_in_words(self) -> str:
        return _("Amendment waits for you") if self.state.is_accepted_before else _("Waits for you")

    @property
    def remark(self) -> str:
        """On time, late, accepted before it was amended, no kits this period; why it is waived; "" where there is
        nothing to say."""
        state, waiver = self.state, self.state.waiver
        if state.report is None:
            return str(waiver.get_reason_display()) if waiver else ""
        remarks = [
            (True, _("late") if state.came_late else _("on time")),
            (state.is_accepted_before, _("accepted before it was amended")),
            (state.says_no_kits, _("no kits this period")),
            (state.is_completed, completed_in_words()),
            (state.is_altered, altered_in_words()),
        ]
        return ", ".join(words for applies, words in remarks if applies)


def completed_in_words() -> str:
    """What is said of a report to which the system added what had been logged since."""
    return _("completed when the period closed")


def altered_in_words() -> str:
    """What stands in place of figures that are not those that were sent."""
    return _("figures changed in storage, not shown")


ON_TIME, LATE, NO_KITS, NOT_CONFIRMED, MISSED, WAIVED, NONE_EXPECTED = CONFIRMATIONS = (
    "on_time",
    "late",
    "no_kits",
    "not_confirmed",
    "missed",
    "waived",
    "none_expected",
)


class StateInPublished(NamedTuple):
    """A state as published reports keep it.

    `confirmation` is how far the agency has confirmed what its log counts, one of `CONFIRMATIONS`; `arrival` is
    "on_time" or "late", whatever the report says, and "" where none has come.
    """

    confirmation: str
    arrival: str


def for_published(state: ReportState) -> StateInPublished:
    """Return what a published report says of a state. What was not sent by then counts as missed."""
    report = state.in_force
    if report is None:
        none = {ReportStatus.WAIVED: WAIVED, ReportStatus.NOT_EXPECTED: NONE_EXPECTED}
        return StateInPublished(none.get(state.status, MISSED), "")
    if report.status == AgencyReport.Status.RETURNED:
        return StateInPublished(NOT_CONFIRMED, "")
    arrival = LATE if report.submitted_late else ON_TIME
    return StateInPublished(NO_KITS if report.read().no_kits else arrival, arrival)
