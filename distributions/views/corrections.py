"""A day's count put right, and the list of what was put right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.periods import AgencyCalendar, Posting
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table
from distributions.actions.correct import correct_day
from distributions.actions.move import move_count
from distributions.forms.corrections import CorrectionForm, MoveForm
from distributions.forms.lines import Book
from distributions.models import Correction, DailyCount
from distributions.months import line_of
from distributions.views.downloads import name_of_file
from distributions.views.log_tables import corrections_table


@require_safe
@agency_page(Permission.SEE_AGENCY)
def corrections(request, agency):
    """Every correction, newest first."""
    found = Correction.objects.of(agency).with_town().select_related("jurisdiction", "item", "by", "agency__program")
    table = corrections_table(request, agency, found, file_name=name_of_file(agency, "corrections"))
    return answer_with_table(request, "distributions/corrections.html", table, {"agency": agency})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def correct(request, agency, count_id):
    """Correct what the log says of one day, place and item."""
    count = count_of(agency, count_id)
    form = CorrectionForm(request.POST or None, figures=line_of(count))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            put_right(request, agency, count, form)
            return redirect("distributions:month", agency.slug, count.handed_out_on.year, count.handed_out_on.month)
    context = {"agency": agency, "count": count, "form": form, "is_open": is_open(count)}
    return render(request, "distributions/correct.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def move(request, agency, count_id):
    """Say that it was really left on another day, or in another place."""
    count, book, today = count_of(agency, count_id), Book(agency), clock.today(agency.time_zone)
    form = MoveForm(request.POST or None, count=count, book=book, today=today, figures=line_of(count))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            put_elsewhere(request, count, form)
            day = form.to().handed_out_on
            return redirect("distributions:month", agency.slug, day.year, day.month)
    context = {"agency": agency, "count": count, "form": form, "is_open": is_open(count)}
    return render(request, "distributions/move.html", context)


def count_of(agency, count_id):
    found = DailyCount.objects.of(agency).with_town().select_related("jurisdiction", "item", "agency__program")
    return get_object_or_404(found, pk=count_id)


def is_open(count):
    return AgencyCalendar.of(count.agency).is_open(Posting(count.scope_id, count.posted_month))


def put_right(request, agency, count, form):
    """Correct the count as a valid form says, and say so; raise `CorrectionRefused`."""
    said = form.cleaned_data
    today = clock.today(agency.time_zone)
    done = correct_day(
        count=count, seen=said["seen"], wanted=form.figures(), reason=said["reason"], today=today, by=request.user
    )
    if changed_in_place(done):
        messages.success(request, _("The count is corrected, and so is the stock of your main location."))
    else:
        messages.success(
            request,
            _("The count is corrected. The published report stays as it is: the next one tells the difference."),
        )


def put_elsewhere(request, count, form):
    """Move what a valid form says, and say so; raise `CorrectionRefused`."""
    moving = {"seen": form.cleaned_data["seen"], "moved": form.figures(), "to": form.to(), "reason": form.reason()}
    done = move_count(count=count, today=form.today, by=request.user, **moving)
    if changed_in_place(done):
        messages.success(request, _("It is moved: lowered there, counted here, both with the reason."))
    else:
        messages.success(
            request,
            _("It is moved. The published report stays as it is: the next one tells the difference."),
        )


def changed_in_place(corrections):
    """Tell whether every correction changed the count itself, in a period that is still open."""
    return all(part.scope_id == part.count_scope_id and part.posted_month == part.count_month for part in corrections)
