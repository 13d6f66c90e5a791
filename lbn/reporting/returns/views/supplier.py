"""A supplier's pages: what its agencies have stated, and what was published. Nothing here is live."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import clock
from agencies.access import Permission, may, supplier_page
from agencies.refusals import show_refusals, tell_refusals
from lbn.reporting.calendar.deadlines import sealed_on
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns import actions
from lbn.reporting.returns.actions import latest_of
from lbn.reporting.returns.balance import balance_lines
from lbn.reporting.returns.forms.reports import QuestionForm
from lbn.reporting.returns.lists import list_balance, tables_of_changes
from lbn.reporting.returns.mailing import facts_of
from lbn.reporting.returns.milestones import milestones_of
from lbn.reporting.returns.outliers import outlier_sentences
from lbn.reporting.returns.trails import trail_of


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def agency_report(request, supplier, report_id):
    """One report in its newest version: a link to an earlier one leads there."""
    report = _report_or_404(supplier, report_id)
    newest = latest_of(agency=report.agency, period=report.period)
    if newest != report:
        return redirect("supplier:agency_report", supplier.slug, newest.pk)
    return _page(request, supplier, report, QuestionForm())


@require_POST
@supplier_page(Permission.DECIDE_REPORTS)
def accept(request, supplier, report_id):
    """Accept a report."""
    report = _report_or_404(supplier, report_id)
    with tell_refusals(request):
        actions.accept(report=report, by=request.user, today=clock.today(supplier.time_zone))
        messages.success(request, _("The report of %(agency)s is accepted.") % {"agency": report.agency})
    return redirect("supplier:agencies", supplier.slug)


@require_POST
@supplier_page(Permission.DECIDE_REPORTS)
def give_back(request, supplier, report_id):
    """Return a report to its agency with a question."""
    report = _report_or_404(supplier, report_id)
    form = QuestionForm(request.POST)
    if form.is_valid():
        with show_refusals(form):
            today = clock.today(supplier.time_zone)
            actions.return_with_question(report=report, by=request.user, today=today, **form.cleaned_data)
            words = _("Your question went to %(agency)s. They will send the report again.")
            messages.success(request, words % {"agency": report.agency})
            return redirect("supplier:agencies", supplier.slug)
    newest = latest_of(agency=report.agency, period=report.period)
    return _page(request, supplier, newest, form)


def _report_or_404(supplier, report_id):
    reports = AgencyReport.objects.of_supplier(supplier).select_related("agency", "period__scope__supplier__program")
    return get_object_or_404(reports, pk=report_id)


def _page(request, supplier, report, form):
    period = report.period
    document = report.read()
    waits = AgencyReport.objects.waiting().filter(pk=report.pk).exists()
    versions = AgencyReport.objects.versions(report.agency, period.scope, period.starts_on)
    closes_on = None if period.sealed_at else sealed_on(period.scope, period.starts_on)
    context = {
        "supplier": supplier,
        "report": report,
        "period": report.period_in_words,
        "balance": list_balance(balance_lines(document)),
        "facts": facts_of(document),
        "no_kits": document.no_kits,
        "closes_on": closes_on,
        "milestones": milestones_of([*reversed(versions)], closes_on=closes_on),
        **tables_of_changes(report),
        "unlike": outlier_sentences(document),
        "form": form,
        "may_decide": waits and may(request, supplier, Permission.DECIDE_REPORTS),
        "trail": trail_of(versions),
    }
    return render(request, "reporting/supplier_agency_report.html", context)
