"""A health department's published reports: its own rows, and nothing that is live."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from agencies import clock
from agencies.access import Permission, department_page
from lbn.reporting.models import Issue
from lbn.reporting.published.views.issues import file_response, issue_context, page_of_issues


@require_safe
@department_page(Permission.SEE_DEPARTMENT)
def reports(request, department):
    """Every published report of the health department, newest first."""
    context = page_of_issues(request, Issue.objects.of_department(department))
    return render(request, "reporting/department_issues.html", {"department": department, **context})


@require_safe
@department_page(Permission.SEE_DEPARTMENT)
def issue(request, department, issue_id):
    """One published report: totals, who has reported, places, months."""
    found = get_object_or_404(Issue.objects.of_department(department), pk=issue_id)
    context = issue_context(found, download="department:download", slug=department.slug)
    return render(request, "reporting/department_issue.html", {"department": department, **context})


@require_GET
@department_page(Permission.SEE_DEPARTMENT)
def download(request, department, issue_id, format):
    """One published report as a file."""
    found = get_object_or_404(Issue.objects.of_department(department), pk=issue_id)
    today = clock.today(department.time_zone)
    return file_response(found, format=format, by=request.user, today=today)
