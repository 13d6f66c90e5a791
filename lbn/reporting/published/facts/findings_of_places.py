"""Findings about places: ZIP codes, counties, regions, what none of them holds, and the same by month or quarter."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.text import slugify

from agencies.periods import add_months, month_end
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import PublishedReport
from lbn.reporting.fold import UNKNOWN, Folded, Kind, PlaceRow, TimeRow
from lbn.reporting.published.facts.fact import CountyName, Finding, Subject
from lbn.reporting.published.rates import Evidence, Rates, rates_from
from lbn.reporting.published.tables.counties import name_counties, rate_cells, rate_columns, rest_lines
from lbn.reporting.published.tables.table import COUNTIES_TOGETHER, HIDDEN, Cells, HasFigures

TOTAL = Subject("total", "total", "", "Total")
TOGETHER = Subject("counties_not_shown", "counties-not-shown", "", COUNTIES_TOGETHER)
MEASURES = ("visits", "kits", "doses")
OTHER_ZIPS, OTHER_COUNTIES = "other_zips", "other_counties"


def figure_findings(subject: Subject, span: Span, row: HasFigures | None, *, prefix: str = "") -> Iterator[Finding]:
    """Yield visits, kits and doses; of nothing, that they are not shown."""
    figures = (None, None, None) if row is None else (row.handouts, row.kits, row.doses)
    for measure, figure in zip(MEASURES, figures, strict=True):
        yield Finding(subject, span, f"{prefix}{measure}", figure)


@dataclass(frozen=True)
class KnownCounties:
    """What is known of counties by their keys: names and codes, residents and deaths."""

    names: Mapping[str, CountyName]
    evidence: Evidence

    def fips(self, key: str) -> str:
        return self.names[key].fips if key in self.names else ""

    @property
    def labels(self) -> dict[str, str]:
        return {key: name.label for key, name in self.names.items()}

    def county(self, key: str, label: str) -> Subject:
        return Subject("unknown" if label == UNKNOWN else "county", key, self.fips(key), label)


def place_findings(
    document: PublishedReport, operating: Iterable[str], known: KnownCounties, labels: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Yield places, counties (those in `operating` too, called as `labels` says), regions, and finer times."""
    report, span = document.report, document.span
    for place in report.rows:
        yield from figure_findings(_subject_of_place(place, known), span, place)
    rates = rates_from(document, known.evidence)
    for key, label in name_counties(report, operating, labels or known.labels).items():
        county = known.county(key, label)
        yield from figure_findings(county, span, report.of_county(key))
        yield from _rates_of(county, span, rates)
    for cells in rest_lines(report):
        if cells[0] == COUNTIES_TOGETHER:
            yield from _together(cells, span)
    for region in report.regions:
        if len(region.counties) > 1:
            yield from figure_findings(Subject("region", slugify(region.key), "", region.label), span, region)
    for step in (*report.steps, *report.times):
        yield from figure_findings(_subject_of_time(step, known), _span_of(step, report), step)


def _rates_of(county: Subject, span: Span, rates: Rates) -> Iterator[Finding]:
    """What the table of counties says of residents and deaths."""
    for measure, cell in zip(rate_columns(rates), rate_cells(rates, county.code), strict=True):
        if cell is not None:
            yield Finding(county, span, measure, None if isinstance(cell, str) else cell)


def _subject_of_place(row: PlaceRow, known: KnownCounties) -> Subject:
    fips = known.fips(row.county)
    if row.kind == Kind.ZIP:
        return Subject("zip", row.label, fips, f"{row.label} {row.town}".strip())
    if row.kind == Kind.OTHER:
        return Subject(OTHER_ZIPS, f"{row.county}-other", fips, row.label)
    return Subject(str(row.kind), slugify(row.label), "", row.label)


def _together(cells: Cells, span: Span) -> Iterator[Finding]:
    """What no county row holds, from a row of the table of counties."""
    for measure, cell in zip(MEASURES, cells[1:], strict=True):
        figure = None if cell == HIDDEN or not isinstance(cell, int) else cell
        yield Finding(TOGETHER, span, measure, figure)


def _subject_of_time(row: TimeRow, known: KnownCounties) -> Subject:
    if row.county:
        return known.county(row.county, row.area)
    return Subject(OTHER_COUNTIES, slugify(row.area), "", row.area) if row.area else TOTAL


def _span_of(row: TimeRow, report: Folded) -> Span:
    months = 3 if report.step == "quarter" else 1
    return Span(row.starts_on, month_end(add_months(row.starts_on, months - 1)))
