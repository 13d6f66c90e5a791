"""What happened to a report, for the trail below it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lbn.reporting.models import AgencyReport

Status = AgencyReport.Status


def trail_of(versions: Iterable[AgencyReport]) -> list[dict[str, Any]]:
    """Return what happened to the versions of a report (given newest first), as `parts/trail.html` takes it.

    Names are not told: who signed for an agency or a supplier stays there. Nor is the newest version's comment, which
    has its place on the page.
    """
    events, newest = [], None
    for report in versions:
        newest = newest or report
        number = {"number": report.version}
        if report.decided_on:
            said = {
                Status.ACCEPTED: _("Version %(number)s accepted."),
                Status.RETURNED: _("Version %(number)s returned with a question."),
            }
            words = said[Status(report.status)] % number
            events.append({"on": report.decided_on, "sentence": words, "note": report.returned_because})
        words = sent_in_words(report)
        events.append(
            {
                "on": report.submitted_on,
                "sentence": words % number,
                "note": "" if report is newest else report.comment,
            }
        )
    return events


def sent_in_words(report: AgencyReport) -> str:
    if report.is_amendment:
        return _("Version %(number)s sent: amended.")
    return _("Version %(number)s sent, late.") if report.submitted_late else _("Version %(number)s sent on time.")
