"""Making the browser of whoever is signed in a terminal, with one press."""

from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from agencies.access import Permission, agency_page
from agencies.actions.terminals import new_key_here
from agencies.refusals import tell_refusals
from distributions.views.terminal.trust import remember


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def open_here(request, agency, terminal):
    """Let this browser open the terminal from now on, and go there; on a shared computer also sign out."""
    found = get_object_or_404(agency.terminals, pk=terminal)
    with tell_refusals(request):
        key = new_key_here(terminal=found, by=request.user)
        if "sign_out" in request.POST:
            logout(request)
        return remember(redirect("terminal:page"), key)
    return redirect("agencies:terminal", slug=agency.slug, terminal=found.pk)
