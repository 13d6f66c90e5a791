"""What the same reader was published for the period before, and for the same one of last year."""

from agencies.periods import add_months, month_end, months_between
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import ComparedTotals, Comparison, StateReport, SupplierReport


def compare(issues, span: Span) -> Comparison:
    """Return the totals that one reader was published for the period before `span` and for the one of last year.

    `issues` are the reader's published reports (a queryset or manager); what was withdrawn is compared with no more.
    """
    months = len(list(months_between(*span)))
    return Comparison(previous=_totals(issues, _shift(span, -months)), last_year=_totals(issues, _shift(span, -12)))


def _shift(span: Span, months: int) -> Span:
    return Span(add_months(span.first, months), month_end(add_months(span.last.replace(day=1), months)))


def _totals(issues, span: Span) -> ComparedTotals | None:
    issue = issues.over(span).not_withdrawn().first()
    if issue is None:
        return None
    document = issue.read()
    total = document.report.total
    return ComparedTotals(
        starts_on=document.starts_on,
        ends_on=document.ends_on,
        handouts=None if total is None else total.handouts,
        kits=None if total is None else total.kits,
        doses=None if total is None else total.doses,
        people_trained=document.people_trained if isinstance(document, SupplierReport | StateReport) else None,
    )
