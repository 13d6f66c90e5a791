"""What files say of a report, by the names that its facts have."""

from datetime import date

from lbn.reporting.documents import PublishedReport
from lbn.reporting.models import Issue
from lbn.reporting.published.columns import LAYOUT
from lbn.reporting.published.facts import STATUSES


def about_report(issue: Issue, document: PublishedReport) -> dict[str, str | int | date]:
    """Return who published what to whom, for which days, and whether it still counts."""
    return {
        "report": str(issue.pk),
        "published_to": document.reader,
        "report_status": STATUSES[Issue.Status(issue.status)],
        "withdrawn_because": issue.withdrawn_because,
        "state": document.state,
        "report_from": document.starts_on,
        "report_to": document.ends_on,
        "as_of": document.as_of,
        "threshold": document.report.threshold,
        "layout": LAYOUT,
    }
