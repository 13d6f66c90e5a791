"""Publishing: content is frozen once, and health departments get only sums of what was frozen before."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Min

from agencies.actions.audit import record
from agencies.models import Cadence, HealthDepartment, PlacePeriod, Program, ReportingScope
from agencies.periods import add_months, month_end, quarter_of
from lbn.reporting.contents import department_content
from lbn.reporting.fold import canonical_json, fingerprint
from lbn.reporting.models import Issue

Contents = list[dict[str, Any]]


def publish(*, span, content, today, scope=None, department=None):
    """Store `content` as what its reader is published for the days of `span` (first, last). Returns the `Issue`."""
    return Issue.objects.create(
        scope=scope,
        department=department,
        starts_on=span[0],
        ends_on=span[1],
        issued_on=today,
        content=canonical_json(content).decode(),
        content_hash=fingerprint(content),
    )


@transaction.atomic
def withdraw(*, issue, because, by):
    """Withdraw a published report with a sentence for its readers. What it held stays as it was; nothing replaces it:
    figures that change are reported with the next period. Withdrawing it again changes nothing."""
    held = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if held.is_withdrawn:
        return held
    held.status, held.withdrawn_because = Issue.Status.WITHDRAWN, because
    held.save(update_fields=["status", "withdrawn_because"])
    record(what="issue.withdrawn", subject=held, by=by, supplier=held.scope and held.scope.supplier, because=because)
    return held


def publish_for_departments(*, program: Program, day: date) -> Iterator[Issue]:
    """Publish to each health department every quarter for which all scopes of its state are sealed, once.

    Yields each report after it is stored; `day` is the day on which it is.
    """
    quarters = list(complete_quarters(program.state, before=day))
    for department in program.departments.select_related("program"):
        yield from _publish_missing(department, quarters, day)


def _publish_missing(department, quarters, day):
    issued = set(department.issues.values_list("starts_on", flat=True))
    for number, (quarter, contents) in enumerate(quarters):
        if quarter not in issued:
            earlier = [before for _, before in quarters[:number]]
            yield from _publish_quarter(department, quarter, contents, earlier, day)


@transaction.atomic
def _publish_quarter(department, quarter, contents, earlier, day):
    """Publish unless another run has done so meanwhile."""
    HealthDepartment.objects.select_for_update().get(pk=department.pk)
    if department.issues.filter(starts_on=quarter).exists():
        return []
    span = (quarter, month_end(add_months(quarter, 2)))
    content = department_content(
        department=department, starts_on=span[0], ends_on=span[1], as_of=day, scopes=contents, earlier=earlier
    )
    return [publish(department=department, span=span, content=content, today=day)]


def complete_quarters(state: str, *, before: date) -> Iterator[tuple[date, Contents]]:
    """Yield, oldest first, each quarter for which all scopes of `state` are published, with what they hold.

    Ends at the first quarter that is not complete, and before the quarter of the day `before`.
    """
    begun = ReportingScope.objects.filter(state=state).annotate(begun_on=Min("memberships__from_on"))
    scopes = list(begun.exclude(begun_on=None))
    quarter = quarter_of(min((scope.begun_on for scope in scopes), default=before))
    while quarter < quarter_of(before):
        contents = [base_contents(scope, quarter) for scope in scopes if scope.begun_on < add_months(quarter, 3)]
        if not all(contents):
            return
        yield quarter, [content for one in contents for content in one]
        quarter = add_months(quarter, 3)


def base_contents(scope: ReportingScope, quarter: date) -> Contents:
    """Return what `scope` was published in `quarter`, by the periods of its base reports: the quarter, or three
    months; [] while one of them is missing."""
    by_month = scope.cadence == Cadence.MONTHLY and scope.place_period != PlacePeriod.QUARTER
    step = 1 if by_month else 3
    firsts = [add_months(quarter, months) for months in range(0, 3, step)]
    spans = [(first, month_end(add_months(first, step - 1))) for first in firsts]
    stored = scope.issues.filter(starts_on__range=(quarter, firsts[-1]))
    issues = {(issue.starts_on, issue.ends_on): issue for issue in stored}
    return [issues[span].read() for span in spans] if all(span in issues for span in spans) else []
