"""Where people find help near them: a program's directory, for anyone."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import public
from agencies.forms.services import ServiceFilter
from agencies.models import LocalService, Program
from agencies.querysets.registrations import counties_within
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table, answers_to


@require_safe
@public("Whoever was given a kit, and whoever gives it, looks where help is.")
def services(request, program):
    """List the services of a program, those of one county or of one kind alone where that is asked."""
    found = get_object_or_404(Program, slug=program)
    filters = ServiceFilter(answers_to(request.GET, ServiceFilter.base_fields), counties=counties_within(found))
    rows = filters.narrow(LocalService.objects.in_directory(found))
    table = services_table(request, rows, filters=filters)
    return answer_with_table(request, "agencies/program/services.html", table, {"program": found})


def services_table(request, rows, *, filters):
    return ListTable(
        name="services",
        caption=_("Help nearby"),
        columns=[
            ListColumn("name", _("Name"), order_by=("name",)),
            ListColumn("kind", _("What it does"), value="get_kind_display", order_by=("kind",)),
            ListColumn("county", _("County"), value=county_in_words, order_by=("jurisdiction__name",)),
            ListColumn("where", _("Address"), value=address_in_words),
            ListColumn("phone", _("Phone"), nothing="", template="agencies/program/_service_phone.html"),
            ListColumn("website", _("Website"), nothing="", template="agencies/program/_service_website.html"),
            ListColumn("opening", _("Hours"), nothing=""),
            ListColumn("about", _("Note"), nothing=""),
            ListColumn("checked_on", _("Checked on"), kind="day", order_by=("checked_on",)),
        ],
        rows=rows,
        asked=request.GET,
        filters=filters,
        search_by=["name", "town", "address", "about", "jurisdiction__name"],
        page_size=100,
        is_wide=True,
        file_name="services",
        empty=EmptyState(_("No service here yet"), _("The directory of this program is empty.")),
    )


def county_in_words(service):
    return service.jurisdiction.label if service.jurisdiction else _("Whole state")


def address_in_words(service):
    return ", ".join(filter(None, [service.address, service.town]))
