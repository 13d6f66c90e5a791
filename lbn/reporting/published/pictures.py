"""The pictures of a published report: a line by month, bars by county, a dot map of places.

They are drawn from the rows that are published and from nothing else, so no picture carries a number that is not in a
table of the same page. Only where a place lies comes from elsewhere, the table of ZIP codes.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Avg
from django.utils.translation import gettext as _

from agencies.charts import BarChart, DotMap, LineChart, bar_chart, dot_map, line_chart
from agencies.models import Jurisdiction, ZipCode
from agencies.periods import add_months
from agencies.wording import write_month_name, write_number, write_short_month
from lbn.reporting.documents import PublishedReport
from lbn.reporting.fold import Kind, PlaceRow
from lbn.reporting.published.tables import PublishedTable, label_in_words, tables_of
from lbn.reporting.published.tables.table import Cells

Coordinates = tuple[float | None, float | None]
NOWHERE: Coordinates = (None, None)
FEWEST = 2
# Where these stand in the rows of the totals, of months and of counties.
KITS, PART = 2, -1


class Picture(NamedTuple):
    """What a part of `templates/parts` takes: its template, the chart, its words, and its id in the page."""

    template: str
    chart: LineChart | BarChart | DotMap
    title: str
    finding: str
    heading: str
    chart_id: str

    @property
    def unit(self) -> str:
        return _("Kits left")


def pictures_of(document: PublishedReport) -> list[Picture]:
    """Return the pictures of a published report; none where there are too few rows. Two queries at most."""
    tables = {table.name: table for table in tables_of(document)}
    made = (_by_month(tables["by_month"], tables["totals"]), _by_county(tables["counties"]), _map(document))
    return [picture for picture in made if picture]


def _by_month(table: PublishedTable, totals: PublishedTable) -> Picture | None:
    """The line; where it has not all kits of the period, because some are in no area, its finding says so."""
    if len(table.rows) < FEWEST:
        return None
    width = 3 if table.step == "quarter" else 1
    months = [(_months(row[0], width), kits_in(row)) for row in table.rows]
    kits = [number for _label, number in months]
    most = kits.index(max(kits))
    finding = _("Most kits were left in %(month)s: %(kits)s.") % {
        "month": table.cells[most][0][1],
        "kits": write_number(kits[most]),
    }
    if sum(kits) != totals.rows[0][KITS]:
        finding = f"{finding} {table.about}"
    return Picture(
        "parts/line_chart.html", line_chart(months), _("Kits left over time"), finding, _("Month"), "chart-months"
    )


def _by_county(table: PublishedTable) -> Picture | None:
    """The bars; where a county may have more kits than its bar, the finding says so."""
    if len(table.rows) < FEWEST:
        return None
    counties = [(str(cells[0][1]), kits_in(row)) for cells, row in zip(table.cells, table.rows, strict=True)]
    finding = _("Most kits were left in %(county)s: %(kits)s.") % _most(counties, "county")
    if any(row[PART] for row in table.rows):
        more = _("More may have been left in these counties: it is in rows that name no county.")
        finding = f"{finding} {more}"
    return Picture(
        "parts/bar_chart.html", bar_chart(counties), _("Kits left by county"), finding, _("County"), "chart-counties"
    )


def _map(document: PublishedReport) -> Picture | None:
    """All rows of the places table; those of no county, or of one that is not known, are told beside the map."""
    rows = document.report.rows
    drawn = [row for row in rows if row.kind in (Kind.ZIP, Kind.OTHER)]
    named = [(row_in_words(row), row.kits) for row in rows if row.kind == Kind.ZIP]
    if len(drawn) < FEWEST or not named:
        return None
    finding = _("Of the named ZIP codes most kits were left in %(place)s: %(kits)s.") % _most(named, "place")
    zips, middles = coordinates_of(rows), middles_of(rows)
    places = [
        (row_in_words(row), *zips.get(row.zip_code, NOWHERE), row.kits, "zip")
        if row.kind == Kind.ZIP
        else (label_in_words(row.label), *middles.get(row.county, NOWHERE), row.kits, "county")
        for row in rows
    ]
    return Picture(
        "parts/dot_map.html", dot_map(places), _("Kits left by place"), finding, _("Place"), "chart-places"
    )


def kits_in(row: Cells) -> int:
    """Return the kits of a row of months or counties, which are never hidden there."""
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


def _most(figures: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    label, kits = max(figures, key=lambda figure: figure[1])
    return {name: label, "kits": write_number(kits)}
