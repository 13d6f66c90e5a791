"""An agency looks back at its own work, exact and live: inside the agency only."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.charts import line_chart
from agencies.downloads import CSV, download
from agencies.periods import add_months, quarter_of
from agencies.sheets import csv_bytes, workbook_bytes
from agencies.tables import answers_to
from agencies.wording import say, write_month, write_short_month
from distributions.forms.filters import SpanForm
from lbn.reporting.returns.evaluation import evaluation_of
from lbn.reporting.returns.lists import list_looked_back, list_places

YEAR = 12
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LookBackForm(SpanForm):
    """The last four quarters that have ended, unless other months are asked for."""

    def __init__(self, *args, agency, today, **options):
        super().__init__(*args, agency=agency, today=today, **options)
        quarter = quarter_of(today)
        self.usual = {"first": add_months(quarter, -YEAR), "last": add_months(quarter, -1)}
        self.initial = self.usual


@require_safe
@agency_page(Permission.SEE_AGENCY)
def evaluation(request, agency):
    """Kits by month and place, people trained, stock: beside the same length of time before."""
    form, asked, found = asked_of(request, agency)
    item = asked["item"]
    title = _("%(first)s to %(last)s, beside the time before") % months_in_words(found)
    caption = _("%(what)s, by place") % {"what": item or _("Naloxone kits")}
    context = {
        "agency": agency,
        "form": form,
        "found": found,
        "table": list_looked_back(found, title=title),
        "places": list_places(found, request.GET, caption=caption, unit=_("How many") if item else _("Kits left")),
        **chart_of(found),
    }
    return render(request, "reporting/evaluation.html", context)


@require_GET
@agency_page(Permission.SEE_AGENCY)
def evaluation_file(request, agency, format):
    """What the page shows, as a file whose name says where it belongs."""
    _form, _asked, found = asked_of(request, agency)
    if format not in ("csv", "xlsx"):
        raise Http404
    tables = tables_of(found)
    if format == "csv":
        rows = [(title, *row) for title, (_header, rows) in tables.items() for row in rows]
        content, kind = csv_bytes((_("Table"), _("Figure"), _("Value"), _("Before")), rows), CSV
    else:
        content, kind = workbook_bytes(tables), WORKBOOK
    name = f"inside-agency-only-evaluation-{agency.slug}-{found.first:%Y-%m}-to-{found.last:%Y-%m}.{format}"
    return download(name, content, kind=kind)


def months_in_words(found):
    return {"first": write_month(found.first), "last": write_month(found.last)}


def asked_of(request, agency):
    form = LookBackForm(
        answers_to(request.GET, LookBackForm.base_fields), agency=agency, today=clock.today(agency.time_zone)
    )
    asked = form.answers()
    return form, asked, evaluation_of(agency, **asked)


def chart_of(found):
    """The line of kits left by month with its finding; nothing before there is a line to draw."""
    months = [(write_short_month(month), figures.items) for month, figures in found.months]
    if len(months) < 2 or not any(kits for _label, kits in months):
        return {}
    label, kits = max(months, key=lambda month: month[1])
    finding = say(_("Most kits were left in %(month)s: %(kits)s."), month=label, kits=kits)
    return {"chart": line_chart(months), "finding": finding}


def tables_of(found):
    """{title: (header, rows)} of everything that the page shows."""
    value = (_("Figure"), _("Value"), _("Before"))
    figures = [(one.label, *one.cells) for one in found.figures]
    months = [(f"{month:%Y-%m}", one.items) for month, one in found.months]
    places = [(f"{one.place}, {one.county}", one.figures.items) for one in found.places]
    return {
        _("Figures"): (value, figures),
        _("Kits left by month"): (value[:2], months),
        _("By place"): (value[:2], places),
    }
