"""The program office says whether an agency takes part, and that it was welcomed."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import clock
from agencies.access import operator_page
from agencies.actions.welcome import tick_off_welcome
from agencies.models import Agency
from agencies.querysets.registrations import agencies_of
from agencies.refusals import tell_refusals
from lbn.reporting.returns.actions import admission
from lbn.reporting.returns.forms.office import LeaveOutForm
from lbn.reporting.returns.views.office_agencies import show_agency


def act(request, program, agency, do, sentence):
    """Let the office do something with an agency, tell what came of it, and go back to the agency's page."""
    found = agency_or_404(program, agency)
    with tell_refusals(request):
        do(agency=found, by=request.user, today=clock.today(program.time_zone))
        messages.success(request, sentence % {"agency": found})
    return redirect("operator:agency", found.pk)


def agency_or_404(program, agency):
    return get_object_or_404(agencies_of(program).select_related("program"), pk=agency)


@require_POST
@operator_page
def admit(request, program, agency):
    """Confirm that an agency takes part."""
    do = partial(admission.admit, how=Agency.AdmittedBy.OFFICE)
    sentence = _("%(agency)s takes part. Its kits of periods still open are in the next reports.")
    return act(request, program, agency, do, sentence)


@require_POST
@operator_page
def take_back(request, program, agency):
    """Take back that an agency takes part."""
    sentence = _("%(agency)s waits to be confirmed again.")
    return act(request, program, agency, admission.take_back_admission, sentence)


@require_POST
@operator_page
def let_back(request, program, agency):
    """Leave an agency out no longer: it waits to be confirmed."""
    sentence = _("%(agency)s is left out no longer: confirm that it takes part.")
    return act(request, program, agency, admission.let_back, sentence)


@require_POST
@operator_page
def leave_out(request, program, agency):
    """Leave an agency out of every report that is not published yet, for a reason."""
    form = LeaveOutForm(request.POST)
    if not form.is_valid():
        return show_agency(request, program, agency_or_404(program, agency), form)
    do = partial(admission.leave_out, because=form.cleaned_data["because"])
    sentence = _("%(agency)s is left out of every report that is not published yet. It can go on logging kits.")
    return act(request, program, agency, do, sentence)


@require_POST
@operator_page
def welcome(request, program, agency):
    """Tick off that an agency was welcomed."""
    found = agency_or_404(program, agency)
    with tell_refusals(request):
        tick_off_welcome(agency=found, by=request.user)
        messages.success(request, _("%(agency)s is ticked off as welcomed.") % {"agency": found})
    return redirect("operator:agency", found.pk)
