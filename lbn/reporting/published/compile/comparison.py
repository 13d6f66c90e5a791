"""What the same reader was published for the period before, and for the same one of last year."""

from collections.abc import Set as AbstractSet

from lbn.reporting.calendar.kinds import kind_of, shift
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import ComparedTotals, Comparison, StateReport, SupplierReport
from lbn.reporting.published.compile.cells import Area


def compare(issues, span: Span, counties: AbstractSet[str] = frozenset(), area: Area | None = None) -> Comparison:
    """Return the totals that one reader was published for the period before `span` and for the one of last year.

    `issues` are the reader's published reports (a queryset or manager); what was withdrawn is compared with no more,
    nor is a report of other counties than `counties` (keys), or than `area` has today, where these are given.
    """
    previous, last_year = shift(span, -kind_of(span).months), shift(span, -12)
    before, year_before = (_totals(issues, one, counties, area) for one in (previous, last_year))
    return Comparison(previous=before, last_year=year_before)


def _totals(issues, span: Span, counties: AbstractSet[str], area: Area | None) -> ComparedTotals | None:
    issue = issues.over(span).not_withdrawn().first()
    if issue is None:
        return None
    document = issue.read()
    if counties and document.report.version > 1 and {row.county for row in document.report.counties} != counties:
        return None
    if area and not area.is_of_same_counties(document.report):
        return None
    total = document.report.total
    return ComparedTotals(
        starts_on=document.starts_on,
        ends_on=document.ends_on,
        handouts=None if total is None else total.handouts,
        kits=None if total is None else total.kits,
        doses=None if total is None else total.doses,
        people_trained=document.people_trained if isinstance(document, SupplierReport | StateReport) else None,
    )
