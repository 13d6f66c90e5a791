"""The program office asks for a new coordinator of an agency whose coordinators are gone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import clock
from agencies.access import operator_page
from agencies.actions.rescue import ask_for_coordinator, stop_rescue
from agencies.forms.team import NewCoordinatorForm
from agencies.models import Agency, Role
from agencies.querysets.rescues import rescue_waiting_at
from agencies.querysets.team import colleagues_of
from agencies.refusals import show_refusals, tell_refusals
from agencies.wording import say


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def rescue(request, program, agency):
    """Name a new coordinator; everybody at the agency is told, and the invitation waits three business days."""
    found = get_object_or_404(Agency.objects.in_program(program), pk=agency)
    form = NewCoordinatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            today = clock.today(found.time_zone)
            asked = ask_for_coordinator(agency=found, by=request.user, today=today, **form.cleaned_data)
            sentence = _("Everybody at the agency is told. If nobody stops it, the invitation goes out on %(day)s.")
            messages.success(request, say(sentence, day=asked.invites_on))
            return redirect("operator:rescue", found.pk)
    coordinators = [one for one in colleagues_of(found) if Role.COORDINATOR in one.roles]
    context = {
        "program": program,
        "agency": found,
        "form": form,
        "waiting": rescue_waiting_at(found),
        "coordinators": coordinators,
    }
    return render(request, "agencies/operators/rescue.html", context)


@require_POST
@operator_page
def stop(request, program, agency):
    """Take it back before the invitation goes out."""
    found = get_object_or_404(Agency.objects.in_program(program), pk=agency)
    waiting = rescue_waiting_at(found)
    if waiting:
        with tell_refusals(request):
            stop_rescue(rescue=waiting, by=request.user, today=clock.today(found.time_zone))
            messages.success(request, _("The request is canceled. Nobody is invited."))
    return redirect("operator:rescue", found.pk)
