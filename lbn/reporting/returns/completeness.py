"""Which agencies of a supplier have reported: from what they sent, never from what they log."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, ReportingScope, Supplier
from agencies.periods import add_months, month_end, month_of, months_between, period_end, period_of
from lbn.reporting.calendar.deadlines import due_on
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.filings import Filings
from lbn.reporting.returns.membership import members_on
from lbn.reporting.returns.states import ReportState, ReportStatus, report_state


@dataclass(frozen=True)
class LastPeriod:
    """A period of a scope that has ended, with the state of each agency that was in the scope when it did."""

    scope: ReportingScope
    starts_on: date
    due_on: date
    states: list[ReportState]

    @property
    def period(self) -> str:
        return period_in_words(self.starts_on, period_end(self.starts_on, self.scope.cadence))

    @property
    def expected(self) -> int:
        return sum(state.is_expected for state in self.states)

    @property
    def reported(self) -> int:
        return sum(state.has_come for state in self.states)

    @property
    def missing(self) -> list[Agency]:
        """Those whose report is expected and is not there."""
        return [state.agency for state in self.states if state.is_expected and not state.has_come]

    @property
    def counts(self) -> dict[str, int]:
        """How many agencies stand where. expected = came + missed + not_yet + returned; came = on_time + late."""
        come = [state for state in self.states if state.has_come]
        waiting = Counter(state.status for state in self.states if not state.has_come)
        late = sum(state.came_late for state in come)
        return {
            "agencies": len(self.states),
            "expected": self.expected,
            "came": len(come),
            "on_time": len(come) - late,
            "late": late,
            "no_kits": sum(state.has_no_kits for state in come),
            "missed": waiting[ReportStatus.MISSED],
            "not_yet": waiting[ReportStatus.DUE] + waiting[ReportStatus.OVERDUE],
            "returned": waiting[ReportStatus.RETURNED],
            "waived": waiting[ReportStatus.WAIVED],
            "none_expected": waiting[ReportStatus.NOT_EXPECTED],
        }

    @property
    def sentence(self) -> str:
        """How many came of how many, and how many of these on time."""
        if not self.expected:
            return _("No report is expected.")
        words = ngettext(
            "%(came)s of %(expected)s expected report came, %(on_time)s on time.",
            "%(came)s of %(expected)s expected reports came, %(on_time)s on time.",
            self.expected,
        )
        return words % self.counts


def scopes_of(supplier: Supplier) -> QuerySet[ReportingScope]:
    """Return the scopes of `supplier`, and of those that were merged into it."""
    return ReportingScope.objects.filter(supplier__in=Supplier.objects.same_as(supplier))


def waiting_reports(supplier: Supplier) -> QuerySet[AgencyReport]:
    """Return the reports to `supplier` that were sent and not decided, the one that waits longest first."""
    reports = AgencyReport.objects.of_supplier(supplier).waiting()
    return reports.select_related("agency", "period__scope__supplier__program")


def reporting_of_last_period(supplier: Supplier, today: date, by: date | None = None) -> list[LastPeriod]:
    """Return who has reported for the last period that ended before `today`, or up to the day `by` if that is given,
    for each scope of `supplier` that had agencies in it.

    Six queries and one for each scope, of which a supplier has two at most in a state; one more where an agency is
    closed.
    """
    latest = today if by is None else min(today, add_months(month_of(by), 1))
    scopes = list(scopes_of(supplier).select_related("supplier__program"))
    firsts = {scope: last_ended(scope, latest) for scope in scopes}
    members = {scope: _members(scope, first) for scope, first in firsts.items()}
    every = [agency for agencies in members.values() for agency in agencies]
    if not every:
        return []
    filings = Filings.of_scopes(scopes, first=min(firsts.values()), last=max(firsts.values()))
    found = [_last_period(filings, scope, first, members[scope], today) for scope, first in firsts.items()]
    return [one for one in found if one.states]


def _last_period(filings, scope, starts_on, agencies, today):
    states = [
        report_state(filings, agency=agency, scope=scope, starts_on=starts_on, today=today) for agency in agencies
    ]
    return LastPeriod(scope, starts_on, due_on(scope, starts_on), states)


def last_ended(scope: ReportingScope, today: date) -> date:
    """Return the first day of the last period of `scope` that ended before `today`."""
    return period_of(add_months(period_of(today, scope.cadence), -1), scope.cadence)


def _members(scope, starts_on):
    agencies = members_on([scope], period_end(starts_on, scope.cadence))
    return list(agencies.select_related("jurisdiction"))


def months_reported(supplier: Supplier, today: date) -> list[date]:
    """Return the last days of the months, newest first, with which a period of `supplier` ended before `today`."""
    scopes = scopes_of(supplier).annotate(begun_on=Min("memberships__from_on"))
    ends = set()
    for scope in scopes.exclude(begun_on=None):
        for month in months_between(period_of(scope.begun_on, scope.cadence), today):
            end = period_end(period_of(month, scope.cadence), scope.cadence)
            if end < today and end == month_end(month):
                ends.add(end)
    return sorted(ends, reverse=True)


def furnished_agencies(supplier: Supplier, today: date) -> QuerySet[Agency]:
    """Return the agencies whose counts are published to `supplier` on `today`, by name."""
    return members_on(scopes_of(supplier), today)
