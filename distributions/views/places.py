"""The log by place."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.tables import answers_to
from distributions.by_place import places_of
from distributions.forms.filters import SpanForm
from distributions.views.downloads import places_file
from distributions.views.log_tables import places_table


@require_safe
@agency_page(Permission.SEE_AGENCY)
def places(request, agency):
    """What was left in each place of some months."""
    table = table_of_places(request, agency)
    return render(request, "distributions/places.html", {"agency": agency, "table": table})


@require_safe
@agency_page(Permission.SEE_AGENCY)
def export(request, agency):
    """What the page of places shows, for use inside the agency only."""
    asked = span_form(request, agency).answers()
    found = table_of_places(request, agency).found
    return places_file(agency, found, first=asked["first"], last=asked["last"])


def table_of_places(request, agency):
    form = span_form(request, agency)
    asked = form.answers()
    return places_table(
        request,
        agency,
        places_of(agency, **asked),
        form=form,
        asked=asked,
        download_url=reverse("distributions:places_export", args=[agency.slug]),
    )


def span_form(request, agency):
    asked = answers_to(request.GET, SpanForm.base_fields)
    return SpanForm(asked, agency=agency, today=clock.today(agency.time_zone))
