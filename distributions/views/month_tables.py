"""The log by month, under its quarters and years, and beside it what stock counts miss."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.charts.bars import width_of
from agencies.charts.figures import highest_of
from agencies.periods import add_months, quarter_of
from agencies.tables import ListColumn, ListTable, RowGroup, TotalLine
from agencies.wording import write_month, write_month_name
from distributions.counts import Counts, total_of
from distributions.months import Month
from distributions.views.figure_columns import figure_columns


@dataclass(frozen=True)
class BarredMonth:
    """A month of the log, and how much of its cell the bar of its kits fills: all of it in the busiest month."""

    starts_on: date
    kits: Counts
    other_items: int
    width: str


@dataclass(frozen=True)
class LogQuarter:
    """A quarter in words, and the kits left in it."""

    name: str
    kits: int


def months_table(request, agency, months, *, today, empty, file_name):
    """The log by month, newest first, one row after the other, with the sum of each year."""
    has_other_items = any(month.other_items for month in months)
    return ListTable(
        name="months",
        caption=_("Kits left by month"),
        columns=month_columns(agency, has_other_items=has_other_items),
        rows=draw_bars(months),
        asked=request.GET,
        totals=lambda _found: sums_of_years(months, today),
        phone="cards" if has_other_items else "rows",
        empty=empty,
        file_name=file_name,
    )


def under_quarters(table, *, today):
    """Return the table of months with a heading for each quarter; as it is, where rows are sorted or searched."""
    if table.sorting.column or table.words:
        return table
    quarters = [
        RowGroup(LogQuarter(name_quarter(first, today), total_of(month.kits for month in months).items), months)
        for first, months in spans_of(table.rows, lambda month: quarter_of(month.starts_on))
    ]
    return replace(table, rows=(), groups=quarters, group_template="distributions/_quarter.html")


def month_columns(agency, *, has_other_items):
    def link(month):
        return reverse("distributions:month", args=[agency.slug, month.starts_on.year, month.starts_on.month])

    items, *others = figure_columns(_("Kits left"), "kits")
    other_items = ListColumn("other_items", _("Test strips and other items"), kind="number", is_sortable=True)
    return [
        ListColumn("month", _("Month"), kind="month", value="starts_on", is_sortable=True, link=link),
        replace(items, template="distributions/_kits_of_month.html"),
        *others,
        *([other_items] if has_other_items else []),
    ]


def draw_bars(months: Iterable[Month]) -> list[BarredMonth]:
    """Give each month its bar; one below 0, by corrections of earlier months, has none."""
    lengths = [max(month.kits.items, 0) for month in months]
    highest = highest_of(lengths) if lengths else 0
    return [BarredMonth(*month, width_of(length, highest)) for month, length in zip(months, lengths, strict=True)]


def spans_of(months, first_of: Callable):
    """Yield (first day, months) of each longer span, in the order of `months`."""
    return ((first, list(some)) for first, some in groupby(months, first_of))


def sums_of_years(months, today):
    """The sum of each year, newest first, and of all where there are several."""
    years = [
        sum_of(_("%(year)s so far") % {"year": year} if year == today.year else str(year), some)
        for year, some in spans_of(months, lambda month: month.starts_on.year)
    ]
    return [*years, sum_of(_("Total"), months)] if len(years) > 1 else years


def sum_of(label, months):
    figures = total_of(month.kits for month in months)._asdict()
    return TotalLine(label, figures | {"other_items": sum(month.other_items for month in months)})


def name_quarter(first, today):
    """A quarter in words: "July to September 2026", and "so far" while it runs."""
    last = add_months(first, 2)
    months = {"first": write_month_name(first), "last": write_month(last)}
    if first == quarter_of(today):
        return _("%(first)s to %(last)s, so far") % months
    return _("%(first)s to %(last)s") % months


def missing_table(missing, *, file_name):
    """Kits that stock counts found missing: `missing` are (month, kits), below 0 where there were more."""
    missing_total = sum(kits for _month, kits in missing)
    return ListTable(
        name="missing",
        caption=_("Kits missing at stock counts, last 12 months"),
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
        totals=lambda _rows: [TotalLine(_("Missing in all"), {"fewer": max(missing_total, 0)})],
        file_name=file_name,
        is_beside=True,
    )


def above_zero(kits):
    return kits if kits > 0 else None
