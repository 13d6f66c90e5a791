"""The step between a sheet and its dry run: what do the columns hold that nobody knows?"""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.forms.columns import ColumnsForm
from agencies.models import Jurisdiction
from agencies.refusals import show_refusals, tell_refusals
from agencies.sheets import LEAVE_OUT, NOTHING_SAID, require_readable, see_columns
from agencies.tables.sheet_columns import columns_table
from distributions.actions.importing import judge_sheet, the_one_kit
from distributions.books import Books
from distributions.forms.import_columns import read_signed_sheet, sign_sheet
from distributions.forms.imports import MOST_KEYS
from distributions.sheet_columns import meanings, plain_cells
from distributions.sheet_names import known_by_name
from distributions.views.import_dry_run import dry_run
from inventory.models import Item


def ask_columns(request, agency, sheet, chosen):
    """Show how each column is read, and ask about those that nobody knows. `chosen` is the form with the sheet.
    Raises `SheetRefused`."""
    said = chosen.cleaned_data
    given = {
        "known_by": known_by_name(said["label"] or sheet.name, agency=agency),
        "label": said["label"],
        "county": pk_of(said["jurisdiction"]),
        "item": pk_of(said.get("item")),
        "location": pk_of(chosen.chosen_location()),
    }
    keeps = plain_cells(Books(agency.program.state))
    token = sign_sheet(sheet, keeps=keeps, given=given, agency=agency, user=request.user)
    columns = see_columns(sheet, keeps)
    return show_columns(request, agency, columns_form(columns), columns, token)


def columns_form(columns, posted=None):
    """The questions about columns of a tracking sheet. What holds text can only be left out."""
    offered = meanings()
    return ColumnsForm(posted, columns=columns, offered=offered, of_text={LEAVE_OUT: offered[LEAVE_OUT]})


def show_columns(request, agency, form, columns, token):
    table = columns_table(columns, form)
    context = {"agency": agency, "form": form, "columns_table": table, "token": token}
    return render(request, "distributions/import_columns.html", context)


@require_POST
@agency_page(Permission.MANAGE_LOG)
def say(request, agency):
    """Read the sheet as somebody says, and show what importing it would do; or ask again."""
    token = request.POST.get("sheet", "")
    with tell_refusals(request):
        opened, _given = read_signed_sheet(token, NOTHING_SAID, agency=agency, user=request.user)
        columns = see_columns(opened, plain_cells(Books(agency.program.state)))
        form = columns_form(columns, request.POST)
        if form.is_valid():
            with show_refusals(form):
                return dry_run(request, agency, judge_said(request, agency, token, form.read_answers()))
        return show_columns(request, agency, form, columns, token)
    return redirect("distributions:import", agency.slug)


def judge_said(request, agency, token, said):
    """Return the verdict on the sheet of a page, its columns as somebody `said`; raise `SheetRefused`."""
    opened, given = read_signed_sheet(token, said, agency=agency, user=request.user)
    require_readable(opened)
    return judge_sheet(
        opened=opened,
        label=given["label"],
        known_by=given["known_by"],
        agency=agency,
        item=Item.objects.filter(pk=given["item"]).first() if given["item"] else the_one_kit(agency),
        jurisdiction=Jurisdiction.objects.filter(pk=given["county"]).first(),
        location=agency.locations.filter(pk=given["location"]).first(),
        today=clock.today(agency.time_zone),
        most_keys=MOST_KEYS,
    )


def pk_of(row):
    return row and str(row.pk)
