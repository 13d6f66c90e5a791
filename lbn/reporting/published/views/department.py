"""A health department's published reports: its own rows, and nothing that is live."""

from django.views.decorators.http import require_GET, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, department_page
from lbn.reporting.models import Issue
from lbn.reporting.published.views.links import end_and_say_so, show_new_link
from lbn.reporting.published.views.readers import (
    ReportReader,
    answer_with_all,
    answer_with_file,
    show_list,
    show_report,
    wait_for_quarter,
)


@require_safe
@department_page(Permission.SEE_DEPARTMENT)
def reports(request, department):
    """Every published report of the health department, newest first."""
    reader = reader_of(request, department)
    return show_list(request, reader, "reporting/department_issues.html", empty=wait_for_quarter())


@require_safe
@department_page(Permission.SEE_DEPARTMENT)
def issue(request, department, issue_id):
    """One published report: totals, who has reported, places, months."""
    return show_report(request, reader_of(request, department), issue_id, "reporting/own_report.html")


@require_GET
@department_page(Permission.SEE_DEPARTMENT)
def download(request, department, issue_id, format):
    """One published report as a file."""
    return answer_with_file(reader_of(request, department), issue_id, format)


@require_POST
@department_page(Permission.SEE_DEPARTMENT)
def share(request, department, issue_id):
    """Make a link to one published report and show it, this once."""
    return show_new_link(request, reader_of(request, department), issue_id, "reporting/own_report.html")


@require_POST
@department_page(Permission.SEE_DEPARTMENT)
def end_link(request, department, issue_id, link_id):
    """Let a link to a published report open nothing any more."""
    return end_and_say_so(request, reader_of(request, department), issue_id, link_id)


@require_GET
@department_page(Permission.SEE_DEPARTMENT)
def everything(request, department, format):
    """All published reports as one file."""
    return answer_with_all(reader_of(request, department), format)


def reader_of(request, department):
    issues = Issue.objects.of_department(department)
    today = clock.today(department.time_zone)
    return ReportReader(department.name, issues, "department", (department.slug,), today, by=request.user)
