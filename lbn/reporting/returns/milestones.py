"""What a report has behind it, in sentences that its agency and its supplier both read.

They stay through completions and amendments: when it was sent and whether that was on time, that it was accepted, and
what counts meanwhile.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from agencies.wording import say
from lbn.reporting.models import AgencyReport


def milestones_of(versions: Sequence[AgencyReport], *, closes_on: date | None) -> list[str]:
    """Return what happened to a report of several `versions`, oldest first; nothing where one version says it all.

    `closes_on` is the day on which its period closes, None where it is closed.
    """
    if len(versions) < 2:
        return []
    said = [_say_sent(versions[0])]
    accepted = next((one for one in versions if one.is_accepted), None)
    if accepted and accepted.decided_on:
        said.append(say(_("Accepted on %(day)s."), day=accepted.decided_on))
    completed = next((one for one in reversed(versions) if one.completed_on), None)
    if completed and completed.completed_on:
        said.append(say(_("Completed when the period closed on %(day)s."), day=completed.completed_on))
    newest = versions[-1]
    if newest.is_amendment:
        said.append(_say_amended(newest, was_accepted=accepted is not None))
    if closes_on:
        words = _(
            "Figures from the log are as first sent. What was logged since follows when the period closes on %(day)s."
        )
        said.append(say(words, day=closes_on))
    return said


def _say_sent(first: AgencyReport) -> str:
    late, on_time = _("First sent on %(day)s, late."), _("First sent on %(day)s, on time.")
    return say(late if first.submitted_late else on_time, day=first.submitted_on)


def _say_amended(newest: AgencyReport, *, was_accepted: bool) -> str:
    if newest.is_accepted:
        return say(_("Amended on %(day)s; the amendment is accepted."), day=newest.submitted_on)
    if not was_accepted:
        return say(_("Amended on %(day)s."), day=newest.submitted_on)
    words = _("Amended on %(day)s. The accepted report counts until the amendment is accepted too.")
    return say(words, day=newest.submitted_on)
