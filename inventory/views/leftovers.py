"""After an event: what came back is counted and moved in one step."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals
from inventory.actions import return_leftovers
from inventory.forms import LeftoversForm
from inventory.views.sentences import say_leftovers


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def leftovers(request, agency, location):
    """Count what came back from an event's location and move it to another one."""
    found = get_object_or_404(agency.locations.holding_stock(), pk=location)
    form = LeftoversForm(request.POST or None, location=found)
    if form.lots and form.is_valid():
        with show_refusals(form):
            target = form.cleaned_data["target"]
            lots = {"came_back": form.came_back(), "seen": form.seen_lots()}
            today = clock.today(agency.time_zone)
            back = return_leftovers(agency=agency, source=found, target=target, today=today, by=request.user, **lots)
            messages.success(request, say_leftovers(back, source=found, target=target))
            return redirect("inventory:stock", agency.slug)
    return render(request, "inventory/leftovers.html", {"agency": agency, "location": found, "form": form})
