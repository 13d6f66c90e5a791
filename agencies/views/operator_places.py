"""The program office: ZIP codes so small that kits left there are counted under the county only."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.actions.zip_codes import mark_too_small, take_back_mark
from agencies.forms.operators import PlaceFilter
from agencies.querysets.zip_codes import zip_codes_of
from agencies.refusals import tell_refusals
from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord, answer_with_table, answers_to
from agencies.wording import write_day

ZIP_CODES_OF_A_PAGE = 50


@require_safe
@operator_page
def places(request, program):
    """List the program's ZIP codes, with those that are marked and the way to mark one."""
    filters = PlaceFilter(answers_to(request.GET, PlaceFilter.base_fields))
    table = zip_codes_table(request, filters.narrow(zip_codes_of(program)), filters=filters)
    context = {"program": program, "of_rules": set(program.pack["too_small_zip_codes"])}
    return answer_with_table(request, "agencies/operators/places.html", table, context)


@require_POST
@operator_page
def mark(request, program, zip_code):
    """Mark a ZIP code as too small, from the next quarter on."""
    return _turn(request, program, zip_code, mark_too_small)


@require_POST
@operator_page
def unmark(request, program, zip_code):
    """Take such a mark back, from the next quarter on."""
    return _turn(request, program, zip_code, take_back_mark)


def _turn(request, program, zip_code, turn):
    found = get_object_or_404(zip_codes_of(program), pk=zip_code)
    with tell_refusals(request):
        day = turn(zip_code=found, program=program, by=request.user, today=clock.today(program.time_zone))
        words = _("%(place)s stays as it is.") if day is None else _("%(place)s changes on %(day)s.")
        messages.success(request, words % {"place": found, "day": write_day(day) if day else ""})
    return redirect(f"{reverse('operator:places')}?q={found.zip}")


def zip_codes_table(request, rows, *, filters):
    return ListTable(
        name="places",
        caption=_("ZIP codes"),
        columns=[
            ListColumn("zip", _("ZIP code"), order_by=("zip",)),
            ListColumn("town", _("Town"), value="name", order_by=("name",)),
            ListColumn("county", _("County"), value="jurisdiction.label", order_by=("jurisdiction__name",)),
            ListColumn("status", _("Counted"), kind="status", value=mark_in_words, order_by=("too_small",)),
            ListColumn("changes_on", _("Changes on"), kind="day", value="too_small_from_on", nothing=""),
            ListColumn("mark", _("Mark"), kind="actions", template="agencies/operators/_mark.html"),
        ],
        rows=rows,
        asked=request.GET,
        filters=filters,
        search_by=["zip", "name", "jurisdiction__name"],
        page_size=ZIP_CODES_OF_A_PAGE,
        file_name="zip-codes",
        empty=EmptyState(_("No ZIP code here"), _("Whoever runs the application loads them with load_places.")),
    )


def mark_in_words(zip_code):
    return StatusWord("attention", _("under its county")) if zip_code.too_small else StatusWord("ok", _("by itself"))
