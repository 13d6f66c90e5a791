"""The map of a report says what its table says, and reaches as far in every period."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from agencies.models import Jurisdiction
from lbn.reporting.evidence.files import RESIDENTS, CountyYear
from lbn.reporting.evidence.frame import Frame
from lbn.reporting.evidence.loading import SourceGiven, keep_figures
from lbn.reporting.evidence.outlines import keep_outlines
from lbn.reporting.fold import Cell, County, Level, fold
from lbn.reporting.models import CountyResidents
from lbn.reporting.published.pictures import pictures_of
from tests.documents import area_report
from tests.reporting.audit.printed import Page, is_row

pytestmark = pytest.mark.django_db
CODES = {"Albany": "36001", "Rensselaer": "36083", "Schenectady": "36093"}
PATHS = {
    "36001": "M0 0l400 0 0 300 -400 0z",
    "36083": "M400 0l400 0 0 300 -400 0z",
    "36093": "M0 300l800 0 0 300 -800 0z",
}
CENSUS = SourceGiven("Census Bureau", date(2024, 7, 1))
MONTHS = tuple(date(2026, month, 1) for month in (1, 2, 3))


@pytest.fixture(autouse=True)
def outlines(new_york):
    for name, code in CODES.items():
        Jurisdiction.objects.filter(state="NY", name=name).update(fips=code)
    keep_outlines("NY", Frame(-74.2, 42.4, -73.4, 43.0), PATHS, CENSUS)


def report(*, operating=("ny-albany", "ny-rensselaer", "ny-schenectady"), **visits):
    cells = [
        Cell(County(f"ny-{key}", f"{key.title()} County"), "", MONTHS[0], n, 2 * n, 4 * n)
        for key, n in visits.items()
    ]
    options = {"key": b"key 3", "scope": "NY", "period": "q", "level": Level.AREA}
    return area_report(fold(cells, months=MONTHS, regions=(), **options).report, operating=operating)


def the_map(document, **options):
    return {one.chart_id: one for one in pictures_of(document, **options)}.get("chart-places")


def shades(picture):
    return {area.label: (area.shade, area.value) for area in picture.chart.areas}


def html_of(picture):
    words = {"title": "Map", "finding": picture.finding, "is_of_rates": picture.is_of_rates, "without_table": True}
    return render_to_string(picture.template, {"chart": picture.chart, **words})


def legend(picture):
    return re.findall("</svg> (.*?)</li>", html_of(picture))


def test_counties_are_shaded_by_kits_where_no_residents_are_known():
    picture = the_map(report(albany=60, rensselaer=30))

    assert (picture.title, picture.unit) == ("Kits left by county, on a map, January to March 2026", "Kits left")
    assert picture.finding == "Most kits were left in Albany County: 120."
    assert shades(picture) == {
        "Albany County": ("shade-5", 120),
        "Rensselaer County": ("shade-4", 60),
        "Schenectady County": ("zero", 0),
    }
    assert picture.source == "Outlines: Census Bureau, Jul 1, 2024, simplified."


def test_counties_are_shaded_by_kits_for_residents_where_these_are_known():
    keep_figures([CountyYear(0, code, 2024, 100_000) for code in CODES.values()], RESIDENTS, CENSUS, name="test")

    picture = the_map(report(albany=60, rensselaer=30))

    assert picture.unit == "Kits per 100,000 residents"
    assert picture.finding == "Kits per 100,000 residents were highest in Albany County: 120.0."
    assert shades(picture)["Rensselaer County"] == ("shade-4", Decimal("60.0"))


def test_what_is_not_shown_is_hatched_and_nothing_is_called_the_most_as_if_it_were_not_there():
    document = report(albany=60, rensselaer=30, schenectady=40)
    *shown, last = document.report.counties
    gap = replace(last, handouts=None, kits=None, doses=None)
    hidden = replace(document.report, counties=(*shown, gap))

    picture = the_map(replace(document, report=hidden))

    assert shades(picture)["Schenectady County"] == ("hatched", None)
    assert picture.finding == "Of the counties that are shown, most kits were left in Albany County: 120."


def test_a_county_without_a_row_is_ground_and_the_reach_is_the_same():
    every, some = the_map(report(albany=60, rensselaer=30)), the_map(report(albany=60, rensselaer=30, operating=()))

    assert (every.chart.ground, some.chart.ground) == ("", PATHS["36093"])
    assert every.chart.view_box == some.chart.view_box


def test_a_county_of_which_no_residents_are_known_is_apart_from_one_without_an_agency():
    keep_figures([CountyYear(0, code, 2024, 100_000) for code in CODES.values()], RESIDENTS, CENSUS, name="test")
    CountyResidents.objects.filter(jurisdiction__slug="ny-schenectady").delete()

    picture = the_map(report(albany=60, rensselaer=30))

    assert (picture.chart.unknown, picture.chart.ground) == (PATHS["36093"], "")
    assert picture.finding == (
        "Of the counties that are shown, kits per 100,000 residents were highest in Albany County: 120.0."
    )
    assert legend(picture)[0] == "No rate is known (1)"


def test_where_the_counties_with_an_agency_were_not_stored_nothing_is_said_of_those_without_a_row():
    picture = the_map(replace(report(albany=60, rensselaer=30), operating=None))

    assert (picture.chart.unknown, picture.chart.ground) == (PATHS["36093"], "")
    assert legend(picture)[0] == "No figure in this report (1)"


def test_a_county_without_a_row_has_no_agency_in_the_report():
    assert (
        legend(the_map(report(albany=60, rensselaer=30, operating=())))[0] == "No agency there is in this report (1)"
    )


@pytest.mark.parametrize(
    ("unplaced", "sentence"),
    [
        (0, ""),
        (1, "1 ZIP code has no circle on the map. It is in the table of places."),
        (2, "2 ZIP codes have no circle on the map. All of them are in the table of places."),
    ],
)
def test_codes_without_a_circle_are_counted_and_no_reason_is_made_up(unplaced, sentence):
    picture = the_map(report(albany=60, rensselaer=30))
    html = html_of(picture._replace(chart=replace(picture.chart, unplaced=unplaced)))

    assert re.findall('<p class="small">(.*?)</p>', html) == [sentence][:unplaced]


def test_a_department_of_some_counties_sees_these_alone():
    picture = the_map(report(albany=60, rensselaer=30), within={"ny-albany", "ny-rensselaer"})

    assert list(shades(picture)) == ["Albany County", "Rensselaer County"]


def test_every_county_and_number_of_the_drawing_is_in_a_table():
    document = report(albany=60, rensselaer=30)
    picture = the_map(document)

    page = Page(f"<main>{html_of(picture)}</main>")

    assert page.silent == 0
    assert len(page.labels) == 3
    assert all(is_row(label, document) for label in page.labels)
    assert not is_row("Schenectady County: 3", document)
    assert not is_row("Schenectady County: not shown", document)


def test_without_outlines_there_is_the_map_of_places_or_none():
    Jurisdiction.objects.get(slug="ny-albany").outline.frame.delete()

    assert the_map(report(albany=60, rensselaer=30)) is None
