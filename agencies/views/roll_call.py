"""The weekly line for roll call, on or off."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.access import Permission, agency_page
from agencies.actions.agency import want_roll_call_line


@require_POST
@agency_page(Permission.MANAGE_TEAM)
def roll_call(request, agency):
    """Switch the line on ("yes") or off (anything else); the page that follows can switch it back."""
    wanted = request.POST.get("wanted") == "yes"
    want_roll_call_line(agency=agency, wanted=wanted, by=request.user)
    if wanted:
        messages.success(
            request, _("The line for roll call is on: it stands on your home page and in Monday's mail.")
        )
    else:
        messages.success(request, _("The line for roll call is off. It can be switched on again here."))
    return redirect("agencies:team", slug=agency.slug)
