"""Importing a roster in two steps: judged first, stored once somebody has seen the verdicts. Where nobody knows a
column there is a step before: what does it hold?

The file is kept nowhere in between: it travels in the page of verdicts, signed for this agency and this user for an
hour, and is judged again when it comes back, because the roster may have changed by then.
"""

import base64
from io import BytesIO
from typing import NamedTuple

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.downloads import download
from agencies.forms.columns import ColumnsForm
from agencies.refusals import show_refusals, tell_refusals
from agencies.sheets import (
    NOTHING_SAID,
    ColumnMeanings,
    SheetRefused,
    UnknownColumns,
    csv_bytes,
    is_number_or_date,
    read_sheet,
    roster_columns,
    see_columns,
)
from agencies.tables.sheet_columns import columns_table
from agencies.wording import say
from training import actions
from training.actions.people import FIELDS
from training.columns import roster_meanings
from training.forms import RosterForm
from training.models import Completion, Person
from training.roster_form import CheckedRosterForm, answers_in
from training.views.training_tables import verdicts_table

AN_HOUR = 3600


class CarriedRoster(NamedTuple):
    """A roster between two pages: what its sender calls it, its bytes, and what they say of its columns."""

    name: str
    data: bytes
    said: ColumnMeanings


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TRAINING)
def roster_check(request, agency):
    """Choose a roster and see what each of its lines would do; nothing is stored."""
    form = RosterForm(request.POST or None, request.FILES or None)
    context = {"agency": agency, "form": form, "courses": agency.program.training_courses.all()}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        sheet = CarriedRoster(file.name, file.read(), NOTHING_SAID)
        with show_refusals(form):
            try:
                return _show_verdicts(request, agency, sheet)
            except UnknownColumns as unknown:
                if unknown.people:
                    raise
                return _ask_columns(request, agency, sheet, unknown.sheet)
    return render(request, "training/roster.html", context)


@require_POST
@agency_page(Permission.MANAGE_TRAINING)
def roster_columns_say(request, agency):
    """Read a roster as somebody says, and show what each of its lines would do; or ask again."""
    with tell_refusals(request, level=messages.WARNING):
        sheet = _read_sheet(request, agency)
        columns = roster_columns(course.name for course in agency.program.training_courses.all())
        try:
            read_sheet(BytesIO(sheet.data), name=sheet.name, columns=columns)
        except UnknownColumns as unknown:
            return _ask_columns(request, agency, sheet, unknown.sheet, request.POST)
        return _show_verdicts(request, agency, sheet)
    return redirect("training:roster", agency.slug)


def _ask_columns(request, agency, sheet, opened, posted=None):
    """Ask about the columns that nobody knows, or go on as somebody says."""
    columns = see_columns(opened, is_number_or_date)
    offered = roster_meanings(opened.expected)
    form = ColumnsForm(posted, columns=columns, offered=offered, of_text=offered)
    if posted and form.is_valid():
        with show_refusals(form):
            return _show_verdicts(request, agency, sheet._replace(said=form.read_answers()))
    token = _sign_sheet(request, agency, sheet)
    context = {"agency": agency, "form": form, "columns_table": columns_table(columns, form), "token": token}
    return render(request, "training/roster_columns.html", context)


def _show_verdicts(request, agency, sheet):
    """Show what each line of a roster would do; raises `SheetRefused`."""
    result = _import(request, agency, sheet, dry_run=True)
    context = {
        "agency": agency,
        "result": result,
        "table": verdicts_table(result.lines),
        "form": CheckedRosterForm(initial={"sheet": _sign_sheet(request, agency, sheet)}, lines=result.lines),
        "questions": len(result.asked) + len(result.asked_about_days),
    }
    return render(request, "training/roster_verdicts.html", context)


@require_POST
@agency_page(Permission.MANAGE_TRAINING)
def roster_import(request, agency):
    """Store the good lines of the roster whose verdicts were seen."""
    with tell_refusals(request, level=messages.WARNING):
        sheet = _read_sheet(request, agency)
        result = _import(request, agency, sheet, dry_run=False, answers=answers_in(request.POST))
        messages.success(request, _say_stored(result.counts))
        if result.refused or result.refused_cells:
            messages.warning(request, _say_left_out(len(result.refused), len(result.refused_cells)))
        if waiting := len(result.asked) + len(result.asked_about_days):
            messages.warning(request, _say_unanswered(waiting))
        return redirect("training:matrix", agency.slug)
    return redirect("training:roster", agency.slug)


@require_safe
@agency_page(Permission.MANAGE_TRAINING)
def roster_template(request, agency):
    """An empty roster with a column for each course of the state program."""
    return download("roster.csv", csv_bytes(_roster_header(agency.program.training_courses.all()), []))


@require_safe
@agency_page(Permission.MANAGE_TRAINING)
def roster_download(request, agency):
    """The roster as it stands, which can be imported again: who works here, and when they last completed what."""
    courses = list(agency.program.training_courses.all())
    today = clock.today(agency.time_zone)
    people = list(Person.objects.for_agency(agency).working_on(today))
    latest = Completion.objects.latest_on(today, people=people)
    return download(
        "roster.csv", csv_bytes(_roster_header(courses), (_row_of(one, courses, latest) for one in people))
    )


def _row_of(person, courses, latest):
    facts = [getattr(person, name) for name in FIELDS]
    return facts + [latest.get((person.pk, course.pk)) for course in courses]


def _roster_header(courses):
    columns = roster_columns(course.name for course in courses)
    return [column.name for column in columns if column.key != "full_name"]


def _import(request, agency, sheet, *, dry_run, answers=None):
    return actions.import_roster(
        agency=agency,
        file=BytesIO(sheet.data),
        name=sheet.name,
        said=sheet.said,
        today=clock.today(agency.time_zone),
        by=request.user,
        answers=answers,
        dry_run=dry_run,
    )


def _salt(request, agency):
    return f"training.roster:{agency.pk}:{request.user.pk}"


def _sign_sheet(request, agency, sheet):
    held = [sheet.name, base64.b64encode(sheet.data).decode(), dict(sheet.said)]
    return signing.dumps(held, salt=_salt(request, agency), compress=True)


def _read_sheet(request, agency):
    """The roster that came back; raises `SheetRefused` for what was not signed here within the hour."""
    try:
        name, data, said = signing.loads(request.POST.get("sheet", ""), salt=_salt(request, agency), max_age=AN_HOUR)
    except signing.BadSignature:
        raise SheetRefused(_("Nothing was stored: the check is too old. Choose the roster again.")) from None
    return CarriedRoster(name, base64.b64decode(data), said)


def _say_stored(counts):
    sentence = _("The roster is imported: %(added)s new, %(changed)s changed, %(unchanged)s unchanged.")
    return say(sentence, **counts)


def _say_left_out(lines, cells):
    what = []
    if lines:
        what.append(say(ngettext("%(n)s line was left out.", "%(n)s lines were left out.", lines), n=lines))
    if cells:
        what.append(say(ngettext("%(n)s cell was left out.", "%(n)s cells were left out.", cells), n=cells))
    return " ".join([*what, _("Correct your file and import it again: what is stored already stays.")])


def _say_unanswered(waiting):
    words = ngettext(
        "%(n)s question had no answer, so nothing was done about it. Import the file again to answer it.",
        "%(n)s questions had no answer, so nothing was done about them. Import the file again to answer them.",
        waiting,
    )
    return say(words, n=waiting)
