"""Where the agency keeps kits."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Permission, agency_page
from agencies.actions.locations import add_location, choose_main_location, rename_location
from agencies.forms.locations import LocationForm, LocationNameForm
from agencies.querysets.locations import locations_of
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table


@require_safe
@agency_page(Permission.MANAGE_TERMINALS)
def locations(request, agency):
    """List the locations."""
    table = ListTable(
        name="locations",
        caption=_("Locations of your agency"),
        columns=location_columns(agency),
        rows=locations_of(agency),
        asked=request.GET,
        search_by=["name", "parent__name"],
        empty=EmptyState(_("No location yet"), _("Add the storeroom where your deliveries arrive.")),
        file_name="locations",
    )
    return answer_with_table(request, "agencies/locations/list.html", table, {"agency": agency})


def location_columns(agency):
    return [
        ListColumn(
            "name",
            _("Location"),
            order_by=("name",),
            link=lambda location: reverse("agencies:location_rename", args=[agency.slug, location.pk]),
        ),
        ListColumn("kind", _("Kind"), value="get_kind_display", template="agencies/locations/_kind.html"),
        ListColumn("station", _("Its station"), value="parent", order_by=("parent__name",)),
        ListColumn("par", _("Kits it should carry"), kind="number", order_by=("par",)),
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
    return render(request, "agencies/locations/add.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TERMINALS)
def rename(request, agency, location):
    """Give a location another name."""
    found = get_object_or_404(locations_of(agency), pk=location)
    form = LocationNameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            rename_location(location=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The location is called %(location)s now.") % {"location": found})
            return redirect("agencies:locations", slug=agency.slug)
    return render(request, "agencies/locations/rename.html", {"agency": agency, "location": found, "form": form})


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def make_main(request, agency, location):
    """Let counts without a terminal take stock there from now on."""
    found = get_object_or_404(locations_of(agency), pk=location)
    with tell_refusals(request):
        choose_main_location(location=found, by=request.user)
        messages.success(request, _("%(location)s is the main location now.") % {"location": found})
    return redirect("agencies:locations", slug=agency.slug)
