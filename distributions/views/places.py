"""The log by place."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from distributions.by_place import places_of
from distributions.figures import total_of
from distributions.forms.filters import SpanForm
from distributions.views.downloads import places_file

PLACES_PER_PAGE = 100


@require_safe
@agency_page(Permission.SEE_AGENCY)
def places(request, agency):
    """What was left in each place of some months."""
    form = span_form(request, agency)
    asked = form.asked()
    found = places_of(agency, **asked)
    context = asked | {
        "agency": agency,
        "form": form,
        "page": Paginator(found, PLACES_PER_PAGE).get_page(request.GET.get("page")),
        "total": total_of(place.figures for place in found),
    }
    return render(request, "distributions/places.html", context)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def export(request, agency):
    """What the page of places shows, for use inside the agency only."""
    return places_file(agency, places_of(agency, **span_form(request, agency).asked()))


def span_form(request, agency):
    return SpanForm(request.GET or None, agency=agency, today=clock.today(agency.time_zone))
