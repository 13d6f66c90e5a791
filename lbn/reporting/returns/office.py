"""What a program office reads of its agencies: whether they take part, and how the last closed period stands.

Nothing here is of an open period, and nothing of a log but whether any kit was left in a period that is closed: the
pages of the office do not change while kits are logged.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from agencies.models import Agency, ReportingPeriod, ReportingScope
from agencies.periods import month_of, period_end, period_of
from distributions.models import DailyCount
from lbn.reporting.returns.filings import Filings
from lbn.reporting.returns.states import ReportState, report_state

Period = tuple[ReportingScope, date]


@dataclass(frozen=True)
class OfficeLine:
    """An agency, where its report for its last closed period stands, and whether it left any kit in it; None where
    no period of it is closed yet."""

    agency: Agency
    state: ReportState | None
    was_active: bool | None


def lines_of_office(agencies: QuerySet[Agency], today: date) -> list[OfficeLine]:
    """Return a line for each of `agencies`, in their order. The number of queries does not grow with them."""
    found = list(agencies.prefetch_related("scope_memberships__scope__supplier__program"))
    closed = _closed_periods({tenure.scope_id for agency in found for tenure in agency.scope_memberships.all()})
    last = {agency.pk: _last_closed(agency, closed) for agency in found}
    periods = [period for period in last.values() if period]
    if not periods:
        return [OfficeLine(agency, None, None) for agency in found]
    firsts = [starts_on for _scope, starts_on in periods]
    filings = Filings.of_scopes({scope for scope, _starts_on in periods}, first=min(firsts), last=max(firsts))
    months = _months_with_kits(periods)
    return [_line(agency, last[agency.pk], filings, months, today) for agency in found]


def _line(agency, period, filings, months, today):
    if period is None:
        return OfficeLine(agency, None, None)
    scope, starts_on = period
    state = report_state(filings, agency=agency, scope=scope, starts_on=starts_on, today=today)
    with_kits = months.get((agency.pk, scope.pk), ())
    return OfficeLine(agency, state, any(starts_on <= month <= state.ends_on for month in with_kits))


def _closed_periods(scopes: Iterable[int]) -> Mapping[int, list[date]]:
    """Return the first days of the closed periods of some scopes, newest first, by the scope's id."""
    closed = ReportingPeriod.objects.filter(scope__in=scopes, sealed_at__isnull=False).order_by("-starts_on")
    found = defaultdict(list)
    for scope, starts_on in closed.values_list("scope", "starts_on"):
        found[scope].append(starts_on)
    return found


def _last_closed(agency: Agency, closed: Mapping[int, list[date]]) -> Period | None:
    """Return the last closed period of an agency, in the scope that it had then."""
    until = date.max
    for tenure in sorted(agency.scope_memberships.all(), key=lambda one: one.from_on, reverse=True):
        first = period_of(tenure.from_on, tenure.scope.cadence)
        within = [starts_on for starts_on in closed.get(tenure.scope_id, ()) if first <= starts_on < until]
        if within:
            return tenure.scope, within[0]
        until = tenure.from_on
    return None


def _months_with_kits(periods: Iterable[Period]) -> Mapping[tuple[UUID, int], list[date]]:
    """Return the months of closed periods in which an agency left any kit, by its id and its scope's."""
    scopes = {scope for scope, _starts_on in periods}
    first = min(starts_on for _scope, starts_on in periods)
    last = max(month_of(period_end(starts_on, scope.cadence)) for scope, starts_on in periods)
    counts = DailyCount.objects.filter(scope__in=scopes, items__gt=0).posted_between(first, last).order_by()
    found = defaultdict(list)
    for agency, scope_id, month in counts.values_list("agency", "scope", "posted_month").distinct():
        found[agency, scope_id].append(month)
    return found
