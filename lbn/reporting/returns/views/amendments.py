"""Changing a locked report: a next version, with what it changes."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals
from lbn.reporting.returns import actions
from lbn.reporting.returns.balance import balance_lines
from lbn.reporting.returns.forms.reports import AmendForm
from lbn.reporting.returns.lists import list_balance
from lbn.reporting.returns.typed import asked_of
from lbn.reporting.returns.views.agency import is_amendable, state_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.SUBMIT_REPORTS)
def amend(request, agency, year, number):
    """Amend a locked report: typed figures and the comment, and nothing of the books."""
    state = state_or_404(agency, year, number)
    if not is_amendable(state):
        messages.error(request, _("This report is not locked: there is nothing to amend."))
        return redirect(state.url)
    form = AmendForm(request.POST or None, initial=figures_to_amend(state.report), asked=asked_of(state))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            today = clock.today(agency.time_zone)
            actions.amend(report=state.report, by=request.user, today=today, **form.answers)
            messages.success(request, _("The amended report for %(period)s is sent.") % {"period": state.period})
            return redirect(state.url)
    balance = list_balance(balance_lines(state.report.read()))
    context = {"agency": agency, "state": state, "balance": balance, "form": form}
    return render(request, "reporting/agency_amend.html", context)


def figures_to_amend(report):
    """What the form begins with: the typed figures of the version that is amended."""
    return dict(report.read().typed)
