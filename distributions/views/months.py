"""The log by month, one month line by line, and both as files."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.periods import month_end
from distributions.figures import total_of
from distributions.forms.filters import LinesForm
from distributions.models import MonthlyTally
from distributions.models.tally import TALLIES
from distributions.months import lines_of, months_of, totals_by_item
from distributions.views.downloads import lines_file
from inventory.querysets import missing_by_month

LINES_PER_PAGE = 100


@require_safe
@agency_page(Permission.SEE_AGENCY)
def months(request, agency):
    """The log by month, newest first, and beside it what stock counts found missing."""
    found = months_of(agency)
    missing = missing_by_month(agency, today=clock.today(agency.time_zone))
    context = {
        "agency": agency,
        "months": found,
        "total": total_of(month.kits for month in found),
        "has_other_items": any(month.other_items for month in found),
        "other_items": sum(month.other_items for month in found),
        "missing": missing,
        "missing_total": sum(kits for _month, kits in missing),
        "can_manage": may(request, agency, Permission.MANAGE_LOG),
    }
    return render(request, "distributions/months.html", context)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def month(request, agency, year, number):
    """One month, day by day and place by place, or the part of it that is asked for."""
    form = lines_form(request, agency, year, number)
    lines = form.kept()
    totals = totals_by_item(lines)
    starts_on = first_of(year, number)
    context = {
        "agency": agency,
        "month": starts_on,
        "form": form if form.fields else None,
        "page": Paginator(lines, LINES_PER_PAGE).get_page(request.GET.get("page")),
        "totals": totals,
        "several_items": len(totals) > 1,
        "tally": told(agency, starts_on),
        "can_manage": may(request, agency, Permission.MANAGE_LOG),
    }
    return render(request, "distributions/month.html", context)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def month_export(request, agency, year, number):
    """What the page of a month shows, for use inside the agency only."""
    return lines_file(agency, lines_form(request, agency, year, number).kept())


@require_safe
@agency_page(Permission.SEE_AGENCY)
def export(request, agency):
    """The whole log, for use inside the agency only."""
    return lines_file(agency, lines_of(agency, first=date.min, last=date.max))


def told(agency, month):
    """The tallies of `month` as (term, figure or None); nothing where none is told."""
    tally = MonthlyTally.objects.of(agency).filter(month=month).first()
    if tally is None:
        return []
    words_of = {field.name: field.verbose_name for field in MonthlyTally._meta.concrete_fields}
    return [(words_of[name], getattr(tally, name)) for name in TALLIES]


def lines_form(request, agency, year, number):
    starts_on = first_of(year, number)
    return LinesForm(request.GET or None, lines=lines_of(agency, first=starts_on, last=month_end(starts_on)))


def first_of(year, number):
    try:
        return date(year, number, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
