"""The tables of what was entered at once: all sheets, and the lines of one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.periods import month_of
from agencies.tables import ListColumn, ListTable, StatusWord, TotalLine
from agencies.wording import say, write_day, write_day_of_year, write_month
from distributions.counts import Counts
from distributions.models import Precision
from distributions.sheet_lines import lines_of_totals
from distributions.views.figure_columns import figure_columns
from distributions.views.log_tables import PlaceName, back_to_log, day_in_words, place_column

SHEETS_PER_PAGE = 50
LINES_PER_PAGE = 100


def sheets_table(request, agency, sheets, *, file_name):
    """Every sheet, newest first."""
    return ListTable(
        name="sheets",
        caption=_("Entered at once, newest first"),
        columns=[
            ListColumn(
                "sheet",
                _("Sheet"),
                value=str,
                link=lambda sheet: reverse("distributions:sheet", args=[agency.slug, sheet.pk]),
                order_by=("label", "mark"),
            ),
            ListColumn("kind", _("What"), value="get_kind_display", order_by=("kind",)),
            ListColumn("on", _("Entered on"), kind="day", order_by=("on",)),
            ListColumn("by", _("By"), value="by.name", order_by=("by__name",), nothing=""),
            ListColumn("lines", _("Lines"), kind="number", order_by=("lines",)),
            ListColumn("kits", _("Kits left"), kind="number", order_by=("kits",)),
            ListColumn("days", _("Days"), value=span_of, order_by=("first_day", "last_day")),
            ListColumn("state", _("Now"), kind="status", value=state_of, order_by=("taken_back_on",)),
        ],
        rows=sheets,
        asked=request.GET,
        search_by=["label", "mark", "by__name"],
        page_size=SHEETS_PER_PAGE,
        is_wide=True,
        file_name=file_name,
        empty=back_to_log(
            agency,
            _("Nothing was entered as a sheet"),
            _("Paper sheets, events, totals of months and imported sheets stand here, and can be taken back."),
        ),
    )


def state_of(sheet):
    if sheet.taken_back_on:
        return StatusWord("quiet", say(_("Taken back %(day)s"), day=sheet.taken_back_on))
    return StatusWord("ok", _("Counted"))


def span_of(sheet):
    """The days that a sheet tells of, in words, or the months where it has totals of months; None where nothing of it
    counts any more."""
    if sheet.first_day is None:
        return None
    first, last = sheet.first_day, sheet.last_day
    write = write_month if sheet.month_totals else write_day
    if not spans_more(sheet):
        return write(last)
    is_short = write is write_day and first.year == last.year
    begin = write_day_of_year(first) if is_short else write(first)
    return _("%(first)s to %(last)s") % {"first": begin, "last": write(last)}


def spans_more(sheet):
    """Whether a sheet tells of more than one day, or of more than one month where it has totals of months."""
    first, last = sheet.first_day, sheet.last_day
    return month_of(first) != month_of(last) if sheet.month_totals else first != last


def sheet_lines_table(request, agency, sheet, *, may_correct):
    """One sheet by day, place and item, as it counts now."""
    acts = ListColumn("correct", _("Correct"), kind="actions", template="distributions/_correct_link.html")
    return ListTable(
        name="lines",
        caption=_("What this sheet counted, by day and place"),
        columns=[
            ListColumn("day", _("Day"), value=full_day, is_unbroken=True),
            place_column(lambda line: PlaceName(line.key.zip_code, line.town, line.county)),
            ListColumn("item", _("Item")),
            *figure_columns(_("How many"), "figures"),
            *([acts] if may_correct else []),
        ],
        rows=sheet.totals.select_related("jurisdiction", "item").in_order_of_days(),
        asked=request.GET,
        fill=lambda totals: lines_of_totals(agency, totals),
        page_size=LINES_PER_PAGE,
        totals=lambda totals: [TotalLine(_("Total"), Counts(**totals.figures())._asdict())],
    )


def full_day(line):
    return day_in_words(line) if line.key.precision == Precision.MONTH else write_day(line.key.handed_out_on)
