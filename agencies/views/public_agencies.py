"""Which agencies take part in a program that reviews, for everybody: their names, their counties, and since when."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import public
from agencies.models import Agency, Program
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table

ROWS = 100


@require_safe
@public("Whether an agency takes part is no secret: its office has approved it.")
def agencies(request, program):
    """List the agencies that take part and did not ask to be left out."""
    found = get_object_or_404(Program, slug=program)
    if found.entry != Program.Entry.REVIEWED:
        raise Http404
    table = ListTable(
        name="agencies",
        caption=_("Agencies that take part"),
        columns=[
            ListColumn("name", _("Agency"), order_by=("name",)),
            ListColumn("county", _("County"), value="jurisdiction.label", order_by=("jurisdiction__name",)),
            ListColumn("admitted_on", _("Since"), kind="day", order_by=("admitted_on",)),
        ],
        rows=Agency.objects.in_program(found).on_public_list().select_related("jurisdiction").order_by("name", "id"),
        asked=request.GET,
        search_by=["name", "jurisdiction__name"],
        page_size=ROWS,
        file_name=f"agencies-{found.slug}",
        empty=EmptyState(_("No agency here yet"), _("Agencies appear here once they take part.")),
    )
    return answer_with_table(request, "agencies/program/agencies.html", table, {"program": found})
