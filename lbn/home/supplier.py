"""Home of a supplier: reports that wait, who has reported, what was published. Nothing live of any log or stock."""

from django.urls import reverse

from agencies.periods import period_end
from lbn.home.papers import about_papers
from lbn.home.published import newest_published
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import Issue
from lbn.reporting.returns.completeness import reporting_of_last_period, waiting_reports
from lbn.reporting.returns.furnished import furnished_counts

SHOWN = 5


def supplier_home(supplier, *, today):
    """Return what the home of `supplier` shows on `today`.

    The number of queries depends on its scopes (two, if it has agencies of both cadences) and on nothing else.
    """
    waiting = waiting_reports(supplier)
    return {
        **furnished_counts(supplier),
        "waiting": [waiting_row(report, supplier) for report in waiting[:SHOWN]],
        "waiting_count": waiting.count(),
        "papers": about_papers(supplier, today),
        "reporting": reporting_of_last_period(supplier, today),
        "newest": newest_published(Issue.objects.of_supplier(supplier), page="supplier:issue", slug=supplier.slug),
    }


def waiting_row(report, supplier):
    """What home says of a report that waits: who sent it when for which period, and its page."""
    starts_on = report.period.starts_on
    return {
        "report": report,
        "period": period_in_words(starts_on, period_end(starts_on, report.period.scope.cadence)),
        "url": reverse("supplier:agency_report", args=[supplier.slug, report.pk]),
    }
