"""A tracking sheet: judged in a dry run, then confirmed. The file is read from the request and kept nowhere."""

from itertools import islice

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.sheets import SheetRefused, csv_bytes
from distributions.actions.correct import CorrectionRefused
from distributions.actions.importing import COLUMN_NAMES, carry_out, judge_file, the_one_kit
from distributions.actions.sheets import days_of
from distributions.figures import NOTHING, total_of
from distributions.forms.imports import DecisionForm, SheetForm, opened, sealed
from distributions.models import SheetTotal

REFUSED_SHOWN = 200
DAYS_SHOWN = 40
TEMPLATE_HEADER = ("Date", "ZIP code", "County", "Kits", "People trained")


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def judge(request, agency):
    """Choose a sheet; the answer is what importing it would do."""
    form = SheetForm(request.POST or None, request.FILES or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        verdict = judged(agency, form)
        if verdict:
            return dry_run(request, agency, form, verdict)
    names = SheetTotal.objects.names_of(agency)
    return render(request, "distributions/import.html", {"agency": agency, "form": form, "names": names})


def judged(agency, form):
    """Return the verdict on the sheet, or None with the reason at the form's field."""
    said = form.cleaned_data
    try:
        return judge_file(
            file=said["file"],
            name=said["file"].name,
            sheet=said["sheet"],
            agency=agency,
            item=said["item"] if "item" in said else the_one_kit(agency),
            jurisdiction=said["jurisdiction"],
            today=clock.today(agency.time_zone),
        )
    except SheetRefused as refusal:
        form.add_error("file", str(refusal))


def dry_run(request, agency, form, verdict):
    """Show what would happen; one button makes it so."""
    try:
        token = sealed(verdict, agency=agency)
    except ValidationError as refusal:
        form.add_error("file", refusal)
        return render(request, "distributions/import.html", {"agency": agency, "form": form})
    context = {
        "agency": agency,
        "decision": DecisionForm(plan=verdict.plan, initial={"judged": token}),
        "sheet": verdict.sheet,
        "groups": groups_of(verdict.plan),
        "nothing_to_do": not verdict.plan.added and not verdict.plan.fallen,
        "refused": [
            line._replace(column=COLUMN_NAMES[line.column]) for line in islice(verdict.refused, REFUSED_SHOWN)
        ],
        "refused_count": len(verdict.refused),
        "lines": verdict.lines,
        "other_tabs": ", ".join(verdict.other_tabs),
    }
    return render(request, "distributions/import_dry_run.html", context)


def groups_of(plan):
    """The dry run's table: (what it is, what happens to it, `Figures`, days to look at) for every group that is not
    empty. Only what somebody has to choose names its days."""
    choose = _("you choose below")
    groups = [
        (_("New"), _("added"), plan.new, False),
        (_("Imported before and grown"), _("added"), plan.grown, False),
        (_("Same day and place already counted otherwise"), choose, plan.overlapping, True),
        (_("Fallen or vanished since the last import"), choose, plan.falling, True),
        (_("Imported already"), _("unchanged"), plan.unchanged, False),
    ]
    return [
        (name, fate, total_of(keys.values()), days_of(keys)[:DAYS_SHOWN] if ask else [])
        for name, fate, keys, ask in groups
        if keys
    ]


@require_POST
@agency_page(Permission.MANAGE_LOG)
def confirm(request, agency):
    """Carry out what a dry run has shown within the hour."""
    try:
        sheet, plan = opened(request.POST.get("judged", ""), agency=agency)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("distributions:import", agency.slug)
    form = DecisionForm(request.POST, plan=plan)
    if not form.is_valid():
        context = {"agency": agency, "decision": form, "sheet": sheet, "groups": groups_of(plan)}
        return render(request, "distributions/import_dry_run.html", context)
    imported(request, agency, sheet, plan, form)
    return redirect("distributions:months", agency.slug)


def imported(request, agency, sheet, plan, form):
    """Import, and say in one sentence what happened."""
    try:
        done = carry_out(
            agency=agency,
            sheet=sheet,
            plan=plan,
            skip_overlap=form.cleaned_data.get("overlap") == "skip",
            replace=form.cleaned_data.get("replace", False),
            today=clock.today(agency.time_zone),
            by=request.user,
        )
    except CorrectionRefused as refusal:
        messages.warning(request, str(refusal))
        return
    if done.added == NOTHING and done.lowered == NOTHING:
        messages.info(request, _("“%(sheet)s” changed nothing: all of it was counted already.") % {"sheet": sheet})
        return
    figures = {"sheet": sheet, "kits": done.added.items, "times": done.added.handouts, "fewer": -done.lowered.items}
    if done.lowered == NOTHING:
        sentence = _("“%(sheet)s” is imported: %(kits)s kits more, left on %(times)s occasions.")
    else:
        sentence = _("“%(sheet)s” is imported: %(kits)s kits more, and %(fewer)s fewer by corrections.")
    messages.success(request, sentence % figures)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def template(request, agency):
    """An empty tracking sheet with the right header."""
    response = HttpResponse(csv_bytes(TEMPLATE_HEADER, []), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tracking-sheet.csv"'
    return response
