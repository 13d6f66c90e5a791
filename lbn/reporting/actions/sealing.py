"""Sealing periods and publishing what they hold to suppliers.

Each period of a scope is sealed in one transaction that also stores its published report, so there is never the one
without the other; a run that was killed is finished by the next one, and nothing is published twice.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Min

from agencies.actions.audit import record
from agencies.models import PlacePeriod, Program, ReportingPeriod, ReportingScope
from agencies.periods import add_months, month_end, next_period, period_end, period_of
from agencies.sealing import hold_for_sealing
from lbn.reporting.actions.publishing import publish
from lbn.reporting.contents import scope_content
from lbn.reporting.deadlines import sealed_on

PLACE_MONTHS = {PlacePeriod.MONTH: 1, PlacePeriod.QUARTER: 3, PlacePeriod.YEAR: 12}


class Due(NamedTuple):
    """A period of a scope that may be sealed."""

    scope: ReportingScope
    starts_on: date


def due_periods(*, program: Program, day: date) -> Iterator[Due]:
    """Yield the periods of `program` that are not sealed though `day` is their seal day or later.

    Oldest first in each scope.
    """
    scopes = ReportingScope.objects.filter(supplier__program=program).select_related("supplier__program")
    for scope in scopes.annotate(begun_on=Min("memberships__from_on")).exclude(begun_on=None):
        sealed = set(scope.periods.exclude(sealed_at=None).values_list("starts_on", flat=True))
        starts_on = period_of(scope.begun_on, scope.cadence)
        while sealed_on(scope, starts_on) <= day:
            if starts_on not in sealed:
                yield Due(scope, starts_on)
            starts_on = next_period(starts_on, scope.cadence)


@transaction.atomic
def seal(*, scope, starts_on, at: datetime, today: date):
    """Seal one period of `scope` and publish what it holds, or do nothing at all.

    `at` is the instant of sealing, `today` its day. Waits until nobody posts into the scope. Returns the published
    reports: the period's own, and where places are shown over a longer time that ends here, that one too; none when
    the period was sealed before. Raises ValueError before the seal day.
    """
    if today < sealed_on(scope, starts_on):
        raise ValueError(f"{scope} from {starts_on} on is not sealed before {sealed_on(scope, starts_on)}.")
    hold_for_sealing(scope)
    period = ReportingPeriod.objects.get_or_create(scope=scope, starts_on=starts_on)[0]
    if period.sealed_at:
        return []
    spans = [(starts_on, period_end(starts_on, scope.cadence)), *_longer_spans(scope, starts_on)]
    period.sealed_at = at
    period.save(update_fields=["sealed_at"])
    issues = [publish(scope=scope, span=span, content=_content(scope, span, today), today=today) for span in spans]
    record(what="period.sealed", subject=period, by=None, supplier=scope.supplier)
    return issues


def _content(scope, span, today):
    return scope_content(scope=scope, starts_on=span[0], ends_on=span[1], as_of=today)


def _longer_spans(scope, starts_on):
    """The quarter or year over which the scope shows places, if it is longer than the period and ends with it."""
    months = PLACE_MONTHS[PlacePeriod(scope.place_period)]
    first = date(starts_on.year, 1 + (starts_on.month - 1) // months * months, 1)
    last = add_months(first, months - 1)
    ends_on = month_end(last)
    if period_end(starts_on, scope.cadence) == ends_on and first < starts_on:
        yield first, ends_on
