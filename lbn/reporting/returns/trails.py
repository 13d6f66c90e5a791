"""What happened to a report, for the trail below it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from lbn.reporting.models import AgencyReport

Status = AgencyReport.Status


class TrailEvent(NamedTuple):
    """Something that happened on a day, with what was written about it."""

    on: date
    sentence: str
    note: str = ""


def trail_of(versions: Iterable[AgencyReport]) -> list[TrailEvent]:
    """Return what happened to the versions of a report (given newest first), as `parts/trail.html` takes it.

    Names are not told: who signed for an agency or a supplier stays there. Nor is the newest version's comment, which
    has its place on the page.
    """
    events: list[TrailEvent] = []
    for number, report in enumerate(versions):
        completed = report.completes
        if report.decided_on and not (completed and completed.decided_on == report.decided_on):
            events.append(TrailEvent(report.decided_on, decision_in_words(report), report.returned_because))
        if report.completed_on:
            events.append(TrailEvent(report.completed_on, completion_in_words(report)))
        else:
            comment = report.comment if number else ""
            events.append(TrailEvent(report.submitted_on, sending_in_words(report), comment))
    return events


def decision_in_words(report: AgencyReport) -> str:
    words = _("Version %(number)s accepted.")
    if report.status == Status.RETURNED:
        words = _("Version %(number)s returned with a question.")
    return words % {"number": report.version}


def completion_in_words(report: AgencyReport) -> str:
    """What the system added is said of the version that it completed."""
    facts = {"number": report.version, "before": report.completes.version if report.completes else ""}
    return _("Version %(before)s was completed when the period closed, as version %(number)s.") % facts


def sending_in_words(report: AgencyReport) -> str:
    words = _("Version %(number)s sent, late.") if report.submitted_late else _("Version %(number)s sent on time.")
    if report.is_amendment:
        words = _("Version %(number)s sent: amended.")
    return words % {"number": report.version}
