"""An agency's own reports, period by period."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from lbn.reporting import actions
from lbn.reporting.figures import balance_lines, fact_rows
from lbn.reporting.forms import SendForm
from lbn.reporting.models import AgencyReport
from lbn.reporting.prefill import prefill
from lbn.reporting.standings import standing_on
from lbn.reporting.trails import trail_of


@require_safe
@agency_page(Permission.SEE_AGENCY)
def report(request, agency, year, number):
    """One period: the figures as they were sent, or as they are now, with the button that sends them."""
    standing = _standing_or_404(agency, year, number)
    figures = prefill(agency=agency, scope=standing.scope, starts_on=standing.starts_on)
    return _page(request, standing, figures, SendForm(is_empty=figures.is_empty))


@require_POST
@agency_page(Permission.SUBMIT_REPORTS)
def send(request, agency, year, number):
    """Freeze the figures of a period and hand them to the supplier."""
    standing = _standing_or_404(agency, year, number)
    period = {"scope": standing.scope, "starts_on": standing.starts_on}
    figures = prefill(agency=agency, **period)
    form = SendForm(request.POST, is_empty=figures.is_empty)
    if not form.is_valid():
        return _page(request, standing, figures, form)
    today = clock.today(agency.time_zone)
    try:
        sent = actions.submit(agency=agency, by=request.user, today=today, **period, **form.answers)
    except actions.ReportRefused as refused:
        form.refuse(refused)
        return _page(request, standing, figures, form)
    words = _("The report for %(period)s is sent. You can print it here.")
    if sent.submitted_late:
        words = _("The report for %(period)s is sent, after it was due on %(due)s. You can print it here.")
    messages.success(request, words % {"period": standing.period, "due": date_format(standing.due_on)})
    return redirect(standing.url)


def _standing_or_404(agency, year, number):
    try:
        starts_on = date(year, number, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    standing = standing_on(agency, starts_on, clock.today(agency.time_zone))
    if standing is None:
        raise Http404
    return standing


def _page(request, standing, figures, form):
    """A period's page: frozen figures where a version waits or was accepted, else those of now."""
    frozen = standing.report if standing.report and not standing.can_be_sent else None
    content = frozen.content if frozen else figures.as_content()
    context = {
        "agency": standing.agency,
        "standing": standing,
        "frozen": frozen,
        "lines": balance_lines(content),
        "facts": fact_rows(content),
        "no_kits": frozen and content["no_kits"],
        "is_empty": not frozen and figures.is_empty,
        "form": form,
        "may_send": standing.can_be_sent and may(request, standing.agency, Permission.SUBMIT_REPORTS),
        "trail": trail_of(AgencyReport.objects.versions(standing.agency, standing.scope, standing.starts_on)),
    }
    return render(request, "reporting/agency_report.html", context)
