"""A supplier's list of who has reported, and doing without a report. Nothing here is live."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, may, supplier_page
from agencies.models import Agency
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import answer_with_table, answers_to
from lbn.reporting.returns.actions.asking import ask_for_report
from lbn.reporting.returns.actions.waivers import waive, withdraw_waiver
from lbn.reporting.returns.completeness import (
    furnished_agencies,
    months_reported,
    reporting_of_last_period,
    scopes_of,
    waiting_reports,
)
from lbn.reporting.returns.forms.suppliers import PeriodForm, WaiverForm
from lbn.reporting.returns.furnished import contact_of
from lbn.reporting.returns.lists import list_reports_at_supplier
from lbn.reporting.returns.renderings import StateForAgency
from lbn.reporting.returns.reporter import ReportRow, draw_reporter, list_of_reporter, reports_to
from lbn.reporting.returns.states import state_on


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def agencies(request, supplier):
    """Reports that wait, and which agencies have reported for the last period that ended, or an earlier one."""
    today = clock.today(supplier.time_zone)
    form = PeriodForm(answers_to(request.GET, PeriodForm.base_fields), months=months_reported(supplier, today))
    periods = reporting_of_last_period(supplier, today, form.month)
    states = [state for one in periods for state in one.states]
    known = {state.agency.pk for state in states}
    rows = [ReportRow(state) for state in states if form.wants(state)]
    context = {
        "supplier": supplier,
        "waiting": [(report.period_in_words, report) for report in waiting_reports(supplier)],
        "periods": periods,
        "form": form,
        "new": [] if form.month else furnished_agencies(supplier, today).exclude(pk__in=known),
    }
    table = list_reports_at_supplier(
        rows,
        request.GET,
        supplier=supplier,
        filters=form,
        may_waive=may(request, supplier, Permission.DECIDE_REPORTS),
        periods=len(periods),
    )
    return answer_with_table(request, "reporting/supplier_agencies.html", table, context)


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def agency(request, supplier, agency_slug):
    """One agency over time: whom to call, and what it stated in each of its reports."""
    found = _agency_or_404(supplier, agency_slug)
    rows = reports_to(supplier, found, clock.today(supplier.time_zone))
    context = {
        "supplier": supplier,
        "agency": found,
        "contact": contact_of(found, supplier),
        "chart": draw_reporter(rows),
    }
    table = list_of_reporter(rows, supplier, may_ask=may(request, supplier, Permission.DECIDE_REPORTS))
    return answer_with_table(request, "reporting/supplier_agency.html", table, context)


@require_POST
@supplier_page(Permission.DECIDE_REPORTS)
def ask(request, supplier, agency_slug, year, number):
    """Ask an agency for its report of one period, by mail and in our words."""
    today = clock.today(supplier.time_zone)
    state = _state_or_404(supplier, agency_slug, year, number, today)
    with tell_refusals(request):
        ask_for_report(**_period_of(state), by=request.user, today=today)
        words = _("We asked %(agency)s for its report for %(period)s.")
        messages.success(request, words % {"agency": state.agency, "period": state.period})
    return redirect("supplier:agency", supplier.slug, agency_slug)


@require_http_methods(["GET", "POST"])
@supplier_page(Permission.DECIDE_REPORTS)
def waiver(request, supplier, agency_slug, year, number):
    """Do without an agency's report for one period, with a reason."""
    today = clock.today(supplier.time_zone)
    state = _state_or_404(supplier, agency_slug, year, number, today)
    form = WaiverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            waive(**_period_of(state), by=request.user, today=today, **form.cleaned_data)
            words = _("The report of %(agency)s for %(period)s is waived. They read so on their page.")
            messages.success(request, words % {"agency": state.agency, "period": state.period})
            return redirect("supplier:agencies", supplier.slug)
    context = {
        "supplier": supplier,
        "state": state,
        "form": form,
        "words": StateForAgency(state),
        "may_waive": state.can_be_waived and not state.waiver,
    }
    return render(request, "reporting/supplier_waiver.html", context)


@require_POST
@supplier_page(Permission.DECIDE_REPORTS)
def waiver_withdraw(request, supplier, agency_slug, year, number):
    """Ask for a report again that was waived."""
    today = clock.today(supplier.time_zone)
    state = _state_or_404(supplier, agency_slug, year, number, today)
    with tell_refusals(request):
        withdraw_waiver(**_period_of(state), by=request.user)
        words = _("The report of %(agency)s for %(period)s is expected again.")
        messages.success(request, words % {"agency": state.agency, "period": state.period})
    return redirect("supplier:agencies", supplier.slug)


def _agency_or_404(supplier, agency_slug):
    """An agency that reports to the supplier, or once did."""
    ours = Agency.objects.filter(scope_memberships__scope__in=scopes_of(supplier)).distinct()
    return get_object_or_404(ours.select_related("jurisdiction"), slug=agency_slug)


def _state_or_404(supplier, agency_slug, year, number, today):
    """A period of an agency that was the supplier's then; 404 for everything else."""
    try:
        starts_on = date(year, number, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    state = state_on(_agency_or_404(supplier, agency_slug), starts_on, today)
    if state is None or state.scope.supplier.successor != supplier:
        raise Http404
    return state


def _period_of(state):
    return {"agency": state.agency, "scope": state.scope, "starts_on": state.starts_on}
