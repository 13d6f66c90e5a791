"""A tracking sheet: judged in a dry run, then confirmed. The file is read from the request and kept nowhere."""

from itertools import islice

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.downloads import download
from agencies.refusals import show_refusals, tell_refusals
from agencies.sheets import TRACKING, csv_bytes
from distributions.actions.importing import COLUMN_NAMES, carry_out, judge_file, takes_long, the_one_kit
from distributions.forms.imports import MOST_KEYS, DecisionForm, SheetForm, read_plan, sign_plan
from distributions.preview import groups_of
from distributions.views.import_progress import said_of, stream_import
from distributions.views.import_tables import group_table, groups_table, refused_table

REFUSED_SHOWN = 200
TEMPLATE_HEADER = tuple(column.name for column in TRACKING)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def judge(request, agency):
    """Choose a sheet; the answer is what importing it would do."""
    form = SheetForm(request.POST or None, request.FILES or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            return dry_run(request, agency, judge_upload(agency, form))
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
        today=clock.today(agency.time_zone),
        most_keys=MOST_KEYS,
    )


def dry_run(request, agency, verdict):
    """Show what would happen; one button makes it so. Raises `SheetRefused`."""
    token = sign_plan(verdict, agency=agency, user=request.user)
    refused = [line._replace(column=COLUMN_NAMES[line.column]) for line in islice(verdict.refused, REFUSED_SHOWN)]
    context = describe_groups(verdict.plan) | {
        "agency": agency,
        "decision": DecisionForm(plan=verdict.plan, initial={"judged": token}),
        "sheet": verdict.sheet.title,
        "nothing_to_do": not verdict.plan.added and not verdict.plan.fallen,
        "refused": refused_table(refused) if refused else None,
        "refused_count": len(verdict.refused),
        "lines": verdict.lines,
        "said_of_reading": verdict.said_of_reading,
        "other_tabs": ", ".join(verdict.other_tabs),
    }
    return render(request, "distributions/import_dry_run.html", context)


def describe_groups(plan):
    """What a dry run shows of the groups of `plan`: all in one table, and the first lines of each in its own."""
    groups = groups_of(plan)
    tables = [(group, group_table(number, group)) for number, group in enumerate(groups) if group.lines]
    return {"groups": groups, "groups_table": groups_table(groups), "group_tables": tables}


@require_POST
@agency_page(Permission.MANAGE_LOG)
def confirm(request, agency):
    """Carry out what a dry run has shown within the hour. A long import shows how far it has come."""
    with tell_refusals(request):
        return decide(request, agency, *read_plan(request.POST.get("judged", ""), agency=agency, user=request.user))
    return redirect("distributions:import", agency.slug)


def decide(request, agency, sheet, plan):
    """Import as the form says, or show it again with what it leaves open."""
    form = DecisionForm(request.POST, plan=plan)
    if not form.is_valid():
        context = describe_groups(plan) | {"agency": agency, "decision": form, "sheet": sheet.title}
        return render(request, "distributions/import_dry_run.html", context)
    how = read_decision(request, agency, form) | {"sheet": sheet, "plan": plan}
    if takes_long(plan):
        return stream_import(request, how)
    import_now(request, how)
    return redirect("distributions:months", agency.slug)


def read_decision(request, agency, form):
    """How to import, as `carry_out` wants it."""
    return {
        "agency": agency,
        "skip_overlap": form.cleaned_data.get("overlap") == "skip",
        "replace": form.cleaned_data.get("replace", False),
        "today": clock.today(agency.time_zone),
        "by": request.user,
    }


def import_now(request, how):
    """Import, and say in one sentence what happened."""
    with tell_refusals(request, level=messages.WARNING):
        changed, sentence = said_of(carry_out(**how), how["sheet"].title)
        messages.add_message(request, messages.SUCCESS if changed else messages.INFO, sentence)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def template(request, agency):
    """An empty tracking sheet with the right header."""
    return download("tracking-sheet.csv", csv_bytes(TEMPLATE_HEADER, []))
