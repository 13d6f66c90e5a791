"""Sealing periods and publishing what they hold to suppliers.

Each period of a scope is sealed in one transaction that also stores its published report, so there is never the one
without the other; a run that was killed is finished by the next one, and nothing is published twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Min

from agencies.actions.audit import record
from agencies.models import AuditCode, Cadence, PlacePeriod, Program, ReportingPeriod, ReportingScope
from agencies.periods import MONTHS, add_months, month_end, next_period, period_end, period_of
from agencies.sql.sealing import hold_for_sealing
from distributions.models import DailyCount
from lbn.reporting.calendar.deadlines import sealed_on
from lbn.reporting.calendar.spans import Span, sums_ending, tiles, whole
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import SupplierReport
from lbn.reporting.published.actions.publishing import publish
from lbn.reporting.published.compile import compile_supplier_report, compile_supplier_sum
from lbn.reporting.returns.actions.completing import complete_reports
from lbn.reporting.returns.membership import members_on

PLACE_MONTHS = {PlacePeriod.MONTH: 1, PlacePeriod.QUARTER: 3, PlacePeriod.YEAR: 12}


class PlacesChanged(ValueError):
    """A scope shows places over another time than what was published of this year: it is not sealed."""


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
    reports: the period's own; where places are shown over a longer time that ends here, that one too, and sums
    of the quarter and the years that end here. None where it was sealed before, and of agencies that wait to be
    confirmed, or of a supplier that was merged and has nothing to tell. Raises ValueError before the seal day, and
    `PlacesChanged` where this year's reports show places over another time than the scope does now.
    """
    if today < sealed_on(scope, starts_on):
        raise ValueError(f"{scope} from {starts_on} on is not sealed before {sealed_on(scope, starts_on)}.")
    hold_for_sealing(scope)
    period = ReportingPeriod.objects.get_or_create(scope=scope, starts_on=starts_on)[0]
    if period.sealed_at:
        return []
    _require_place_period(scope, starts_on)
    period.sealed_at = at
    period.save(update_fields=["sealed_at"])
    words = period_in_words(starts_on, period_end(starts_on, scope.cadence))
    record(what=AuditCode.PERIOD_SEALED, subject=f"{scope.supplier} · {words}", by=None, supplier=scope.supplier)
    complete_reports(scope=scope, starts_on=starts_on, today=today)
    if scope.supplier.is_waiting:
        return []
    own = Span(starts_on, period_end(starts_on, scope.cadence))
    if _is_given_up(scope, own):
        return []
    issues = [_publish_base(scope, span, today) for span in [own, *_longer_spans(scope, own)]]
    for span in sums_ending(own.last, cadence=scope.cadence, fiscal_year_begins=_fiscal_year_begins(scope)):
        issues += _publish_sum(scope, span, today)
    return issues


def _is_given_up(scope, span):
    """Tell whether the supplier was merged into another one and nothing is left to publish here. What began to be
    published of a year goes on to its end, so that its sums are whole."""
    if scope.supplier.merged_into_id is None or scope.issues.filter(ends_on__year=span.last.year).exists():
        return False
    counted = DailyCount.objects.in_scope(scope).posted_between(span.first, span.last)
    return not members_on([scope], span.last).exists() and not counted.exists()


def _require_place_period(scope, starts_on):
    """Refuse to fold counts along a second cut: who has both reports could subtract one from the other."""
    before = scope.issues.filter(ends_on__year=starts_on.year).first()
    shown = before.read_as(SupplierReport).place_period if before else None
    if shown and shown != scope.place_period:
        raise PlacesChanged(
            f"{scope} shows places by {scope.place_period} now, but by {shown} in what was published of "
            f"{starts_on.year}. Put it back until that year is sealed."
        )


def _publish_base(scope, span, today):
    document = compile_supplier_report(scope=scope, span=span, as_of=today)
    return publish(scope=scope, document=document, today=today)


def _longer_spans(scope, own):
    """The quarter or year over which the scope shows places, if it is longer than the period and ends with it."""
    months = PLACE_MONTHS[PlacePeriod(scope.place_period)]
    first = date(own.first.year, 1 + (own.first.month - 1) // months * months, 1)
    ends_on = month_end(add_months(first, months - 1))
    if own.last == ends_on and first < own.first:
        yield Span(first, ends_on)


def _fiscal_year_begins(scope):
    return scope.supplier.program.rules.fiscal_year_begins


def _publish_sum(scope, within, today):
    """Publish what the base reports within a span add up to, unless the span has its own report or only one part, or
    places are shown over another time from some part on."""
    issues = {issue.span: issue for issue in scope.issues.without_content()}
    spans = base_spans(scope, within, issues)
    span = Span(spans[0].first, within.last) if spans else within
    if len(spans) < 2 or {span, within} & issues.keys():
        return []
    parts = [issues[one].read_as(SupplierReport) for one in spans]
    if len({(part.report.level, part.report.totals_only) for part in parts}) > 1:
        return []
    withdrawn = sum(issues[one].is_withdrawn for one in spans)
    document = compile_supplier_sum(scope=scope, parts=parts, span=span, as_of=today, withdrawn=withdrawn)
    return [publish(scope=scope, document=document, today=today)]


def base_spans(scope: ReportingScope, within: Span, spans: Iterable[Span]) -> Sequence[Span]:
    """Return the spans of the scope's base reports that make up `within`: those that show places if these fit in it,
    else those of its own periods."""
    for months in dict.fromkeys((PLACE_MONTHS[PlacePeriod(scope.place_period)], MONTHS[Cadence(scope.cadence)])):
        found = tiles([span for span in spans if span == whole(span, months)], within)
        if found and months < 12:
            return found
    return []
