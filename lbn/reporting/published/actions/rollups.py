"""Publishing over scopes: an area's quarter once all its scopes are sealed, its years, and everybody's part of them.

Each report is stored in a transaction of its own; a run that was killed is finished by the next one, and nothing is
published twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple

from django.db import transaction

from agencies.models import Cadence, Program, ReportingScope
from agencies.periods import add_months, month_end, period_of, quarter_of
from lbn.reporting.calendar.spans import Span, is_calendar_year, is_quarter, quarter_span, tiles, years_ending
from lbn.reporting.documents import PublicReport, PublishedReport, StateReport, SupplierReport
from lbn.reporting.fold import Figures, Folded, add_up, must_add_up, sum_figures, with_steps
from lbn.reporting.models import Issue
from lbn.reporting.published.actions.departments import publish_parts
from lbn.reporting.published.actions.keeping import keep_counts
from lbn.reporting.published.actions.publishing import has_members, publish, publish_fold
from lbn.reporting.published.actions.reading import Issues, quarters_within, read_all, readers_of_area
from lbn.reporting.published.compile import (
    compile_public_report,
    compile_state_quarter,
    compile_state_year,
)
from lbn.reporting.published.compile.areas import counties_named
from lbn.reporting.published.compile.cells import BEYOND, Area, period_label
from lbn.reporting.published.compile.corrections import release_corrections
from lbn.reporting.published.compile.folds import Folding, coarsen_area, fold_area
from lbn.reporting.published.compile.totals import rows_with_sources, tell_items


class Made(NamedTuple):
    """A report of an area that is to be published, and what its rows hold where its places were folded."""

    document: PublishedReport
    fold: Folding | None = None

    def publish(self, day: date, **reader) -> Issue:
        if self.fold is None:
            return publish(document=self.document, today=day, **reader)
        return publish_fold(document=self.document, fold=self.fold, today=day, **reader)


def publish_roll_ups(*, program: Program, day: date) -> Iterator[Issue]:
    """Publish what the sealed scopes of an area allow and nobody has published yet, each report once.

    That is the area's quarters and years, each health department's part of them, and, where its program office shows
    public figures, the public's. Yields each report after it is stored; `day` is the day on which it is.
    """
    area = Area(program)
    quarters = dict(complete_quarters(area, before=day))
    yield from _publish_state(area, quarters, day)
    yield from publish_parts(area, quarters, day)
    if program.shows_public_figures:
        yield from _publish_public(area, day)


def _publish_state(area, quarters, day):
    done = Issue.objects.of_state(area.program).spans()
    fiscal = area.program.rules.fiscal_year_begins
    for quarter, scopes in quarters.items():
        span = quarter_span(quarter)
        if span not in done:
            yield from _once(area, span, partial(_make_quarter, area, span, day, scopes), day)
        for year in years_ending(span.last, fiscal_year_begins=fiscal):
            yield from _publish_year(area, year, quarters, day)


def _make_quarter(area, span, day, scopes, earlier):
    for issue in scopes:
        if not has_members(issue):
            keep_counts(issue.scope, issue.span)
    made = fold_area(area, span)
    assert made is not None
    rows = rows_with_sources(scopes, read_all(scopes, SupplierReport))
    insiders = readers_of_area(area, span, rows)
    document = compile_state_quarter(
        program=area.program,
        span=span,
        as_of=day,
        report=made.report,
        rows=rows,
        other_items=tell_items(scopes, span, insiders, hides_all=made.report.total is None),
        insiders=insiders,
        net_corrections=release_corrections(area, span, earlier),
        earlier=[one for one in earlier if area.is_of_same_counties(one.report)],
        withdrawn=count_withdrawn(scopes),
    )
    return Made(document, made)


def _publish_year(area, year, quarters, day):
    """Publish a year of the area once all its quarters are there; one of which only the last quarter was published
    says nothing new."""
    issues = Issue.objects.of_state(area.program).without_content().select_related("members")
    issued = {issue.span: issue for issue in issues}
    spans = tiles([span for span in issued if is_quarter(span)], year)
    span = Span(spans[0].first, year.last) if len(spans) > 1 else year
    if len(spans) < 2 or span in issued:
        return
    scopes = [issue for one in spans for issue in quarters.get(one.first, ())]
    own = [issued[one] for one in spans]
    yield from _once(area, span, partial(_make_year, area, year, span, day, own, scopes), day)


def _make_year(area, year, span, day, own, scopes, earlier):
    """A calendar year is folded anew, beside its quarters, where these allow it; a fiscal one adds them up."""
    quarters, rows = read_all(own, StateReport), rows_with_sources(scopes, read_all(scopes, SupplierReport))
    folds = [area_today(area, quarter.report) for quarter in quarters]
    counties = counties_named(one.row for one in rows)
    fold = fold_area(area, span, own) if is_calendar_year(year) and not must_add_up(folds) else None
    if fold and fold.report.total not in (None, sum_figures(part.total or Figures() for part in folds)):
        fold = None  # something was counted in a quarter that was published without it: it is not told by subtraction
    document = compile_state_year(
        program=area.program,
        span=span,
        as_of=day,
        report=with_steps(fold.report, folds) if fold else add_to(folds, span, counties),
        quarters=quarters,
        rows=rows,
        insiders=readers_of_area(area, span, rows, own),
        earlier=[one for one in earlier if area.is_of_same_counties(one.report)],
        withdrawn=count_withdrawn(scopes) or count_withdrawn(own),
    )
    return Made(document, fold)


def area_today(area: Area, report: Folded) -> Folded:
    """Return a report of the area, where it had counties then that are another program's today without these, and
    without what is whole only with them: such a total, and "Unknown or out of state", are not shown."""
    if area.is_of_same_counties(report):
        return report
    own = area.own_keys - {BEYOND}
    rows = tuple(row for row in report.rows if row.county in own)
    counties = tuple(row for row in report.counties if row.county in own)
    regions = tuple(row for row in report.regions if own >= set(row.counties))
    times = tuple(row for row in report.times if row.county in own)
    steps = tuple(replace(row, handouts=None, kits=None, doses=None) for row in report.steps)
    left = replace(report, total=None, rows=rows, counties=counties, regions=regions)
    return replace(left, times=times, steps=steps)


def add_to(folds: Sequence[Folded], span: Span, counties: Mapping[str, str]) -> Folded:
    """Return the sum of reports of one reader for all of `span`, with a row for each of `counties` (label by key)."""
    return add_up(folds, scope=folds[-1].scope, period=period_label(span), counties=counties)


@transaction.atomic
def _once(area: Area, span: Span, make_from: Callable[[list[StateReport]], Made], day: date) -> Sequence[Issue]:
    """Publish one report of the area unless another run has done so meanwhile."""
    Program.objects.select_for_update(no_key=True).only("pk").get(pk=area.program.pk)
    issues = Issue.objects.of_state(area.program)
    if issues.over(span).exists():
        return []
    earlier = read_all(issues.filter(ends_on__lte=span.last), StateReport)
    return [make_from(earlier).publish(day, program=area.program)]


def _publish_public(area, day):
    """Publish to all what the area was published, quarters before the years that they make up."""
    has = Issue.objects.public_of(area.program).spans()
    states = Issue.objects.of_state(area.program).not_withdrawn().without_content().select_related("members")
    for state in states.shortest_first():
        if state.span not in has:
            yield from _publish_public_part(area, state, day)


@transaction.atomic
def _publish_public_part(area, state, day):
    """What the public reads of a year that was not folded, or of which a quarter was not shown, adds up its
    quarters."""
    Program.objects.select_for_update(no_key=True).only("pk").get(pk=area.program.pk)
    public = Issue.objects.public_of(area.program).select_related("members")
    if public.over(state.span).exists():
        return []
    quarters = quarters_within(public, state.span)
    folds = [quarter.report for quarter in read_all(quarters, PublicReport)]
    fold = None
    if has_members(state) and not must_add_up(folds) and (is_quarter(state.span) or folds):
        fold = coarsen_area(area, state, quarters)
    if fold:
        report = with_steps(fold.report, folds) if folds else fold.report
    elif quarters:
        named = {row.county: row.county_label for row in state.read().report.counties}
        report = add_to(folds, state.span, named)
    else:
        return []
    document = compile_public_report(program=area.program, as_of=day, state=state.read_as(StateReport), report=report)
    return [Made(document, fold).publish(day, program=area.program, is_public=True)]


def complete_quarters(area: Area, *, before: date) -> Iterator[tuple[date, Issues]]:
    """Yield, oldest first, each quarter for which all scopes of an area are published, with their own reports.

    Ends at the first quarter that is not complete, and before the quarter of the day `before`. What the reports hold
    is not read yet.
    """
    begun = area.scopes_begun()
    issued = issues_by_scope(begun)
    quarter = quarter_of(min(begun.values(), default=before))
    while quarter < quarter_of(before):
        scopes = [scope for scope, first in begun.items() if first < add_months(quarter, 3)]
        of_scopes = [
            base_issues(scope, quarter, begun[scope], issued[scope.pk])
            for scope in scopes
            if not was_given_up(scope, quarter)
        ]
        if not all(of_scopes):
            return
        yield quarter, list(chain.from_iterable(of_scopes))
        quarter = add_months(quarter, 3)


def was_given_up(scope: ReportingScope, quarter: date) -> bool:
    """Tell whether a quarter was sealed of which nothing was published, because the supplier had been merged."""
    if scope.supplier.merged_into_id is None or scope.issues.over_part_of(quarter_span(quarter)).exists():
        return False
    last = period_of(add_months(quarter, 2), scope.cadence)
    return scope.periods.filter(starts_on=last, sealed_at__isnull=False).exists()


def issues_by_scope(scopes: Iterable[ReportingScope]) -> Mapping[int, Mapping[Span, Issue]]:
    """Return what each scope was published, by its id and the days. One query."""
    found: dict[int, dict[Span, Issue]] = {scope.pk: {} for scope in scopes}
    issues = (
        Issue.objects.filter(scope__in=list(found))
        .without_content()
        .select_related("scope__supplier__merged_into", "members")
    )
    for issue in issues.defer("content", "members__rows"):
        found[issue.scope_id][issue.span] = issue
    return found


def base_issues(scope: ReportingScope, quarter: date, begun_on: date, issued: Mapping[Span, Issue]) -> Issues:
    """Return what `scope`, which had its first agency on `begun_on`, was published in `quarter`, by its own periods:
    the quarter, or three months, fewer in the quarter in which it began; [] while one of them is missing."""
    step = 1 if scope.cadence == Cadence.MONTHLY else 3
    firsts = [add_months(quarter, months) for months in range(0, 3, step)]
    began = period_of(begun_on, scope.cadence)
    spans = [Span(first, month_end(add_months(first, step - 1))) for first in firsts if first >= began]
    return [issued[span] for span in spans] if all(span in issued for span in spans) else []


def count_withdrawn(issues: Iterable[Issue]) -> int:
    """Return how many of these reports were withdrawn: their figures are added up all the same, and it is said."""
    return sum(issue.is_withdrawn for issue in issues)
