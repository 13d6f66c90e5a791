"""The log by month, a line from paper, and the log as a file."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.periods import month_end
from agencies.sheets import csv_bytes
from distributions.actions import LogBusy, log_batch
from distributions.figures import total_of
from distributions.forms.lines import PaperLineForm
from distributions.models import SubmissionKey
from distributions.months import lines_of, months_of, totals_by_item

LINES_PER_PAGE = 100
EXPORT_COLUMNS = (
    gettext_noop("Date or month"),
    gettext_noop("ZIP code"),
    gettext_noop("County"),
    gettext_noop("Item"),
    gettext_noop("Times"),
    gettext_noop("How many"),
    gettext_noop("People trained"),
)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def months(request, agency):
    """The log by month, newest first."""
    found = months_of(agency)
    context = {
        "agency": agency,
        "months": found,
        "total": total_of(month.kits for month in found),
        "has_other_items": any(month.other_items for month in found),
        "other_items": sum(month.other_items for month in found),
        "can_manage": may(request, agency, Permission.MANAGE_LOG),
    }
    return render(request, "distributions/months.html", context)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def month(request, agency, year, number):
    """One month, day by day and place by place."""
    starts_on = first_of(year, number)
    lines = lines_of(agency, first=starts_on, last=month_end(starts_on))
    totals = totals_by_item(lines)
    context = {
        "agency": agency,
        "month": starts_on,
        "page": Paginator(lines, LINES_PER_PAGE).get_page(request.GET.get("page")),
        "totals": totals,
        "several_items": len(totals) > 1,
        "can_manage": may(request, agency, Permission.MANAGE_LOG),
    }
    return render(request, "distributions/month.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def add(request, agency):
    """Enter one line of a paper sheet; after it, the next one of the same day."""
    today = clock.today(agency.time_zone)
    initial = {"handed_out_on": request.GET.get("day") or today}
    form = PaperLineForm(request.POST or None, agency=agency, today=today, initial=initial)
    if request.method == "POST" and form.is_valid() and count(request, agency, form, today):
        day = form.cleaned_data["handed_out_on"].isoformat()
        return redirect(reverse("distributions:add", args=[agency.slug]) + f"?day={day}")
    return render(request, "distributions/add.html", {"agency": agency, "form": form})


def count(request, agency, form, today):
    """Count a valid line and say so; return whether it is counted now."""
    entry = form.entry()
    known = SubmissionKey.objects.was_claimed(agency=agency, uuid=entry.uuid)
    try:
        logged = log_batch(agency=agency, location=agency.main_location, entries=[entry], today=today)
    except LogBusy:
        form.add_error(None, _("The log is busy just now and nothing was counted. Send the line again."))
        return False
    if logged.refused:
        form.add_error(None, _("The log did not take this line and nothing was counted. Look at its figures again."))
        return False
    said = {"count": entry.items, "day": date_format(entry.handed_out_on)}
    if known:
        messages.info(request, _("That line was counted already. Enter the next one."))
    else:
        sentence = ngettext(
            "%(count)s kit left on %(day)s is counted. Enter the next line.",
            "%(count)s kits left on %(day)s are counted. Enter the next line.",
            entry.items,
        )
        messages.success(request, sentence % said)
    return True


@require_safe
@agency_page(Permission.SEE_AGENCY)
def export(request, agency):
    """The whole log, for use inside the agency only."""
    lines = lines_of(agency, first=date.min, last=date.max)
    header = [_(name) for name in EXPORT_COLUMNS]
    response = HttpResponse(csv_bytes(header, map(cells, lines)), content_type="text/csv; charset=utf-8")
    today = clock.today(agency.time_zone)
    response["Content-Disposition"] = f'attachment; filename="inside-agency-only-log-{agency.slug}-{today}.csv"'
    return response


def cells(line):
    day = line.key.handed_out_on
    written = f"{day:%Y-%m}" if line.is_whole_month else day
    return [written, line.key.zip_code, line.county, line.item, *line.figures]


def first_of(year, number):
    try:
        return date(year, number, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
