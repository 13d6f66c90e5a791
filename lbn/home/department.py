"""Home of a health department: what was published for it, and how many reports had come."""

from lbn.home.published import newest_published
from lbn.reporting.models import Issue
from lbn.reporting.published.tables import completeness_in_words


def department_home(department):
    """Return what the home of `department` shows: its newest published report, and how many of the reports of its
    agencies had come by then, in words; nothing of that where what is stored is not what was published."""
    issues = Issue.objects.of_department(department)
    newest = newest_published(issues, page="department:issue", slug=department.slug)
    if newest is None or newest.document is None:
        return {"newest": newest}
    return {"newest": newest, "completeness": completeness_in_words(newest.document)}
