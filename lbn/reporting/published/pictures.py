"""The pictures of a published report: a line by month, bars by county, a dot map of places.

They are drawn from the rows that are published and from nothing else, so no picture carries a number that is not in a
table of the same page. Of what is not shown no point, bar or mark is drawn, and nothing is said of which is the most
as if it were not there. Only where a place lies comes from elsewhere, the tables of outlines and ZIP codes.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Avg
from django.utils.translation import gettext as _

from agencies.charts import AreaMap, BarChart, DotMap, LineChart, bar_chart, dot_map, line_chart
from agencies.models import Jurisdiction, ZipCode
from agencies.periods import add_months
from agencies.wording import write_month_name, write_number, write_short_month
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import PublishedReport
from lbn.reporting.fold import UNKNOWN, Kind, PlaceRow
from lbn.reporting.published.maps import list_shown, map_counties
from lbn.reporting.published.tables import HIDDEN, PublishedTable, label_in_words, tables_of
from lbn.reporting.published.tables.table import COUNTIES_TOGETHER, Cells

Coordinates = tuple[float | None, float | None]
NOWHERE: Coordinates = (None, None)
FEWEST = 2
# Where these stand in the rows of months and of counties.
KITS = 2


class Picture(NamedTuple):
    """What a part of `templates/parts` takes: its template, the chart, its words, and its id in the page. Where
    nothing may be drawn, there is no chart, and the finding says why."""

    template: str
    chart: LineChart | BarChart | DotMap | AreaMap | None
    title: str
    finding: str
    heading: str
    chart_id: str
    is_of_rates: bool = False
    source: str = ""

    @property
    def unit(self) -> str:
        return _("Kits per 100,000 residents") if self.is_of_rates else _("Kits left")


def pictures_of(
    document: PublishedReport, tables: Sequence[PublishedTable] | None = None, *, within: Collection[str] = ()
) -> list[Picture]:
    """Return the pictures of a published report; none where there are too few rows. Three queries at most, beside
    those of its `tables`, where they are not given. `within` are the counties of a reader who reads some of a state.
    """
    named = {table.name: table for table in (tables_of(document) if tables is None else tables)}
    counties = named["counties"]
    made = (
        _by_month(named["by_month"]),
        _by_county(counties, document),
        _map_of_counties(document, counties, within) or _map(document),
    )
    return [picture for picture in made if picture]


def _by_month(table: PublishedTable) -> Picture | None:
    """The line, from the first to the last month or quarter; a sentence in its place where one is not shown."""
    if len(table.rows) < FEWEST:
        return None
    about = (_("Kits left in this period, over time"), _("Month"), "chart-months")
    if any(row[KITS] == HIDDEN for row in table.rows):
        missing = (
            _("No line is drawn, because not every quarter is shown.")
            if table.step == "quarter"
            else _("No line is drawn, because not every month is shown.")
        )
        return Picture("parts/no_chart.html", None, about[0], missing, *about[1:])
    width = 3 if table.step == "quarter" else 1
    months = [(_months(row[0], width), kits_in(row)) for row in table.rows]
    named = [(str(cells[0][1]), kits) for cells, (_label, kits) in zip(table.cells, months, strict=True)]
    if not any(kits for _label, kits in named):
        return None
    finding = _("Most kits were left in %(name)s: %(kits)s.") % _most(named)
    return Picture("parts/line_chart.html", line_chart(months), about[0], finding, *about[1:])


def _name(title: str, document: PublishedReport) -> str:
    """The title of a picture with the period that it shows: a picture is copied into other papers alone."""
    return f"{title}, {period_in_words(document.starts_on, document.ends_on)}"


def _by_county(table: PublishedTable, document: PublishedReport) -> Picture | None:
    """The bars, of all rows of the table that are shown: counties by size, then what no county holds."""
    rows = list(zip(table.cells, table.rows, strict=True))
    rests = {UNKNOWN, COUNTIES_TOGETHER, *(row.label for row in document.report.rows if not row.county)}
    shown = [(row[0] in rests, str(cells[0][1]), kits_in(row)) for cells, row in rows if row[KITS] != HIDDEN]
    bars = [(label, kits) for is_rest, label, kits in sorted(shown, key=lambda bar: (bar[0], -bar[2]))]
    if len(bars) < FEWEST or not any(kits for _label, kits in bars):
        return None
    counties = [(str(cells[0][1]), kits_in(row)) for cells, row in rows if not {row[0], row[KITS]} & {*rests, HIDDEN}]
    finding = _say_which_county(counties, is_all=len(counties) == len(rows))
    if len(bars) < len(rows):
        missing = _("Counties that are not shown have no bar.")
        finding = f"{finding} {missing}".strip()
    title = _name(_("Kits left by county"), document)
    return Picture("parts/bar_chart.html", bar_chart(bars), title, finding, _("County"), "chart-counties")


def _say_which_county(counties: Sequence[tuple[str, int | Decimal]], *, is_all: bool) -> str:
    """Where the most was left; of those that are shown, where more may have been left in another one."""
    if not any(kits for _label, kits in counties):
        return ""
    if is_all:
        return _("Most kits were left in %(name)s: %(kits)s.") % _most(counties)
    return _("Of the counties that are shown, most kits were left in %(name)s: %(kits)s.") % _most(counties)


def _map_of_counties(document: PublishedReport, table: PublishedTable, within: Collection[str]) -> Picture | None:
    """The counties by their outlines, shaded by kits, or by kits per 100,000 residents where these are known."""
    found = map_counties(document, table, within)
    if found is None:
        return None
    counties = list_shown(found.chart)
    finding = ""
    if any(figure for _label, figure in counties):
        is_all = not {"hatched", "unknown"} & set(found.chart.kinds)
        finding = _say_where(counties, is_of_rates=found.is_of_rates, is_all=is_all)
    title = _("Kits per 100,000 residents, by county") if found.is_of_rates else _("Kits left by county, on a map")
    return Picture(
        "parts/area_map.html",
        found.chart,
        _name(title, document),
        finding,
        _("County"),
        "chart-places",
        is_of_rates=found.is_of_rates,
        source=found.source,
    )


def _say_where(counties: Sequence[tuple[str, int | Decimal]], *, is_of_rates: bool, is_all: bool) -> str:
    if not is_of_rates:
        return _say_which_county(counties, is_all=is_all)
    if is_all:
        return _("Kits per 100,000 residents were highest in %(name)s: %(kits)s.") % _most(counties)
    return _(
        "Of the counties that are shown, kits per 100,000 residents were highest in %(name)s: %(kits)s."
    ) % _most(counties)


def _map(document: PublishedReport) -> Picture | None:
    """Where no outlines are loaded, all rows of the places table that are shown; those of no county, or of one
    that is not known, are told beside the map."""
    rows = [row for row in document.report.rows if row.kits is not None]
    drawn = [row for row in rows if row.kind in (Kind.ZIP, Kind.OTHER)]
    named = [(row_in_words(row), row.kits or 0) for row in rows if row.kind == Kind.ZIP]
    if len(drawn) < FEWEST or not named:
        return None
    finding = _("Of the named ZIP codes most kits were left in %(name)s: %(kits)s.") % _most(named)
    if len(rows) < len(document.report.rows):
        missing = _("Places that are not shown have no mark.")
        finding = f"{finding} {missing}"
    zips, middles = coordinates_of(rows), middles_of(rows)
    places = [
        (row_in_words(row), *zips.get(row.zip_code, NOWHERE), row.kits, "zip")
        if row.kind == Kind.ZIP
        else (label_in_words(row.label), *middles.get(row.county, NOWHERE), row.kits, "county")
        for row in rows
    ]
    title = _name(_("Kits left by place"), document)
    return Picture("parts/dot_map.html", dot_map(places), title, finding, _("Place"), "chart-places")


def kits_in(row: Cells) -> int:
    """Return the kits of a row of months or counties that is shown."""
    kits = row[KITS]
    assert isinstance(kits, int)
    return kits


def row_in_words(row: PlaceRow) -> str:
    return f"{row.label} {row.town}".strip()


def coordinates_of(rows: Iterable[PlaceRow]) -> dict[str, Coordinates]:
    """Return where the named ZIP codes among published rows lie: {ZIP: (latitude, longitude)}."""
    named = {row.zip_code for row in rows if row.kind == Kind.ZIP}
    found = ZipCode.objects.filter(zip__in=named).values_list("zip", "latitude", "longitude")
    return {zip_code: (latitude, longitude) for zip_code, latitude, longitude in found}


def middles_of(rows: Iterable[PlaceRow]) -> dict[str, Coordinates]:
    """Return the middle of each county that has a joint row, the mean of its ZIP codes: {key: where}."""
    joint = {row.county for row in rows if row.kind == Kind.OTHER}
    found = Jurisdiction.objects.filter(slug__in=joint).order_by()
    means = found.values_list("slug").annotate(Avg("zip_codes__latitude"), Avg("zip_codes__longitude"))
    return {slug: (latitude, longitude) for slug, latitude, longitude in means}


def _months(first: Any, width: int) -> str:
    """A month, or the first and the last one of a quarter, short enough to stand under a line."""
    month = date.fromisoformat(str(first))
    if width == 1:
        return write_short_month(month)
    last = add_months(month, width - 1)
    return f"{write_month_name(month, is_short=True)}\N{EN DASH}{write_month_name(last, is_short=True)}"


def _most(figures: Sequence[tuple[str, int | Decimal]]) -> dict[str, str]:
    """Whose kits are the most, and how many; of several that are even, all are named."""
    most = max(kits for _label, kits in figures)
    *some, last = [label for label, kits in figures if kits == most]
    name = _("%(names)s and %(name)s") % {"names": ", ".join(some), "name": last} if some else last
    return {"name": name, "kits": write_number(most)}
