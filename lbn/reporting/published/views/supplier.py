"""A supplier's pages: what its agencies have stated, and what was published. Nothing here is live."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from agencies import clock
from agencies.access import Permission, supplier_page
from lbn.reporting.models import Issue
from lbn.reporting.published.views.issues import file_response, issue_context, page_of_issues


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def reports(request, supplier):
    """Every published report of the supplier, newest first."""
    context = page_of_issues(request, Issue.objects.of_supplier(supplier))
    return render(request, "reporting/supplier_issues.html", {"supplier": supplier, **context})


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def issue(request, supplier, issue_id):
    """One published report: totals, agencies, places, months."""
    found = get_object_or_404(Issue.objects.of_supplier(supplier), pk=issue_id)
    context = issue_context(found, download="supplier:download", slug=supplier.slug)
    return render(request, "reporting/supplier_issue.html", {"supplier": supplier, **context})


@require_GET
@supplier_page(Permission.SEE_SUPPLIER)
def download(request, supplier, issue_id, format):
    """One published report as a file."""
    found = get_object_or_404(Issue.objects.of_supplier(supplier), pk=issue_id)
    today = clock.today(supplier.time_zone)
    return file_response(found, format=format, by=request.user, today=today)
