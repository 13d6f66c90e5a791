"""The tables of the log: by month, by day and place, by place, its corrections, and what stock counts miss."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.tables import EmptyState, ListColumn, ListTable, TotalLine
from agencies.wording import write_day, write_month, write_weekday
from distributions.counts import total_of
from distributions.models import Precision
from distributions.months import totals_by_item

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


def months_table(request, agency, months, *, empty):
    """The log by month."""
    has_other_items = any(month.other_items for month in months)
    other_items = ListColumn("other_items", _("Test strips and other items"), kind="number", is_sortable=True)
    return ListTable(
        name="months",
        caption=_("Kits left by month"),
        columns=[
            ListColumn(
                "month",
                _("Month"),
                kind="month",
                value="starts_on",
                is_sortable=True,
                link=lambda row: reverse(
                    "distributions:month", args=[agency.slug, row.starts_on.year, row.starts_on.month]
                ),
            ),
            *figure_columns(_("Kits left"), "kits"),
            *([other_items] if has_other_items else []),
        ],
        rows=months,
        asked=request.GET,
        totals=total_of_months,
        phone="cards" if has_other_items else "rows",
        empty=empty,
    )


def total_of_months(months):
    figures = total_of(month.kits for month in months)._asdict()
    return [TotalLine(_("Total"), figures | {"other_items": sum(month.other_items for month in months)})]


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


def later_table(lines):
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
    return PlaceName(correction.zip_code, correction.town or "", correction.jurisdiction.label)


def reason_in_words(correction):
    reason = correction.get_reason_display()
    return _("%(reason)s (in the next report)") % {"reason": reason} if correction.to_net_line else reason


def missing_table(missing):
    """Kits that stock counts could not explain: `missing` are (month, kits), below 0 where there were more."""
    missing_total = sum(kits for _month, kits in missing)
    return ListTable(
        name="missing",
        caption=_("Kits that stock counts could not explain, last 12 months"),
        columns=[
            ListColumn("month", _("Month"), kind="month", value=lambda row: row[0]),
            ListColumn(
                "fewer", _("Fewer than expected"), kind="number", value=lambda row: above_zero(row[1]), nothing=""
            ),
            ListColumn(
                "more", _("More than expected"), kind="number", value=lambda row: above_zero(-row[1]), nothing=""
            ),
        ],
        rows=missing,
        totals=lambda _rows: [TotalLine(_("Missing on the whole"), {"fewer": max(missing_total, 0)})],
    )


def above_zero(kits):
    return kits if kits > 0 else None


def place_column(value, **sorting):
    return ListColumn("place", _("Place"), value=value, template="distributions/_place_cell.html", **sorting)


def figure_columns(items, path):
    """How many, how often and how many people were shown, as every table of the log has them."""
    return [
        ListColumn("items", items, kind="number", value=f"{path}.items", is_sortable=True),
        ListColumn("handouts", _("Times"), kind="number", value=f"{path}.handouts", is_sortable=True),
        ListColumn(
            "people_trained", _("People trained"), kind="number", value=f"{path}.people_trained", is_sortable=True
        ),
    ]
