"""Home of a health department: what was published for it, and how many agencies had reported."""

from datetime import date

from lbn.home.published import published
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import ContentChanged, Issue


def home_of(department):
    """Return what the home of `department` shows: its newest published reports and the completeness of the newest."""
    issues = Issue.objects.of_department(department)
    return {
        "published": published(issues, page="department:issue", slug=department.slug),
        **completeness(issues.filter(status=Issue.Status.ISSUED).first()),
    }


def completeness(issue):
    """Return, from a published report, how many agencies had reported by then, and of which period.

    Nothing where there is no report, or where what is stored is not what was published.
    """
    try:
        content = issue.read() if issue else None
    except ContentChanged:
        content = None
    if content is None:
        return {}
    reporting = content["reporting"]
    return {
        "agencies": reporting.get("expected", reporting["agencies"]),
        "reported": reporting.get("came", reporting["agencies"] - reporting["not_confirmed"]),
        "period": period_in_words(issue.starts_on, issue.ends_on),
        "as_of": date.fromisoformat(content["as_of"]),
    }
