"""What was entered at once: listed, looked at, named, and taken back as a whole."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table
from agencies.wording import say, write_number
from distributions.actions.label import label_sheet
from distributions.actions.take_back import take_back_in_steps, take_sheet_back, takes_long_to_take_back
from distributions.counts import NOTHING
from distributions.forms.sheets import LabelForm, TakeBackForm
from distributions.models import Sheet
from distributions.units import Unit
from distributions.views.downloads import name_of_file
from distributions.views.import_progress import stream_steps
from distributions.views.sheet_tables import sheet_lines_table, sheets_table, span_of, spans_more
from inventory.querysets import stock_standing


@require_safe
@agency_page(Permission.SEE_AGENCY)
def sheets(request, agency):
    """Every sheet that was entered."""
    found = Sheet.objects.of(agency).with_figures().newest_first().select_related("by")
    table = sheets_table(request, agency, found, file_name=name_of_file(agency, "sheets"))
    return answer_with_table(request, "distributions/sheets.html", table, {"agency": agency})


@require_safe
@agency_page(Permission.SEE_AGENCY)
def sheet(request, agency, sheet):
    """One sheet, by day and place."""
    found = sheet_of(agency, sheet)
    context = {
        "agency": agency,
        "sheet": found,
        "facts": facts_of(found),
        "table": sheet_lines_table(request, agency, found, may_correct=may(request, agency, Permission.MANAGE_LOG)),
        "may_name": may(request, agency, Permission.MANAGE_LOG),
        "may_take_back": may_take_back(request, found) and not found.taken_back_on,
    }
    return render(request, "distributions/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def label(request, agency, sheet):
    """Give a sheet a label, or take it off."""
    found = sheet_of(agency, sheet)
    form = LabelForm(request.POST or None, sheet=found)
    if form.is_valid():
        label_sheet(sheet=found, label=form.cleaned_data["label"])
        messages.success(request, say(_("The sheet is listed as %(sheet)s."), sheet=found))
        return redirect("distributions:sheet", agency.slug, found.pk)
    return render(request, "distributions/sheet_label.html", {"agency": agency, "sheet": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.TYPE_SHEETS)
def take_back(request, agency, sheet):
    """Ask once, then take a sheet back as a whole."""
    found = sheet_of(agency, sheet)
    if not may_take_back(request, found):
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    form = TakeBackForm(posted, sheet=found)
    if form.is_valid():
        location = form.chosen_location()
        how = {"location": location, "today": clock.today(agency.time_zone), "by": request.user}
        end = partial(
            say_taken_back, found, location=location, before=stock_standing(location), lost=form.room().lost
        )
        if takes_long_to_take_back(found):
            steps = take_back_in_steps(sheet=found, **how)
            return stream_steps(request, agency, found, steps, lambda step: end(step.lowered))
        with show_refusals(form):
            changed, sentence = end(take_sheet_back(sheet=found, **how))
            messages.add_message(request, messages.SUCCESS if changed else messages.INFO, sentence)
            return redirect("distributions:sheets", agency.slug)
    context = {"agency": agency, "sheet": found, "form": form, "question": question_of(found)}
    return render(request, "distributions/sheet_take_back.html", context)


def sheet_of(agency, pk):
    return get_object_or_404(
        Sheet.objects.of(agency).with_figures().select_related("agency__main_location", "by"), pk=pk
    )


def may_take_back(request, sheet):
    """Whoever may enter such a sheet may take it back: a clerk types paper sheets and nothing else."""
    typed = sheet.kind == Sheet.Kind.PAPER
    return may(request, sheet.agency, Permission.TYPE_SHEETS if typed else Permission.MANAGE_LOG)


def facts_of(sheet):
    """What is known of a sheet, as (term, value)."""
    return [
        (_("What"), sheet.get_kind_display()),
        (_("Entered on"), say("%(day)s", day=sheet.on)),
        (_("By"), sheet.by.name if sheet.by else None),
        (_("Lines"), write_number(sheet.lines)),
        (_("Kits left"), None if sheet.kits is None else write_number(sheet.kits)),
        (_("Days"), span_of(sheet)),
    ]


def question_of(sheet):
    """What taking a sheet back means, as a question; "" where nothing of it counts any more."""
    number = (sheet.kits or 0) + (sheet.other_items or 0)
    if not number:
        return ""
    if spans_more(sheet):
        sentence = _("Take %(what)s, left from %(days)s, out of the log again?")
    elif sheet.month_totals:
        sentence = _("Take %(what)s, left in %(days)s, out of the log again?")
    else:
        sentence = _("Take %(what)s, left on %(days)s, out of the log again?")
    return say(sentence, what=unit_of_sheet(sheet).write(number), days=span_of(sheet))


def unit_of_sheet(sheet):
    return Unit(is_kits=not sheet.other_items)


def say_taken_back(sheet, difference, *, location, before, lost):
    """Return whether taking a sheet back changed anything, and one sentence on it; `sheet` as it was before, and
    how the stock of `location` stood `before`; `lost` items were not taken out of it."""
    if difference == NOTHING:
        sentence = _("Nothing of %(sheet)s was in the log any more. Nothing was changed.")
        if sheet.taken_back_on:
            sentence = _("%(sheet)s was taken back before. Nothing was changed.")
        return False, say(sentence, sheet=sheet)
    what = unit_of_sheet(sheet).write(-difference.items)
    if stock_standing(location) == before:
        sentence = _("%(sheet)s was taken back. The log has %(what)s fewer.")
    else:
        sentence = _("%(sheet)s was taken back. The log has %(what)s fewer, and stock was corrected at %(location)s.")
    said = say(sentence, sheet=sheet, what=what, location=location)
    return True, f"{said} {say_lost(lost, location)}".strip()


def say_lost(lost, location):
    """How many items did not go back, because they were never taken out of the stock of `location`; "" for none."""
    sentence = ngettext(
        "%(lost)s of them was not taken out of the stock of %(location)s and did not go back. Count it.",
        "%(lost)s of them were not taken out of the stock of %(location)s and did not go back. Count it.",
        lost,
    )
    return say(sentence, lost=lost, location=location) if lost else ""
