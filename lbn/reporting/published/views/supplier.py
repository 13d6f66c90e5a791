"""A supplier's published reports."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, supplier_page
from lbn.reporting.models import Issue
from lbn.reporting.published.views.links import end_and_say_so, show_new_link
from lbn.reporting.published.views.readers import (
    ReportReader,
    answer_with_all,
    answer_with_file,
    show_list,
    show_report,
)


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def reports(request, supplier):
    """Every published report of the supplier, newest first."""
    empty = _(
        "A report is published here after each period, once its seal day has come (usually day 20 of the next month)."
    )
    return show_list(request, reader_of(request, supplier), "reporting/supplier_issues.html", empty=empty)


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def issue(request, supplier, issue_id):
    """One published report: totals, agencies, places, months."""
    return show_report(request, reader_of(request, supplier), issue_id, "reporting/own_report.html")


@require_GET
@supplier_page(Permission.SEE_SUPPLIER)
def download(request, supplier, issue_id, format):
    """One published report as a file."""
    return answer_with_file(reader_of(request, supplier), issue_id, format)


@require_POST
@supplier_page(Permission.SEE_SUPPLIER)
def share(request, supplier, issue_id):
    """Make a link to one published report and show it, this once."""
    return show_new_link(request, reader_of(request, supplier), issue_id, "reporting/own_report.html")


@require_POST
@supplier_page(Permission.SEE_SUPPLIER)
def end_link(request, supplier, issue_id, link_id):
    """Let a link to a published report open nothing any more."""
    return end_and_say_so(request, reader_of(request, supplier), issue_id, link_id)


@require_GET
@supplier_page(Permission.SEE_SUPPLIER)
def everything(request, supplier, format):
    """All published reports as one file."""
    return answer_with_all(reader_of(request, supplier), format)


def reader_of(request, supplier):
    issues = Issue.objects.of_supplier(supplier).select_related("scope__supplier__program")
    today = clock.today(supplier.time_zone)
    is_several = supplier.merged.exists()
    return ReportReader(
        supplier.name, issues, "supplier", (supplier.slug,), today, by=request.user, names_suppliers=is_several
    )
