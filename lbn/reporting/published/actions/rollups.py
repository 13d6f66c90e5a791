"""Publishing over scopes: a state's quarter once all its scopes are sealed, its years, and everybody's part of them.

Each report is stored in a transaction of its own; a run that was killed is finished by the next one, and nothing is
published twice.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeVar

from django.db import transaction
from django.db.models import Min

from agencies.models import Cadence, HealthDepartment, PlacePeriod, Program, ReportingScope
from agencies.periods import add_months, month_end, period_of, quarter_of
from lbn.reporting.calendar.spans import Span, is_quarter, quarter_span, tiles, whole, years_ending
from lbn.reporting.documents import PublicReport, PublishedReport, StateReport, SupplierReport
from lbn.reporting.models import Issue
from lbn.reporting.published.actions.publishing import publish
from lbn.reporting.published.compile import (
    compile_department_report,
    compile_public_report,
    compile_state_quarter,
    compile_state_year,
)

AnyReport = TypeVar("AnyReport", bound=PublishedReport)
Issues = list[Issue]


def publish_roll_ups(*, program: Program, day: date) -> Iterator[Issue]:
    """Publish what the sealed scopes of a state allow and nobody has published yet, each report once.

    That is the state's quarters and years, each health department's part of them, and, where its program office shows
    public figures, the public's. Yields each report after it is stored; `day` is the day on which it is.
    """
    quarters = dict(complete_quarters(program.state, before=day))
    yield from _publish_state(program, quarters, day)
    for department in program.departments.filter(merged_into=None).select_related("program"):
        yield from _publish_parts(program, department, quarters, day)
    if program.shows_public_figures:
        yield from _publish_public(program, day)


def _publish_state(program, quarters, day):
    done = Issue.objects.of_state(program).spans()
    fiscal = program.rules.fiscal_year_begins
    for number, (quarter, scopes) in enumerate(quarters.items()):
        span = quarter_span(quarter)
        if span not in done:
            carried = [*quarters.values()][:number]
            yield from _once(program, span, partial(_compile_quarter, program, span, day, scopes, carried), day)
        for year in years_ending(span.last, fiscal_year_begins=fiscal):
            yield from _publish_year(program, year, quarters, day)


def _compile_quarter(program, span, day, scopes, carried, earlier):
    return compile_state_quarter(
        program=program,
        span=span,
        as_of=day,
        scopes=read_all(scopes, SupplierReport),
        carried=[read_all(before, SupplierReport) for before in carried],
        earlier=earlier,
        withdrawn=count_withdrawn(scopes),
    )


def _publish_year(program, year, quarters, day):
    """Publish a year of the state once all its quarters, and the years of its yearly scopes, are there.

    A year in which only its last quarter was published says nothing new, unless places shown by year come with it.
    """
    issued = {issue.span: issue for issue in Issue.objects.of_state(program).without_content()}
    spans = tiles([span for span in issued if is_quarter(span)], year)
    span = Span(spans[0].first, year.last) if len(spans) > 1 else year
    if not spans or span in issued:
        return
    yearly = yearly_issues(program.state, year)
    if len(spans) > 1 or yearly:
        scopes = [issue for one in spans for issue in quarters[one.first]]
        parts = [issued[one] for one in spans]
        yield from _once(program, span, partial(_compile_year, program, span, day, parts, scopes, yearly), day)


def _compile_year(program, span, day, quarters, scopes, yearly, earlier):
    return compile_state_year(
        program=program,
        span=span,
        as_of=day,
        quarters=read_all(quarters, StateReport),
        scopes=read_all(scopes, SupplierReport),
        yearly=read_all(yearly, SupplierReport),
        earlier=earlier,
        withdrawn=count_withdrawn([*scopes, *yearly]),
    )


@transaction.atomic
def _once(
    program: Program, span: Span, compile_from: Callable[[list[StateReport]], StateReport], day: date
) -> Sequence[Issue]:
    """Publish one report of the state unless another run has done so meanwhile."""
    Program.objects.select_for_update(no_key=True).only("pk").get(pk=program.pk)
    issues = Issue.objects.of_state(program)
    if issues.over(span).exists():
        return []
    earlier = read_all(issues.filter(ends_on__lte=span.last), StateReport)
    return [publish(program=program, document=compile_from(earlier), today=day)]


def _publish_parts(program, department, quarters, day):
    """Publish to one health department its part of each report of the state that it has not got."""
    has = department.issues.spans()
    for state in Issue.objects.of_state(program).without_content().shortest_first():
        if state.span not in has:
            within = [issue for quarter in quarters if quarter in state.span for issue in quarters[quarter]]
            yield from _publish_part(department, state, within, day)


@transaction.atomic
def _publish_part(department, state, scopes, day):
    HealthDepartment.objects.select_for_update(of=("self",)).get(pk=department.pk)
    if department.issues.over(state.span).exists():
        return []
    document = compile_department_report(
        department=department,
        as_of=day,
        state=state.read_as(StateReport),
        scopes=read_all(scopes, SupplierReport),
    )
    return [publish(department=department, document=document, today=day)]


def _publish_public(program, day):
    """Publish to all what the state was published, quarters before the years that they make up."""
    has = Issue.objects.public_of(program).spans()
    for state in Issue.objects.of_state(program).without_content().shortest_first():
        if state.span not in has:
            yield from _publish_public_part(program, state, day)


@transaction.atomic
def _publish_public_part(program, state, day):
    Program.objects.select_for_update(no_key=True).only("pk").get(pk=program.pk)
    public = Issue.objects.public_of(program).shortest_first()
    if public.over(state.span).exists():
        return []
    quarters = [one for one in public if is_quarter(one.span) and one.starts_on in state.span]
    parts = [] if is_quarter(state.span) else quarters
    document = compile_public_report(
        program=program, as_of=day, state=state.read_as(StateReport), parts=read_all(parts, PublicReport)
    )
    return [publish(program=program, is_public=True, document=document, today=day)]


def complete_quarters(state: str, *, before: date) -> Iterator[tuple[date, Issues]]:
    """Yield, oldest first, each quarter for which all scopes of `state` are published, with their base reports.

    Ends at the first quarter that is not complete, and before the quarter of the day `before`. What the reports hold
    is not read yet.
    """
    begun = scopes_begun(state)
    quarter = quarter_of(min(begun.values(), default=before))
    while quarter < quarter_of(before):
        scopes = [scope for scope, first in begun.items() if first < add_months(quarter, 3)]
        of_scopes = [base_issues(scope, quarter) for scope in scopes if not was_given_up(scope, quarter)]
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


def scopes_begun(state: str) -> dict[ReportingScope, date]:
    """Return the published scopes of a state that ever had an agency, each with the day on which the first came."""
    scopes = ReportingScope.objects.filter(state=state).with_reports().annotate(begun_on=Min("memberships__from_on"))
    return {scope: scope.begun_on for scope in scopes.exclude(begun_on=None).select_related("supplier")}


def base_issues(scope: ReportingScope, quarter: date) -> Issues:
    """Return what `scope` was published in `quarter`, by the periods of its base reports: the quarter, or three
    months; [] while one of them is missing."""
    by_month = scope.cadence == Cadence.MONTHLY and scope.place_period != PlacePeriod.QUARTER
    step = 1 if by_month else 3
    firsts = [add_months(quarter, months) for months in range(0, 3, step)]
    spans = [Span(first, month_end(add_months(first, step - 1))) for first in firsts]
    issues = {issue.span: issue for issue in scope.issues.filter(starts_on__in=firsts).without_content()}
    return [issues[span] for span in spans] if all(span in issues for span in spans) else []


def yearly_issues(state: str, year: Span) -> Issues:
    """Return what the scopes of `state` whose places are shown by year were published for `year`, with its places:
    that is a calendar year; of a fiscal one they have the sum of their totals alone, and nothing to join."""
    if year != whole(year, 12):
        return []
    yearly = [scope for scope in scopes_begun(state) if scope.place_period == PlacePeriod.YEAR]
    return list(Issue.objects.filter(scope__in=yearly).over(year).without_content().order_by("scope"))


def count_withdrawn(issues: Iterable[Issue]) -> int:
    """Return how many of these reports were withdrawn: their figures are added up all the same, and it is said."""
    return sum(issue.is_withdrawn for issue in issues)


def read_all(issues: Iterable[Issue], kind: type[AnyReport]) -> list[AnyReport]:
    return [issue.read_as(kind) for issue in issues]
