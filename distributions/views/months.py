"""The log by month, one month line by line, and both as files."""

from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.periods import month_end
from agencies.tables import EmptyState, answer_with_table, answers_to
from distributions.forms.filters import LinesForm
from distributions.later import later_lines
from distributions.models import MonthlyTally
from distributions.models.tally import TALLIES
from distributions.months import log_lines, months_of
from distributions.views.downloads import lines_file, name_of_file
from distributions.views.log_tables import later_table, lines_table
from distributions.views.month_tables import missing_table, months_table, under_quarters
from inventory.querysets import missing_by_month


@require_safe
@agency_page(Permission.SEE_AGENCY)
def months(request, agency):
    """The log by month, newest first, and beside it what stock counts found missing."""
    today = clock.today(agency.time_zone)
    can_manage = may(request, agency, Permission.MANAGE_LOG)
    whole = months_table(
        request,
        agency,
        months_of(agency),
        today=today,
        empty=how_to_begin(agency, may_import=can_manage),
        file_name=name_of_file(agency, "months"),
    )
    missing = missing_by_month(agency, today=today)
    missed = missing_table(missing, file_name=name_of_file(agency, "missing")) if missing else None
    context = {
        "agency": agency,
        "table": under_quarters(whole, today=today),
        "missing": missed,
        "missing_total": sum(kits for _month, kits in missing),
        "can_manage": can_manage,
        "can_type": may(request, agency, Permission.TYPE_SHEETS),
    }
    return answer_with_table(request, "distributions/months.html", whole, context, beside=[missed])


def how_to_begin(agency, *, may_import):
    title = _("No kit logged yet")
    if not may_import:
        sentence = _(
            "Kits are logged on a terminal. "
            "Your program coordinator can also enter paper sheets and import a tracking sheet."
        )
        return EmptyState(title, sentence)
    sentence = _(
        "Kits are logged on a terminal. What was left before, or is kept on paper, "
        "can be entered line by line or imported as a tracking sheet."
    )
    return EmptyState(title, sentence, reverse("distributions:import", args=[agency.slug]), _("Import a sheet"))


@require_safe
@agency_page(Permission.SEE_AGENCY)
def month(request, agency, year, number):
    """One month, day by day and place by place, or the part of it that is asked for."""
    starts_on = first_of(year, number)
    lines = later_lines(agency, starts_on)
    name = name_of_file(agency, f"in-a-later-report-{starts_on:%Y-%m}")
    later = later_table(lines, file_name=name) if lines else None
    context = {"agency": agency, "month": starts_on, "later": later, "tally": tally_rows(agency, starts_on)}
    table = table_of_month(request, agency, year, number)
    return answer_with_table(request, "distributions/month.html", table, context, beside=[later])


@require_safe
@agency_page(Permission.SEE_AGENCY)
def month_export(request, agency, year, number):
    """What the page of a month shows, for use inside the agency only."""
    found = table_of_month(request, agency, year, number).found
    return lines_file(agency, found, name=f"log-{first_of(year, number):%Y-%m}")


def table_of_month(request, agency, year, number):
    return lines_table(
        request,
        agency,
        form=lines_form(request, agency, year, number),
        download_url=reverse("distributions:month_export", args=[agency.slug, year, number]),
        may_correct=may(request, agency, Permission.MANAGE_LOG),
    )


@require_safe
@agency_page(Permission.SEE_AGENCY)
def export(request, agency):
    """The whole log, for use inside the agency only."""
    return lines_file(agency, log_lines(agency, first=date.min, last=date.max), name="log")


def tally_rows(agency, month):
    """The tallies of `month` as (term, figure or None); nothing where none is told."""
    tally = MonthlyTally.objects.of(agency).filter(month=month).first()
    if tally is None:
        return []
    words_of = {field.name: field.verbose_name for field in MonthlyTally._meta.concrete_fields}
    return [(words_of[name], getattr(tally, name)) for name in TALLIES]


def lines_form(request, agency, year, number):
    starts_on = first_of(year, number)
    asked = answers_to(request.GET, LinesForm.base_fields)
    return LinesForm(asked, lines=log_lines(agency, first=starts_on, last=month_end(starts_on)))


def first_of(year, number):
    try:
        return date(year, number, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
