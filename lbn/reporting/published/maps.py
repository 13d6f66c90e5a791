"""The map of a published report: its counties by their outlines, shaded by what the table of counties says."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.charts import AreaMap, CountyArea, PlacedCode, area_map
from agencies.models import Jurisdiction, ZipCode
from agencies.wording import say
from lbn.reporting.documents import AreaReport, PublishedReport
from lbn.reporting.evidence.frame import Frame
from lbn.reporting.fold import Kind
from lbn.reporting.models import CountyOutline, StateFrame
from lbn.reporting.published.tables.table import HIDDEN, PublishedTable

FEWEST = 2


class CountyMap(NamedTuple):
    """A map, what it is shaded by, and who drew the outlines."""

    chart: AreaMap
    is_of_rates: bool
    source: str


def map_counties(document: PublishedReport, table: PublishedTable, within: Collection[str] = ()) -> CountyMap | None:
    """Return the map of a report; None where no outlines are loaded, or no county is shown. Two queries.

    `within` are the keys of the counties that the reader reads, where that is not the whole state: the map reaches
    as far as these in every period. A county is drawn from its row in `table`. Without one there is no agency in it,
    but in a report that was stored without its counties with an agency, where nothing is known of it.
    """
    outlines = _outlines_of(document.state, within)
    is_of_rates = "kits_per_100k" in table.header
    column = table.header.index("kits_per_100k" if is_of_rates else "kits")
    said = {str(row[0]): row[column] for row in table.rows}
    without_row = "unknown" if isinstance(document, AreaReport) and document.operating is None else "nobody"
    areas = [_area(one.jurisdiction, one.path, said, without_row) for one in outlines]
    if len([area for area in areas if area.value is not None]) < FEWEST:
        return None
    frame = frame_of(outlines[0].frame)
    chart = area_map(areas, _codes_of(document, frame), units_in_a_mile=frame.units_in_a_mile)
    source = outlines[0].frame.source
    words = say(_("Outlines: %(source)s, %(day)s, simplified."), source=source.name, day=source.dated_on)
    return CountyMap(chart, is_of_rates, words)


def frame_of(kept: StateFrame) -> Frame:
    return Frame(west=kept.west, south=kept.south, east=kept.east, north=kept.north)


def list_shown(areas: AreaMap) -> list[tuple[str, int | Decimal]]:
    """Return each county that is shown with its figure."""
    return [(row.label, row.value) for row in areas.rows if row.value is not None]


def _outlines_of(state: str, within: Collection[str]) -> Sequence[CountyOutline]:
    outlines = CountyOutline.objects.filter(frame=state).select_related("jurisdiction", "frame__source")
    if within:
        outlines = outlines.filter(jurisdiction__slug__in=within)
    return list(outlines.order_by("jurisdiction__name"))


def _area(place: Jurisdiction, path: str, said: Mapping[str, object], without_row: str) -> CountyArea:
    """A county with what the table says of it: its row has the label that the report was frozen with."""
    if place.label not in said:
        return CountyArea(place.label, place.name, path, without_row)
    figure = said[place.label]
    if figure is None:
        return CountyArea(place.label, place.name, path, "unknown")
    if figure == HIDDEN or not isinstance(figure, int | Decimal):
        return CountyArea(place.label, place.name, path, "hidden")
    return CountyArea(place.label, place.name, path, "shown", figure)


def _codes_of(document: PublishedReport, frame: Frame) -> list[PlacedCode]:
    """The named ZIP codes of a report that are shown, and where they lie."""
    rows = [row for row in document.report.rows if row.kind == Kind.ZIP and row.kits is not None]
    at = _coordinates(frame, (row.zip_code for row in rows))
    return [
        PlacedCode(f"{row.label} {row.town}".strip(), row.county_label, at.get(row.zip_code), row.kits or 0)
        for row in rows
    ]


def _coordinates(frame: Frame, codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    found = ZipCode.objects.filter(zip__in=list(codes))
    return {
        code: frame.put(latitude, longitude)
        for code, latitude, longitude in found.values_list("zip", "latitude", "longitude")
        if latitude is not None and longitude is not None
    }
