"""A supplier's list of who has reported, and doing without a report. Nothing here is live."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, may, supplier_page
from agencies.models import Agency
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.returns.actions.waivers import WaiverRefused, waive, withdraw_waiver
from lbn.reporting.returns.completeness import agencies_of, months_reported, reporting_of_last_period, waiting_reports
from lbn.reporting.returns.forms.suppliers import PeriodForm, WaiverForm
from lbn.reporting.returns.standings import State, standing_on

A_PAGE = 50


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def agencies(request, supplier):
    """Reports that wait, and which agencies have reported for the last period that ended, or an earlier one."""
    today = clock.today(supplier.time_zone)
    form = PeriodForm(request.GET or None, months=months_reported(supplier, today))
    periods = reporting_of_last_period(supplier, today, form.month)
    known = {row.agency.pk for one in periods for row in one.rows}
    rows = [(one, row) for one in periods for row in one.rows if form.wants(row)]
    context = {
        "supplier": supplier,
        "waiting": [(_words_of(report), report) for report in waiting_reports(supplier)],
        "periods": periods,
        "several": len(periods) > 1,
        "form": form,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "may_waive": may(request, supplier, Permission.DECIDE_REPORTS),
        "new": [] if form.month else agencies_of(supplier, today).exclude(pk__in=known),
    }
    return render(request, "reporting/supplier_agencies.html", context)


def _words_of(report):
    return period_in_words(report.period.starts_on, report.period_ends_on)


@require_http_methods(["GET", "POST"])
@supplier_page(Permission.DECIDE_REPORTS)
def waiver(request, supplier, agency_slug, year, number):
    """Do without an agency's report for one period, with a reason."""
    today = clock.today(supplier.time_zone)
    standing = _standing_or_404(supplier, agency_slug, year, number, today)
    form = WaiverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            waive(**_period_of(standing), by=request.user, today=today, **form.cleaned_data)
        except WaiverRefused as refused:
            form.refuse(refused)
        else:
            words = _("The report of %(agency)s for %(period)s is waived. They read so on their page.")
            messages.success(request, words % {"agency": standing.agency, "period": standing.period})
            return redirect("supplier:agencies", supplier.slug)
    context = {
        "supplier": supplier,
        "standing": standing,
        "form": form,
        "may_waive": not standing.report and standing.state not in (State.WAIVED, State.NOT_EXPECTED),
    }
    return render(request, "reporting/supplier_waiver.html", context)


@require_POST
@supplier_page(Permission.DECIDE_REPORTS)
def waiver_withdraw(request, supplier, agency_slug, year, number):
    """Ask for a report again that was waived."""
    today = clock.today(supplier.time_zone)
    standing = _standing_or_404(supplier, agency_slug, year, number, today)
    try:
        withdraw_waiver(**_period_of(standing), by=request.user)
    except WaiverRefused as refused:
        messages.error(request, str(refused))
    else:
        words = _("The report of %(agency)s for %(period)s is expected again.")
        messages.success(request, words % {"agency": standing.agency, "period": standing.period})
    return redirect("supplier:agencies", supplier.slug)


def _standing_or_404(supplier, agency_slug, year, number, today):
    """A period of an agency that was the supplier's then; 404 for everything else."""
    try:
        starts_on = date(year, number, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    ours = Agency.objects.filter(scope_memberships__scope__supplier=supplier).distinct()
    standing = standing_on(get_object_or_404(ours, slug=agency_slug), starts_on, today)
    if standing is None or standing.scope.supplier != supplier:
        raise Http404
    return standing


def _period_of(standing):
    return {"agency": standing.agency, "scope": standing.scope, "starts_on": standing.starts_on}
