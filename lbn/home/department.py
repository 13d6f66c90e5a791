"""Home of a health department: what was published for it, and how many agencies had reported."""

from lbn.home.published import newest_published
from lbn.reporting.documents import AreaReport
from lbn.reporting.models import ContentChanged, Issue
from lbn.reporting.published.tables import completeness_in_words


def department_home(department):
    """Return what the home of `department` shows: its newest published reports and the completeness of the newest."""
    issues = Issue.objects.of_department(department)
    return {
        "newest": newest_published(issues, page="department:issue", slug=department.slug),
        **completeness_of(issues.filter(status=Issue.Status.ISSUED).first()),
    }


def completeness_of(issue):
    """Return how many of the reports of a published period came by then, in words; nothing where there is no report,
    or where what is stored is not what was published."""
    try:
        document = issue.read_as(AreaReport) if issue else None
    except ContentChanged:
        document = None
    if document is None:
        return {}
    return {"completeness": completeness_in_words(document)}
