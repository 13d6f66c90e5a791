"""Months, quarters, and the one decision where a count is reported.

A count belongs to the period of its day, in the reporting scope that its agency had on that day, as long as that
period is open. Once it is sealed, and for days before the agency's first scope, the count is posted forward: to the
scope that the agency has today and the month of today. No count ever enters a sealed period, so what was published
stays true, and every count is in exactly one published report.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from agencies.models import Agency, Cadence, ReportingScope, ScopeMembership
from agencies.sql.questions import Question
from agencies.sql.sealing import hold_open

MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3}


def month_of(day: date) -> date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(month: date, count: int) -> date:
    """Return the first day of the month `count` months after (or, if negative, before) `month`."""
    years, zero_based = divmod(month.month - 1 + count, 12)
    return date(month.year + years, zero_based + 1, 1)


def quarter_of(day: date) -> date:
    """Return the first day of the calendar quarter of `day`."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def period_of(day: date, cadence: str) -> date:
    """Return the first day of the period of `day` in a scope of `cadence`."""
    return month_of(day) if cadence == Cadence.MONTHLY else quarter_of(day)


def next_period(starts_on: date, cadence: str) -> date:
    """Return the first day of the period that follows the one beginning on `starts_on`."""
    return add_months(starts_on, MONTHS[Cadence(cadence)])


def period_end(starts_on: date, cadence: str) -> date:
    """Return the last day of the period beginning on `starts_on`."""
    return next_period(starts_on, cadence) - timedelta(days=1)


def months_between(starts_on: date, ends_on: date) -> Iterator[date]:
    """Yield the first day of each month from that of `starts_on` to that of `ends_on`."""
    month = month_of(starts_on)
    while month <= ends_on:
        yield month
        month = add_months(month, 1)


class Posting(NamedTuple):
    """Where a count is reported: its scope's id, and its posting month (a first of month)."""

    scope_id: int
    month: date


class Tenure(NamedTuple):
    """From `from_on` on an agency is in this scope."""

    from_on: date
    scope_id: int
    cadence: str


def _tenures(agency):
    return (
        ScopeMembership.objects.filter(agency=agency)
        .annotate(done=FilteredRelation("scope__periods", condition=Q(scope__periods__sealed_at__isnull=False)))
        .order_by()
        .values_list("from_on", "scope_id", "scope__cadence", "done__starts_on")
    )


TENURES = Question(_tenures, agency=ScopeMembership._meta.get_field("agency"))


class AgencyCalendar:
    """An agency's scopes by day and their sealed periods, read once."""

    def __init__(self, tenures: list[Tenure], sealed: set[tuple[int, date]]):
        if not tenures:
            raise ReportingScope.DoesNotExist("This agency has no reporting scope.")
        self.tenures = sorted(tenures)
        self.sealed = sealed

    @classmethod
    def of(cls, agency: Agency) -> AgencyCalendar:
        """Read the calendar of `agency` in one query.

        Raises `ReportingScope.DoesNotExist` for an agency that never had a scope.
        """
        found = TENURES(agency=agency.pk)
        tenures = {row[:3] for row in found}
        sealed = {(scope_id, starts_on) for _, scope_id, _, starts_on in found if starts_on}
        return cls([Tenure(*row) for row in tenures], sealed)

    def tenure_on(self, day: date) -> Tenure | None:
        """Return the scope that the agency had on `day`, or None before its first."""
        had = [tenure for tenure in self.tenures if tenure.from_on <= day]
        return had[-1] if had else None

    def is_sealed(self, tenure: Tenure, day: date) -> bool:
        """Tell whether the period of `day` in this scope is sealed."""
        return (tenure.scope_id, period_of(day, tenure.cadence)) in self.sealed

    def is_open(self, posting: Posting) -> bool:
        """Tell whether what was posted there can still change."""
        cadence = next(tenure.cadence for tenure in self.tenures if tenure.scope_id == posting.scope_id)
        return (posting.scope_id, period_of(posting.month, cadence)) not in self.sealed

    def post(self, *, day: date, today: date) -> Posting:
        """Return where a count of `day` is reported when it is logged on `today`."""
        tenure = self.tenure_on(day)
        if tenure and not self.is_sealed(tenure, day):
            return Posting(tenure.scope_id, month_of(day))
        tenure, month = self.tenure_on(today) or self.tenures[0], month_of(today)
        while self.is_sealed(tenure, month):
            month = next_period(period_of(month, tenure.cadence), tenure.cadence)
            tenure = self.tenure_on(month) or tenure
        return Posting(tenure.scope_id, month)


def hold_calendar(agency: Agency) -> AgencyCalendar:
    """Return the calendar of `agency` and keep every scope in it from being sealed until this transaction ends.

    Call it before any row is locked: whoever seals, or moves the agency to another scope, does so in that order.
    """
    while True:
        held = hold_open(agency)
        calendar = AgencyCalendar.of(agency)
        if held is None or {tenure.scope_id for tenure in calendar.tenures} <= held():
            return calendar
