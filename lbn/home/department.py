"""Home of a health department: what was published for it, and how many agencies had reported."""

from lbn.home.published import newest_published
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import AreaReport
from lbn.reporting.models import ContentChanged, Issue


def department_home(department):
    """Return what the home of `department` shows: its newest published reports and the completeness of the newest."""
    issues = Issue.objects.of_department(department)
    return {
        "published": newest_published(issues, page="department:issue", slug=department.slug),
        **completeness_of(issues.filter(status=Issue.Status.ISSUED).first()),
    }


def completeness_of(issue):
    """Return, from a published report, how many agencies had reported by then, and of which period.

    Nothing where there is no report, or where what is stored is not what was published. The first format counted
    agencies, and which of them had not confirmed what their log counts.
    """
    try:
        document = issue.read_as(AreaReport) if issue else None
    except ContentChanged:
        document = None
    if document is None:
        return {}
    reporting = document.reporting
    expected, came = reporting.expected, reporting.came
    return {
        "agencies": reporting.agencies if expected is None else expected,
        "reported": reporting.agencies - reporting.not_confirmed if came is None else came,
        "period": period_in_words(issue.starts_on, issue.ends_on),
        "as_of": document.as_of,
    }
