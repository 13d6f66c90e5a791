"""Pages of an agency that closes, opens again, or is asked whether it is still running."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.confirmation import confirm_running, confirmation_due_on
from agencies.models import Agency
from agencies.refusals import show_refusals, tell_refusals
from agencies.wording import say
from lbn.agency_life.actions import close_agency, reopen_agency
from lbn.agency_life.forms import CloseForm
from lbn.agency_life.open_ends import open_ends_of


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_AGENCY)
def close(request, agency):
    """Say what is still open, then close the agency; of a closed one, how to open it again."""
    today = clock.today(agency.time_zone)
    ends = open_ends_of(agency, today)
    form = CloseForm(request.POST if request.method == "POST" else None, holds_kits=ends.holds_kits)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            close_agency(agency=agency, by=request.user, today=today, kits=form.cleaned_data.get("kits", ""))
            words = _("%(agency)s is closed. Terminals send what they hold for 60 days. You can open it again here.")
            messages.success(request, words % {"agency": agency})
            return redirect("agencies:close", slug=agency.slug)
    context = {
        "agency": agency,
        "form": form,
        "ends": ends,
        "is_closed": agency.status == Agency.Status.CLOSED,
        "is_left_out": agency.status == Agency.Status.LEFT_OUT,
    }
    return render(request, "agencies/settings/close.html", context)


@require_POST
@agency_page(Permission.MANAGE_AGENCY)
def reopen(request, agency):
    """Open a closed agency again."""
    today = clock.today(agency.time_zone)
    with tell_refusals(request):
        reopened = reopen_agency(agency=agency, by=request.user, today=today)
        if reopened.takes_part:
            words = _("%(agency)s is open again, and takes part as before.")
        else:
            words = _("%(agency)s is open again. It waits to be confirmed by its supplier or the program office.")
        messages.success(request, words % {"agency": agency})
    return redirect("agencies:settings", slug=agency.slug)


@require_POST
@agency_page(Permission.MANAGE_AGENCY)
def confirm(request, agency):
    """Say that the agency's program is still running."""
    today = clock.today(agency.time_zone)
    with tell_refusals(request):
        confirmed = confirm_running(agency=agency, by=request.user, today=today)
        words = _("Thank you. We ask again on %(day)s.")
        messages.success(request, say(words, day=confirmation_due_on(confirmed)))
    return redirect("home")
