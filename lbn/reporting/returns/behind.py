"""What the log says of a period beside the report that was sent of it, as long as the period is open.

For the agency only: a supplier reads the log's figures as first sent and as closed, and nothing in between.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, ReportingScope
from agencies.periods import month_of, period_end
from agencies.wording import say
from distributions.models import Correction, DailyCount
from lbn.reporting.documents import PeriodReport
from lbn.reporting.returns.amendments import differences
from lbn.reporting.returns.states import ReportState

MOST_COMPARED = 3


def kits_left_in(agency: Agency, scope: ReportingScope, starts_on: date) -> int:
    """Return C of a period as the log says now, in kits. Two queries."""
    months = starts_on, month_of(period_end(starts_on, scope.cadence))
    counted = DailyCount.objects.of(agency).in_scope(scope).posted_between(*months).of_naloxone()
    corrected = Correction.objects.of(agency).in_scope(scope).net_lines().posted_between(*months).of_naloxone()
    return counted.totals()["items"] + corrected.totals()["items"]


def reports_behind(states: Iterable[ReportState]) -> list[tuple[ReportState, int]]:
    """Return the reports that were sent and whose period is open, each with the kits by which the log has changed
    since; none where it has not. At most the three newest are looked at, with two queries each."""
    open_ones = [(one, one.document) for one in states if not one.is_sealed and one.document]
    behind = []
    for state, sent in open_ones[:MOST_COMPARED]:
        kits = kits_left_in(state.agency, state.scope, state.starts_on) - sent.stock.left
        if kits:
            behind.append((state, kits))
    return behind


def say_kits_behind(state: ReportState, kits: int) -> str:
    """Say how many kits were logged (below 0: taken back) after a report was sent, and when it is completed."""
    if kits > 0:
        logged = ngettext(
            "%(kits)s kit was logged after you sent this report. It will be added when the period closes on %(day)s.",
            "%(kits)s kits were logged after you sent this report. "
            "They will be added when the period closes on %(day)s.",
            kits,
        )
    else:
        logged = ngettext(
            "Your log has %(kits)s kit fewer than this report. "
            "The report will be corrected when the period closes on %(day)s.",
            "Your log has %(kits)s kits fewer than this report. "
            "The report will be corrected when the period closes on %(day)s.",
            -kits,
        )
    return say(logged, kits=abs(kits), day=_day_of_closing(state))


def say_behind(state: ReportState, now: PeriodReport) -> str:
    """Say what the books have beyond the newest version sent, where they say `now`; "" where that is nothing."""
    if state.is_sealed or state.document is None:
        return ""
    kits = now.stock.left - state.document.stock.left
    if kits:
        return say_kits_behind(state, kits)
    if not differences(state.document, replace(now, typed=state.document.typed)):
        return ""
    words = _("Your log, stock or roster has changed since you sent this report. It will be completed on %(day)s.")
    return say(words, day=_day_of_closing(state))


def _day_of_closing(state: ReportState) -> date:
    """A period that should have been closed before today is closed at the next run."""
    return max(state.sealed_on, state.today)
