"""Where the agency keeps kits: the list with what is there, one form for all of a location, closing and reopening.

The pages are on this floor because closing looks at stock. The roof hangs their addresses among those of an agency.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.locations import add_location, change_location, choose_main_location, reopen_location
from agencies.forms.locations import LocationForm
from agencies.querysets.locations import locations_of
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table
from inventory.actions import close_location
from inventory.querysets import locations_with_kits


@require_safe
@agency_page(Permission.MANAGE_TERMINALS)
def locations(request, agency):
    """List the locations, and apart from them those that are closed."""
    table = ListTable(
        name="locations",
        caption=_("Locations of your agency"),
        columns=location_columns(agency),
        rows=locations_with_kits(agency),
        asked=request.GET,
        search_by=["name", "parent__name"],
        empty=EmptyState(_("No location yet"), _("Add the storeroom where your deliveries arrive.")),
        file_name="locations",
    )
    closed = ListTable(
        name="closed",
        caption=_("Closed locations"),
        columns=closed_columns(),
        rows=list(locations_of(agency).not_in_use()),
        is_caption_hidden=True,
    )
    return answer_with_table(request, "inventory/locations/list.html", table, {"agency": agency, "closed": closed})


def location_columns(agency):
    return [
        ListColumn(
            "name",
            _("Location"),
            order_by=("name",),
            link=lambda location: reverse("agencies:location", args=[agency.slug, location.pk]),
        ),
        ListColumn("kind", _("Kind"), value="get_kind_display", template="inventory/locations/_kind.html"),
        ListColumn("station", _("Its station"), value="parent", order_by=("parent__name",)),
        ListColumn("par", _("Kits it should have"), kind="number", order_by=("par",)),
        ListColumn("kits", _("Kits on hand"), kind="number", order_by=("kits",)),
        ListColumn("to_bring", _("Kits to bring"), kind="number", order_by=("to_bring",)),
    ]


def closed_columns():
    return [
        ListColumn("name", _("Location")),
        ListColumn("kind", _("Kind"), value="get_kind_display"),
        ListColumn("closed_on", _("Closed on"), kind="day"),
        ListColumn("reopen", _("Open it again"), kind="actions", template="inventory/locations/_reopen.html"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TERMINALS)
def add(request, agency):
    """Add a storeroom, station, vehicle or event."""
    form = LocationForm(request.POST or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            location = add_location(agency=agency, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(location)s is added.") % {"location": location})
            return redirect("agencies:locations", slug=agency.slug)
    return render(request, "inventory/locations/add.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TERMINALS)
def location(request, agency, location):
    """Show a location and change what it is."""
    found = get_object_or_404(locations_of(agency), pk=location)
    if found.closed_on:
        messages.info(request, _("%(location)s is closed. Open it again to change it.") % {"location": found})
        return redirect("agencies:locations", slug=agency.slug)
    form = LocationForm(request.POST or None, agency=agency, location=found)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            change_location(location=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(location)s is saved.") % {"location": found})
            return redirect("agencies:locations", slug=agency.slug)
    heading = form.initial["name"]
    context = {"agency": agency, "location": found, "heading": heading, "form": form}
    return render(request, "inventory/locations/location.html", context)


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def make_main(request, agency, location):
    """Let counts without a terminal take stock there from now on."""
    found = get_object_or_404(locations_of(agency), pk=location)
    with tell_refusals(request):
        choose_main_location(location=found, by=request.user)
        messages.success(request, _("%(location)s is the main location now.") % {"location": found})
    return redirect("agencies:locations", slug=agency.slug)


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def close(request, agency, location):
    """Take a location where nothing is left off every list."""
    found = get_object_or_404(locations_of(agency), pk=location)
    with tell_refusals(request):
        close_location(location=found, by=request.user, today=clock.today(agency.time_zone))
        messages.success(request, _("%(location)s is closed. You can open it again below.") % {"location": found})
        return redirect("agencies:locations", slug=agency.slug)
    return redirect("agencies:location", slug=agency.slug, location=found.pk)


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def reopen(request, agency, location):
    """Offer a closed location again."""
    found = get_object_or_404(locations_of(agency), pk=location)
    with tell_refusals(request):
        reopen_location(location=found, by=request.user)
        messages.success(request, _("%(location)s is open again.") % {"location": found})
    return redirect("agencies:locations", slug=agency.slug)
