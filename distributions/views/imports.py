"""A tracking sheet: judged in a dry run, then confirmed. The file is read from the request and kept nowhere."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.downloads import download
from agencies.refusals import show_refusals, tell_refusals
from agencies.sheets import TRACKING, UnknownColumns, csv_bytes
from distributions.actions.importing import carry_out, judge_file, takes_long, the_one_kit
from distributions.forms.imports import MOST_KEYS, DecisionForm, SheetForm, read_plan
from distributions.views.import_columns import ask_columns
from distributions.views.import_dry_run import describe_plan, describe_stock, dry_run
from distributions.views.import_progress import say_imported, stream_import

TEMPLATE_HEADER = tuple(column.name for column in TRACKING)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def judge(request, agency):
    """Choose a sheet; the answer is what importing it would do."""
    form = SheetForm(request.POST or None, request.FILES or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            try:
                return dry_run(request, agency, judge_upload(agency, form))
            except UnknownColumns as unknown:
                return ask_columns(request, agency, unknown.sheet, form)
    return choose(request, agency, form)


def choose(request, agency, form):
    context = {
        "agency": agency,
        "form": form,
        "columns": TRACKING,
    }
    return render(request, "distributions/import.html", context)


def judge_upload(agency, form):
    """Return the verdict on the sheet of a valid form; raise `SheetRefused`."""
    said = form.cleaned_data
    return judge_file(
        file=said["file"],
        name=said["file"].name,
        label=said["label"],
        agency=agency,
        item=said["item"] if "item" in said else the_one_kit(agency),
        jurisdiction=said["jurisdiction"],
        location=form.chosen_location(),
        today=clock.today(agency.time_zone),
        most_keys=MOST_KEYS,
    )


@require_POST
@agency_page(Permission.MANAGE_LOG)
def confirm(request, agency):
    """Carry out what a dry run has shown within the hour. A long import shows how far it has come."""
    with tell_refusals(request):
        return decide(request, agency, *read_plan(request.POST.get("judged", ""), agency=agency, user=request.user))
    return redirect("distributions:import", agency.slug)


def decide(request, agency, sheet, plan, location):
    """Import as the form says, or show it again with what it leaves open."""
    form = DecisionForm(request.POST, plan=plan)
    if not form.is_valid():
        context = describe_plan(plan, form, agency) | describe_stock(plan, agency, location)
        context |= {"agency": agency, "sheet": sheet.title}
        return render(request, "distributions/import_dry_run.html", context)
    how = read_decision(request, agency, form) | {"sheet": sheet, "plan": plan, "location": location}
    if takes_long(plan):
        return stream_import(request, how)
    import_now(request, how)
    return redirect("distributions:months", agency.slug)


def read_decision(request, agency, form):
    """How to import, as `carry_out` wants it."""
    return {
        "agency": agency,
        "left_out": form.find_left_out(),
        "replace": form.cleaned_data.get("replace", False),
        "today": clock.today(agency.time_zone),
        "by": request.user,
    }


def import_now(request, how):
    """Import, and say in one sentence what happened."""
    with tell_refusals(request, level=messages.WARNING):
        changed, sentence = say_imported(carry_out(**how), how)
        messages.add_message(request, messages.SUCCESS if changed else messages.INFO, sentence)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def template(request, agency):
    """An empty tracking sheet with the right header."""
    return download("tracking-sheet.csv", csv_bytes(TEMPLATE_HEADER, []))
