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
from agencies.forms.locations import LocationForm, LocationMergeForm
from agencies.querysets.locations import locations_of
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table
from inventory.actions import close_location, foresee_location_merger, judge_location_merger, merge_location
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
        ListColumn("merged_into", _("Merged into")),
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
        return say_closed(request, found)
    form = LocationForm(request.POST or None, agency=agency, location=found)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            change_location(location=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(location)s is saved.") % {"location": found})
            return redirect("agencies:locations", slug=agency.slug)
    heading = form.initial["name"]
    context = {"agency": agency, "location": found, "heading": heading, "form": form}
    return render(request, "inventory/locations/location.html", context)


def say_closed(request, location):
    """Lead to the location into which one was merged, or to the list for one that is only closed."""
    said = {"location": location, "into": location.merged_into}
    if location.merged_into:
        messages.info(request, _("%(location)s was merged into %(into)s.") % said)
        return redirect("agencies:location", slug=location.agency.slug, location=location.merged_into_id)
    messages.info(request, _("%(location)s is closed. Open it again to change it.") % said)
    return redirect("agencies:locations", slug=location.agency.slug)


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
    said = {"location": found, "into": found.merged_into}
    with tell_refusals(request):
        reopen_location(location=found, by=request.user)
        sentence = _("%(location)s is open again.")
        if said["into"]:
            sentence = _("%(location)s is open again, with nothing in it: what it had stays at %(into)s.")
        messages.success(request, sentence % said)
    return redirect("agencies:locations", slug=agency.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TERMINALS)
def merge(request, agency, location):
    """Choose with which other location this one is one place, read what will happen, and do it."""
    found = get_object_or_404(locations_of(agency).holding_stock(), pk=location)
    if found.closed_on:
        return say_closed(request, found)
    form = LocationMergeForm(request.POST or None, location=found)
    context = {"agency": agency, "location": found, "form": form}
    if form.is_valid():
        into = form.cleaned_data["into"]
        with show_refusals(form):
            if "confirmed" not in request.POST:
                judge_location_merger(location=found, into=into)
                context |= {"into": into, "foreseen": foresee_location_merger(found)}
                return render(request, "inventory/locations/merge.html", context)
            merge_location(location=found, into=into, by=request.user, today=clock.today(agency.time_zone))
            sentence = _("%(location)s is merged into %(into)s, which has all that was there.")
            messages.success(request, sentence % {"location": found, "into": into})
            return redirect("agencies:locations", slug=agency.slug)
    return render(request, "inventory/locations/merge.html", context)
