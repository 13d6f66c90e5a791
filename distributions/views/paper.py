"""A sheet of paper: printed empty, and typed in when it is full."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.querysets.team import coordinators_of
from agencies.refusals import show_refusals
from agencies.sheets import DAYS_BACK
from agencies.wording import say
from distributions.actions.typed import log_typed
from distributions.forms.lines import Book
from distributions.forms.paper import LINES, PaperSheet, TrackingSheetForm, longer
from distributions.state_towns import towns_of_state
from distributions.views.sheet_links import tell_with_undo

EMPTY_LINES = range(LINES)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.TYPE_SHEETS)
def add(request, agency):
    """Enter a whole sheet line by line; nothing is counted until every line is right."""
    facts = {"agency": agency, "today": clock.today(agency.time_zone)}
    if "more" in request.POST:
        sheet = longer(request.POST, **facts)
    else:
        sheet = PaperSheet(request.POST or None, **facts)
        if request.method == "POST" and sheet.is_valid() and sheet.may_be_counted():
            with show_refusals(sheet):
                count(request, sheet)
                return redirect("distributions:add", agency.slug)
    context = {"agency": agency, "form": sheet, "several_items": len(sheet.book.items) > 1, "days_back": DAYS_BACK}
    return render(request, "distributions/add.html", context)


def count(request, sheet):
    """Count a valid sheet and say so; raise `NotCounted`."""
    entries = [entry for _name, entry in sheet.named_entries()]
    location = sheet.stock.chosen_location()
    how = {"today": sheet.today, "kind": sheet.kind, "location": location, "by": request.user}
    typed = log_typed(agency=sheet.agency, entries=entries, **how)
    if typed.sheet:
        tell_with_undo(request, say_counted(typed.entries), typed.sheet)
    known = len(entries) - len(typed.entries)
    if known:
        sentence = ngettext(
            "%(count)s line was counted before and was not counted again. "
            "Correct it in the log. If its sheet was taken back, enter it again on this page.",
            "%(count)s lines were counted before and were not counted again. "
            "Correct them in the log. If their sheet was taken back, enter them again on this page.",
            known,
        )
        messages.info(request, say(sentence, count=known))


def say_counted(entries):
    """What was counted of a sheet, and the next step."""
    days = sorted(entry.handed_out_on for entry in entries)
    lines = ngettext("%(count)s line is counted", "%(count)s lines are counted", len(entries))
    if days[0] == days[-1]:
        sentence = _("%(lines)s: %(items)s left on %(first)s. Enter the next sheet, or look at the log.")
    else:
        sentence = _(
            "%(lines)s: %(items)s left from %(first)s to %(last)s. Enter the next sheet, or look at the log."
        )
    items = sum(entry.items for entry in entries)
    return say(sentence, lines=say(lines, count=len(entries)), items=items, first=days[0], last=days[-1])


@require_safe
@agency_page(Permission.TYPE_SHEETS)
def zip_codes(request, agency):
    """The towns of the agency's state, which a script says beside the ZIP codes that somebody types."""
    return JsonResponse(towns_of_state(agency.program.state))


@require_safe
@agency_page(Permission.SEE_AGENCY)
def tracking_sheet(request, agency):
    """An empty sheet to print, with the columns that an import reads."""
    form = TrackingSheetForm(request.GET or None, agency=agency, today=clock.today(agency.time_zone))
    context = {
        "agency": agency,
        "form": form,
        "chosen": form.chosen(),
        "several_items": len(Book(agency).items) > 1,
        "lines": EMPTY_LINES,
        "coordinators": get_text_list(coordinators_of(agency), _("or")),
        "can_type": may(request, agency, Permission.TYPE_SHEETS),
    }
    return render(request, "distributions/tracking_sheet.html", context)
