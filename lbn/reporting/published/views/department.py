"""A health department's published reports: its own rows, and nothing that is live."""

from django.views.decorators.http import require_GET, require_safe

from agencies import clock
from agencies.access import Permission, department_page
from lbn.reporting.models import Issue
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
    return show_report(request, reader_of(request, department), issue_id, "reporting/published_report.html")


@require_GET
@department_page(Permission.SEE_DEPARTMENT)
def download(request, department, issue_id, format):
    """One published report as a file."""
    return answer_with_file(reader_of(request, department), issue_id, format)


@require_GET
@department_page(Permission.SEE_DEPARTMENT)
def everything(request, department, format):
    """All published reports as one file."""
    return answer_with_all(reader_of(request, department), format)


def reader_of(request, department):
    issues = Issue.objects.of_department(department)
    today = clock.today(department.time_zone)
    return ReportReader(department.name, issues, "department", (department.slug,), today, by=request.user)
