"""Pictures of published reports say what the tables of the same page say, and nothing else."""

import re
from dataclasses import replace

import pytest

from agencies.models import ZipCode
from lbn.reporting.fold import Kind, PlaceRow
from lbn.reporting.published import pictures as reporting_pictures
from lbn.reporting.published.pictures import pictures_of
from lbn.reporting.published.tables import tables_of
from tests.agencies.drawings import numbers_in
from tests.reporting.conftest import scope_of, seal_period
from tests.reporting.reading import at_supplier

PLACES = {"12207": (42.65, -73.75), "12208": (42.66, -73.80), "12047": (42.78, -73.71), "12305": (42.81, -73.94)}


@pytest.fixture
def located(counties):
    for zip_code, (latitude, longitude) in PLACES.items():
        ZipCode.objects.filter(zip=zip_code).update(latitude=latitude, longitude=longitude)


@pytest.fixture
def drawn(located, agency, leave):
    """A quarter with two named ZIP codes, a joint row of their county, and another county."""
    leave("12207", times=14, kits=20)
    leave("12208", times=12)
    leave("12047", times=6)
    leave("12110", times=7)
    leave("12305", times=15)
    return seal_period(scope_of(agency))[0]


def with_report(document, **changes):
    """A document whose places and months are others."""
    return replace(document, report=replace(document.report, **changes))


def pictures(issue):
    return {picture.chart_id: picture for picture in pictures_of(issue.read())}


def figures(issue, name, column):
    (table,) = [table for table in tables_of(issue.read()) if table.name == name]
    place = table.header.index(column)
    return [row[place] for row in table.rows]


def only_drawn(page):
    """The numbers that a page has in its pictures and in none of its tables; the scale of a line is no figure."""
    drawings = re.findall(r'<figure class="chart">.*?</figure>', page, re.DOTALL)
    tables = re.findall(r"<table .*?</table>", page, re.DOTALL)
    assert (len(drawings), len(tables) > 3) == (3, True)
    without_scale = re.sub(
        r'<text x="0" .*?</text>|<p class="small">.*?</p>', "", " ".join(drawings), flags=re.DOTALL
    )
    return numbers_in(without_scale) - numbers_in(" ".join(tables))


def test_no_picture_of_a_page_has_a_number_that_its_tables_do_not_have(drawn, supplier, sam, browser):
    page = browser(sam).get(at_supplier("issue", supplier, drawn.pk)).content.decode()

    assert only_drawn(page) == set()


def test_a_map_of_a_folded_zip_would_be_found(drawn, supplier, sam, browser, monkeypatch):
    folded = PlaceRow(Kind.ZIP, "12047", "ny-albany", "Albany County", 6, 678, 678)

    really = reporting_pictures._map

    def from_counts(document):
        return really(with_report(document, rows=(*document.report.rows, folded)))

    monkeypatch.setattr(reporting_pictures, "_map", from_counts)
    page = browser(sam).get(at_supplier("issue", supplier, drawn.pk)).content.decode()

    assert only_drawn(page) == {"12047", "678"}


def test_the_line_bars_and_marks_are_the_rows_of_the_tables(drawn):
    found = pictures(drawn)

    assert [point.value for point in found["chart-months"].chart.points] == figures(drawn, "by_month", "kits")
    assert [bar.value for bar in found["chart-counties"].chart.bars] == figures(drawn, "counties", "kits")
    assert [row.value for row in found["chart-places"].chart.rows] == figures(drawn, "places", "kits")


def test_joint_rows_are_drawn_as_the_county_and_a_folded_zip_nowhere(drawn, supplier, sam, browser):
    found = pictures(drawn)["chart-places"]
    page = browser(sam).get(at_supplier("issue", supplier, drawn.pk)).content.decode()

    assert set(found.chart.kinds) == {"zip", "county"}
    assert [mark for mark in found.chart.rows if mark.label == "Other ZIP codes in Albany County"]
    assert not re.search(r"\b(12047|12110)\b|Cohoes|Latham", page)


def test_the_finding_names_the_highest_row(drawn):
    findings = {name: picture.finding for name, picture in pictures(drawn).items()}

    assert findings["chart-counties"] == "Most kits were left in Albany County: 45."
    assert findings["chart-places"] == "Of the named ZIP codes most kits were left in 12207 Albany: 20."


def test_rows_of_no_county_are_told_beside_the_map(drawn):
    document = drawn.read()
    rows = document.report.rows
    rest = replace(rows[-1], kind=Kind.REST, label="Rest of state", county="", kits=9_000)

    found = pictures_of(with_report(document, rows=(*rows, rest)))

    picture = {one.chart_id: one for one in found}["chart-places"]
    assert (picture.chart.unplaced, len(picture.chart.marks)) == (1, len(rows))
    assert picture.chart.rows[-1].value == 9_000
    assert "9,000" not in picture.finding


def test_a_quarter_with_most_kits_is_named_as_such(drawn):
    document = with_report(drawn.read(), step="quarter")

    picture = {one.chart_id: one for one in pictures_of(document)}["chart-months"]

    assert picture.finding == "Most kits were left in November 2026 to January 2027: 60."
    assert [point.label for point in picture.chart.points] == [
        "Oct\N{EN DASH}Dec",
        "Nov\N{EN DASH}Jan",
        "Dec\N{EN DASH}Feb",
    ]


def test_a_line_of_which_a_month_is_hidden_is_not_drawn(drawn):
    document = drawn.read()
    first, *others = document.report.steps
    hidden = replace(first, handouts=None, kits=None, doses=None)
    document = with_report(document, steps=(hidden, *others))

    found = {one.chart_id: one for one in pictures_of(document)}["chart-months"]

    assert (found.chart, found.finding) == (None, "No line is drawn, because not every month is shown.")
    assert pictures(drawn)["chart-months"].finding == "Most kits were left in November 2026: 60."


def test_a_county_that_is_not_shown_has_no_bar(drawn):
    document = drawn.read()
    first, *others = document.report.counties
    hidden = replace(first, handouts=None, kits=None, doses=None)
    more = replace(others[0], county="ny-x", county_label="X County")
    document = with_report(document, counties=(hidden, *others, more))

    found = {one.chart_id: one for one in pictures_of(document)}["chart-counties"]

    assert "Albany County" not in [bar.label for bar in found.chart.bars]
    assert found.finding.startswith("Of the counties that are shown, most kits were left in ")
    assert found.finding.endswith("Counties that are not shown have no bar.")


def test_a_finding_writes_its_number_as_the_tables_do(drawn):
    document = drawn.read()
    first, *others = document.report.counties
    document = with_report(document, counties=(replace(first, kits=1_204), *others))

    finding = {one.chart_id: one.finding for one in pictures_of(document)}["chart-counties"]

    assert "Most kits were left in Albany County: 1,204." in finding


def test_without_rows_there_is_no_picture(agency, leave):
    leave("12207", times=4)

    assert pictures(seal_period(scope_of(agency))[0]) == {}


def test_pictures_cost_three_queries_however_many_there_are(drawn, django_assert_num_queries):
    document = drawn.read()

    with django_assert_num_queries(3):
        pictures_of(document)
