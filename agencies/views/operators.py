"""The program office: registrations. Nothing of any agency's log can be reached from here."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.actions.registration import MARKS, close_registration, reopen_registration, resend_registration
from agencies.forms.operators import CountyFilter, MarkForm
from agencies.models import Registration
from agencies.querysets.registrations import counties_of_agencies, registrations_of
from agencies.refusals import tell_refusals
from agencies.tables import answer_with_table, answers_to
from agencies.views.operator_tables import registration_status, registrations_table


def county_filter(request, program):
    return CountyFilter(answers_to(request.GET, ["county"]), counties=counties_of_agencies(program))


@require_safe
@operator_page
def begin(request, program):
    """Go on to the registrations, or to the applications where the office reviews agencies."""
    is_reviewed = program.entry == program.Entry.REVIEWED
    return redirect("operator:applications" if is_reviewed else "operator:registrations")


@require_safe
@operator_page
def registrations(request, program):
    """List registrations, newest first."""
    table = registrations_table(request, program, county_filter(request, program))
    return answer_with_table(request, "agencies/operators/registrations.html", table, {"program": program})


@require_safe
@operator_page
def registration(request, program, registration):
    """Show one registration and the ways to close it."""
    found = get_object_or_404(registrations_of(program), pk=registration)
    context = {
        "program": program,
        "registration": found,
        "status": registration_status(found),
        "marks": MARKS if found.status == Registration.Status.SUBMITTED else [],
        "is_closed": found.status in MARKS,
    }
    return render(request, "agencies/operators/registration.html", context)


@require_POST
@operator_page
def mark(request, program, registration):
    """Mark a registration as a duplicate or as not an agency."""
    found = get_object_or_404(registrations_of(program), pk=registration)
    form = MarkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how to mark the registration."))
        return redirect("operator:registration", registration=found.pk)
    with tell_refusals(request):
        close_registration(
            registration=found, by=request.user, day=clock.today(program.time_zone), **form.cleaned_data
        )
        messages.success(request, _("The registration of %(agency)s is closed.") % {"agency": found.agency_name})
    return redirect("operator:registration", registration=found.pk)


@require_POST
@operator_page
def reopen(request, program, registration):
    """Let the link of a registration that was closed by mistake lead on again."""
    found = get_object_or_404(registrations_of(program), pk=registration)
    with tell_refusals(request):
        reopen_registration(registration=found, by=request.user, day=clock.today(program.time_zone))
        messages.success(request, _("The registration of %(agency)s is open again.") % {"agency": found.agency_name})
    return redirect("operator:registration", registration=found.pk)


@require_POST
@operator_page
def resend(request, program, registration):
    """Mail the link of a registration that waits once more; it is valid for another 14 days."""
    found = get_object_or_404(registrations_of(program), pk=registration)
    with tell_refusals(request):
        resend_registration(registration=found, by=request.user, at=clock.now())
        sentence = _("The link is on its way to %(email)s; it is valid for 14 days.")
        messages.success(request, sentence % {"email": found.coordinator_email})
    return redirect("operator:registration", registration=found.pk)
