"""The log by month, and the log as a file."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.periods import month_end
from agencies.sheets import csv_bytes
from distributions.figures import total_of
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
