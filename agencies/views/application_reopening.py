"""An application is opened again, by the office or its applicant; and whoever has lost its link gets it again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import clock
from agencies.access import public
from agencies.actions.application_links import send_links_again
from agencies.actions.application_reopening import reopen_application, reopen_as_applicant, take_back_changes
from agencies.forms.applications import LostLinkForm
from agencies.querysets.applications import reviewed_programs
from agencies.refusals import show_refusals, tell_refusals
from agencies.views.applications import applicant_page, sender_of
from agencies.views.operator_applications import step

reopen = step(lambda: _("The application of %(agency)s is open again. We mailed the applicant."))(reopen_application)
take_back = step(lambda: _("%(agency)s has nothing to change now. We mailed the applicant."))(take_back_changes)


@require_POST
@applicant_page
def go_on(request, application, *, token, today, now):
    """Open an application again that its applicant has withdrawn."""
    with tell_refusals(request):
        reopen_as_applicant(application=application, today=today)
        messages.success(request, _("The application is open again. Check it, then send it once more."))
    return redirect("registration:application", token=token)


@require_http_methods(["GET", "HEAD", "POST"])
@public("Whoever has lost the link of an application has no account yet.")
def find_link(request, program):
    """Mail the links of whatever applications an address has; the answer is the same where it has none."""
    program = get_object_or_404(reviewed_programs(), slug=program)
    form = LostLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            email = form.cleaned_data["email"]
            asked = {"email": email, "today": clock.today(program.time_zone), "sender": sender_of(request)}
            send_links_again(program=program, language=get_language(), **asked)
            context = {"program": program, "program_office": program.office_name, "email": email}
            return render(request, "agencies/applications/link_sent.html", context)
    context = {"program": program, "program_office": program.office_name, "form": form}
    return render(request, "agencies/applications/find_link.html", context)
