"""The tables of the log: by day and place, by place, and its corrections."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.tables import EmptyState, ListColumn, ListTable, TotalLine
from agencies.wording import write_day, write_month, write_weekday
from distributions.counts import total_of
from distributions.models import Precision
from distributions.months import totals_by_item
from distributions.views.figure_columns import figure_columns

LINES_PER_PAGE = 100
PLACES_PER_PAGE = 100
CORRECTIONS_PER_PAGE = 50


@dataclass(frozen=True)
class PlaceName:
    """A place in a cell: `zip_code` and `town` are "" where only the county is known."""

    zip_code: str
    town: str
    county: str

    def __str__(self):
        return f"{self.zip_code} {self.town} {self.county}".strip()


def back_to_log(agency, title, text):
    return EmptyState(title, text, reverse("distributions:months", args=[agency.slug]), _("Back to the log"))


def lines_table(request, agency, *, form, download_url, may_correct):
    """One month by day, place and item: the lines that `form` leaves of it."""
    lines = form.matching_lines()
    has_several_items = len(totals_by_item(lines)) > 1
    item = ListColumn("item", _("Item"), is_sortable=True)
    acts = ListColumn("correct", _("Correct"), kind="actions", template="distributions/_correct_link.html")
    return ListTable(
        name="days",
        caption=_("Left by day and place"),
        columns=[
            ListColumn(
                "day",
                _("Day"),
                value=day_in_words,
                sort_value=lambda line: line.key.handed_out_on,
                is_sortable=True,
                is_unbroken=True,
            ),
            place_column(lambda line: PlaceName(line.key.zip_code, line.town, line.county), is_sortable=True),
            *figure_columns(_("How many") if has_several_items else _("Kits left"), "figures"),
            *([item] if has_several_items else []),
            *([acts] if may_correct else []),
        ],
        rows=lines,
        asked=request.GET,
        filters=form if form.fields else None,
        page_size=LINES_PER_PAGE,
        totals=totals_of_items,
        download_url=download_url,
        empty=back_to_log(
            agency,
            _("Nothing was left in this month"),
            _("What was left and is not logged yet can be entered from paper or imported."),
        ),
        no_match=EmptyState(_("Nothing is like that in this month"), _("Choose another day, place or item.")),
    )


def later_table(lines, *, file_name):
    """What of a month is in a later report."""
    has_several_items = len({line.item for line in lines}) > 1
    item = ListColumn("item", _("Item"))
    return ListTable(
        name="later",
        caption=_("What of this month counts in a later report"),
        columns=[
            ListColumn("day", _("Day"), is_unbroken=True),
            ListColumn("place", _("Place")),
            ListColumn("items", _("How many") if has_several_items else _("Kits left"), kind="number"),
            *([item] if has_several_items else []),
            ListColumn("report", _("In the report for")),
            ListColumn("why", _("Why")),
        ],
        rows=lines,
        file_name=file_name,
        is_beside=True,
    )


def totals_of_items(lines):
    return [TotalLine(_("Total"), figures._asdict() | {"item": item}) for item, figures in totals_by_item(lines)]


def day_in_words(line):
    if line.is_counted_as_one:
        return _("Whole month, counted as one")
    return _("Whole month") if line.is_whole_month else write_weekday(line.key.handed_out_on)


def places_table(request, agency, places, *, form, asked, download_url):
    """The log by place, over the months that are `asked` for."""
    item = asked["item"]
    nothing = back_to_log(
        agency,
        _("Nothing was left in these months"),
        _("Choose other months, or look at the log by month."),
    )
    return ListTable(
        name="places",
        caption=f"{item or _('Naloxone kits')}, {span_in_words(asked['first'], asked['last'])}",
        columns=[
            ListColumn("place", _("Place"), value=place_in_table, is_sortable=True),
            ListColumn("county", _("County"), is_sortable=True),
            *figure_columns(_("How many") if item else _("Kits left"), "figures"),
        ],
        rows=places,
        asked=request.GET,
        filters=form,
        page_size=PLACES_PER_PAGE,
        totals=lambda found: [TotalLine(_("Total"), total_of(place.figures for place in found)._asdict())],
        download_url=download_url,
        empty=nothing,
        no_match=nothing,
    )


def place_in_table(place):
    return place.place if place.zip_code else _("County only (ZIP not known)")


def span_in_words(first, last):
    months = {"first": write_month(first), "last": write_month(last)}
    return months["first"] if first == last else _("%(first)s to %(last)s") % months


def corrections_table(request, agency, corrections, *, file_name):
    """Every change to a count after it was logged."""
    return ListTable(
        name="corrections",
        caption=_("Corrections, newest first"),
        columns=[
            ListColumn("on", _("Corrected on"), kind="day", order_by=("on",)),
            ListColumn("day", _("Day"), value=day_corrected, order_by=("handed_out_on",), is_unbroken=True),
            place_column(corrected_place, order_by=("zip_code", "jurisdiction__name")),
            ListColumn("item", _("Item"), order_by=("item__name",)),
            ListColumn("items", _("How many"), kind="change"),
            ListColumn("handouts", _("Times"), kind="change"),
            ListColumn("people_trained", _("People trained"), kind="change"),
            ListColumn("reason", _("Reason"), value=reason_in_words, order_by=("reason",)),
            ListColumn("by", _("By"), value="by.name", order_by=("by__name",), nothing=""),
        ],
        rows=corrections,
        asked=request.GET,
        search_by=["zip_code", "town", "jurisdiction__name", "item__name", "by__name"],
        page_size=CORRECTIONS_PER_PAGE,
        is_wide=True,
        file_name=file_name,
        empty=back_to_log(
            agency,
            _("Nothing was corrected"),
            _("A count is corrected from the page of its month: choose the day, type what is right, and say why."),
        ),
    )


def day_corrected(correction):
    day = correction.handed_out_on
    return write_month(day) if correction.precision == Precision.MONTH else write_day(day)


def corrected_place(correction):
    county = correction.jurisdiction.label_in(correction.agency.program.state)
    return PlaceName(correction.zip_code, correction.town or "", county)


def reason_in_words(correction):
    reason = correction.get_reason_display()
    return _("%(reason)s (in the next report)") % {"reason": reason} if correction.to_net_line else reason


def place_column(value, **sorting):
    return ListColumn("place", _("Place"), value=value, template="distributions/_place_cell.html", **sorting)
