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
from agencies.models import AuditCode, Cadence, Program, ReportingPeriod, ReportingScope
from agencies.periods import MONTHS, next_period, period_end, period_of
from agencies.sql.sealing import hold_for_sealing
from distributions.models import DailyCount
from lbn.reporting.calendar.deadlines import sealed_on
from lbn.reporting.calendar.spans import Span, is_calendar_year, sums_ending, tiles, whole
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import DoesNotClose, SupplierReport
from lbn.reporting.fold import add_up, must_add_up, with_steps
from lbn.reporting.models import ContentChanged
from lbn.reporting.published.actions.keeping import keep_counts
from lbn.reporting.published.actions.publishing import publish, publish_fold
from lbn.reporting.published.compile import compile_supplier_report, compile_supplier_sum
from lbn.reporting.published.compile.areas import counties_named
from lbn.reporting.published.compile.cells import period_label
from lbn.reporting.published.compile.folds import fold_scope
from lbn.reporting.returns.actions.completing import complete_reports
from lbn.reporting.returns.membership import members_on

# A report that was altered in storage, figures that do not close, counts that cannot be folded: each says so itself.
CANNOT_GO_ON = (ContentChanged, DoesNotClose, ValueError)


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
    reports: the period's own, and those of the quarter and the years that end here. None where it was sealed before,
    and of agencies that wait to be confirmed, or of a supplier that was merged and has nothing to tell. Raises
    ValueError before the seal day.
    """
    if today < sealed_on(scope, starts_on):
        raise ValueError(f"{scope} from {starts_on} on is not sealed before {sealed_on(scope, starts_on)}.")
    hold_for_sealing(scope)
    period = ReportingPeriod.objects.get_or_create(scope=scope, starts_on=starts_on)[0]
    if period.sealed_at:
        return []
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
    issues = [_publish_base(scope, own, today)]
    fiscal = scope.supplier.program.rules.fiscal_year_begins
    for span in sums_ending(own.last, cadence=scope.cadence, fiscal_year_begins=fiscal):
        issues += _publish_sum(scope, span, today)
    return issues


def _is_given_up(scope, span):
    """Tell whether the supplier was merged into another one and nothing is left to publish here. What began to be
    published of a year goes on to its end, so that its sums are whole."""
    if scope.supplier.merged_into_id is None or scope.issues.filter(ends_on__year=span.last.year).exists():
        return False
    counted = DailyCount.objects.in_scope(scope).posted_between(span.first, span.last)
    return not members_on([scope], span.last).exists() and not counted.exists()


def _publish_base(scope, span, today):
    keep_counts(scope, span)
    made = fold_scope(scope, span)
    assert made is not None
    document = compile_supplier_report(scope=scope, span=span, as_of=today, report=made.report)
    return publish_fold(scope=scope, document=document, fold=made, today=today)


def _publish_sum(scope, within, today):
    """Publish what the scope's reports within a span add up to, unless the span has its own report or only one part.

    The places of a calendar year are folded anew, beside the reports that it is made of.
    """
    issues = {issue.span: issue for issue in scope.issues.without_content().select_related("members")}
    spans = base_spans(scope, within, issues)
    span = Span(spans[0].first, within.last) if spans else within
    if len(spans) < 2 or {span, within} & issues.keys():
        return []
    own = [issues[one] for one in spans]
    parts = [issue.read_as(SupplierReport) for issue in own]
    folds = [part.report for part in parts]
    withdrawn = sum(issue.is_withdrawn for issue in own)
    given = {"scope": scope, "parts": parts, "span": span, "as_of": today, "withdrawn": withdrawn}
    made = fold_scope(scope, span, own) if is_calendar_year(within) and not must_add_up(folds) else None
    if made:
        document = compile_supplier_sum(report=with_steps(made.report, folds), **given)
        return [publish_fold(scope=scope, document=document, fold=made, today=today)]
    counties = counties_named(row for part in parts for row in part.agencies)
    report = add_up(folds, scope=folds[-1].scope, period=period_label(span), counties=counties)
    return [publish(scope=scope, document=compile_supplier_sum(report=report, **given), today=today)]


def base_spans(scope: ReportingScope, within: Span, spans: Iterable[Span]) -> Sequence[Span]:
    """Return the spans of the reports of the scope's own periods that make up `within`, [] where one is missing."""
    months = MONTHS[Cadence(scope.cadence)]
    return tiles([span for span in spans if span == whole(span, months)], within)
