"""The tables and pictures of a published report: each figure is the whole of its label, or not shown."""

from dataclasses import replace
from datetime import date

import pytest

from lbn.reporting.documents import ComparedTotals, Comparison, OtherItems, ToDate
from lbn.reporting.fold import Cell, County, Level, Region, add_up, fold, for_counties
from lbn.reporting.published.pictures import pictures_of
from lbn.reporting.published.tables import label_in_words, notes_of, protection, tables_of
from tests.documents import area_report

MONTHS = tuple(date(2026, month, 1) for month in (10, 11, 12))
NEXT = tuple(date(2027, month, 1) for month in (1, 2, 3))
ALBANY, BRONX, KINGS, ERIE = (
    County(f"ny-{name.lower()}", f"{name} County") for name in ("Albany", "Bronx", "Kings", "Erie")
)
CITY = Region("city", "New York City", ("ny-bronx", "ny-kings"))
GAP = ("not shown",) * 3
WHY = "Not shown: fewer than 11 visits, or it would reveal a smaller number."

pytestmark = pytest.mark.django_db


def cells(county, zip_code, *handouts, months=MONTHS):
    """Visits of one place by month; two kits of two doses each."""
    return [Cell(county, zip_code, month, n, 2 * n, 4 * n) for month, n in zip(months, handouts, strict=True)]


def folded(*parts, months=MONTHS, regions=(CITY,), **options):
    every = [cell for part in parts for cell in part]
    options = {"key": b"key 3", "scope": "NY", "period": "q", "level": Level.AREA} | options
    return fold(every, months=months, regions=regions, **options).report


def rows_of(document, name):
    (table,) = [table for table in tables_of(document) if table.name == name]
    return table.rows


def picture(document, name):
    return {one.chart_id: one for one in pictures_of(document)}.get(name)


LARGE = cells(ALBANY, "12207", 20, 20, 20)
CITY_COUNTS = (cells(BRONX, "10451", 20, 20, 20), cells(KINGS, "11201", 1, 1, 2))


def test_every_county_with_an_agency_has_its_figure_a_zero_or_the_words():
    report = folded(LARGE, *CITY_COUNTS)

    rows = rows_of(area_report(report, operating=("ny-albany", "ny-erie", "ny-kings")), "counties")

    assert rows == [
        ("Albany County", 60, 120, 240),
        ("ny-erie", 0, 0, 0),
        ("ny-kings", *GAP),
        ("Rest of New York City", 64, 128, 256),
    ]


def test_a_county_without_a_row_is_called_as_the_table_of_counties_has_it(counties, django_assert_num_queries):
    report = folded(cells(County("ny-albany", "Albany County"), "12207", 20, 20, 20))
    document = area_report(report, operating=("ny-albany", "ny-schenectady"))

    with django_assert_num_queries(3):  # their names, their residents, their deaths
        rows = rows_of(document, "counties")

    assert rows == [("Albany County", 60, 120, 240), ("Schenectady County", 0, 0, 0)]


def test_a_county_of_a_region_that_is_whole_is_a_zero_whatever_the_rest_of_the_state_holds():
    rest = cells(ALBANY, "12207", 20, 20, 20), cells(ERIE, "14201", 2, 2, 2)
    state = folded(*rest, cells(BRONX, "10451", 20, 20, 20), cells(County("ny-essex", "Essex County"), "", 2, 2, 2))
    assert "Rest of state" in [row.label for row in state.rows]

    rows = rows_of(area_report(state, operating=["ny-kings", "ny-erie"]), "counties")

    assert ("ny-kings", 0, 0, 0) in rows
    assert ("Erie County", *GAP) in rows or ("ny-erie", *GAP) in rows


def test_what_no_county_row_holds_is_told_so_that_the_table_has_all_kits():
    small = [cells(ALBANY, "12208", 1, 1, 2), cells(ERIE, "14201", 1, 1, 1)]
    report = folded(LARGE, cells(ALBANY, "12210", 30, 30, 30), *small, regions=())
    assert [row.label for row in report.rows if row.county] != []
    assert report.of_county("ny-albany") is None

    rows = rows_of(area_report(report, operating=("ny-albany",)), "counties")

    assert rows == [("Albany County", *GAP), ("Counties not shown, together", 157, 314, 628)]


def test_a_region_has_a_row_where_it_is_not_the_whole_report():
    state = folded(LARGE, *CITY_COUNTS)
    city = for_counties(state, {"ny-bronx": "Bronx County", "ny-kings": "Kings County"}, scope="city")

    assert rows_of(area_report(state), "regions") == [("New York City", 64, 128, 256)]
    assert rows_of(area_report(city), "regions") == []
    assert rows_of(area_report(city), "totals") == [("counted", 64, 128, 256)]
    assert rows_of(area_report(city), "counties") == [
        ("Bronx County", *GAP),
        ("Kings County", *GAP),
        ("Rest of New York City", 64, 128, 256),
    ]


def test_an_area_that_may_not_be_seen_reads_not_shown_everywhere(counties):
    report = folded(cells(ALBANY, "12207", 1, 2, 3))
    hidden = ToDate(since=MONTHS[0], jurisdictions=1, doses=None, people=None, people_are="times")
    document = area_report(report, operating=["ny-albany"], people_trained=None, typed=None, to_date=hidden)

    assert rows_of(document, "totals") == [("counted", *GAP, "not shown")]
    assert rows_of(document, "counties") == [("Albany County", *GAP)]
    assert rows_of(document, "typed") == [("not shown",) * 4]
    assert rows_of(document, "to_date")[0][3:5] == ("not shown", "not shown")
    assert WHY in notes_of(document)
    assert pictures_of(document) == []


def test_other_items_that_are_hidden_read_so():
    items = (OtherItems(item="test_strips", handouts=None, items=None),)
    document = area_report(folded(LARGE), people_trained=40, other_items=items)

    assert rows_of(document, "other_items") == [("test_strips", "not shown", "not shown")]
    assert rows_of(document, "totals") == [("counted", 60, 120, 240, 40)]


def compared(kits):
    """The period before, with so many kits, one to a visit; None is not shown."""
    doses = None if kits is None else 2 * kits
    span = {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 9, 30)}
    return ComparedTotals(**span, handouts=kits, kits=kits, doses=doses, people_trained=None)


@pytest.mark.parametrize(("before", "change"), [(100, 20), (None, "not shown")])
def test_a_comparison_needs_both_sides_whole(before, change):
    document = area_report(folded(LARGE), comparison=Comparison(previous=compared(before)))

    rows = rows_of(document, "comparison")

    assert [row[-1] for row in rows] == [None, change]
    assert rows[1][4] == ("not shown" if before is None else before)


def test_a_hidden_total_is_compared_with_nothing():
    document = area_report(folded(cells(ALBANY, "12207", 1, 2, 3)), comparison=Comparison(previous=compared(100)))

    assert rows_of(document, "comparison")[1][-1] == "not shown"


@pytest.fixture
def added():
    """Two quarters of which the first cannot name 14201, which the second one does."""
    first = folded(LARGE, cells(ERIE, "14201", 20, 20, 20), cells(ERIE, "14202", 1, 1, 1))
    later = [cells(ALBANY, "12207", 5, 5, 5, months=NEXT), cells(ERIE, "14201", 9, 9, 9, months=NEXT)]
    return add_up([first, folded(*later, months=NEXT)], scope="NY", period="half a year")


def foot_of(document):
    (table,) = [table for table in tables_of(document) if table.name == "places"]
    return [figure for _column, figure in table.total]


def test_places_have_a_foot_only_where_they_are_all_of_the_total(added):
    whole = folded(LARGE, *CITY_COUNTS)
    part = for_counties(whole, {"ny-albany": "Albany County", "ny-kings": "Kings County"}, scope="two")

    assert foot_of(area_report(whole)) == [None, 124, 248, 496]
    assert foot_of(area_report(added)) == []
    assert rows_of(area_report(part), "totals") == [("counted", *GAP)]
    assert foot_of(area_report(part)) == []


def test_a_sum_has_what_each_part_shows_and_says_so(added):
    document = area_report(added)

    assert rows_of(document, "places") == [("12207", "", "Albany County", 75, 150, 300)]
    assert rows_of(document, "counties") == [("Albany County", 75, 150, 300), ("Erie County", 90, 180, 360)]
    assert rows_of(document, "by_month") == [("2026-10-01", 123, 246, 492), ("2027-01-01", 42, 84, 168)]
    assert any("adds up shorter reports" in note for note in notes_of(document))


def test_bars_are_drawn_of_what_is_shown_and_the_finding_says_of_what():
    document = area_report(folded(LARGE, *CITY_COUNTS, cells(ERIE, "14201", 8, 8, 8)), operating=["ny-bronx"])

    found = picture(document, "chart-counties")

    assert [(bar.label, bar.value) for bar in found.chart.bars] == [
        ("Albany County", 120),
        ("Erie County", 48),
        ("Rest of New York City", 128),
    ]
    assert found.finding == (
        "Of the counties that are shown, most kits were left in Albany County: 120. "
        "Counties that are not shown have no bar."
    )


def test_of_counties_that_are_even_all_are_named():
    document = area_report(folded(LARGE, cells(ERIE, "14201", 20, 20, 20)))

    finding = picture(document, "chart-counties").finding

    assert finding == "Most kits were left in Albany County and Erie County: 120."


def test_a_line_is_drawn_of_whole_months_alone():
    shown, hidden = folded(LARGE), folded(cells(ALBANY, "12207", 20, 20, 3))

    line, words = (picture(area_report(report), "chart-months") for report in (shown, hidden))

    assert [point.value for point in line.chart.points] == [40, 40, 40]
    assert (words.chart, words.finding) == (None, "No line is drawn, because not every month is shown.")
    assert rows_of(area_report(hidden), "by_month") == [(f"2026-{month}-01", *GAP) for month in (10, 11, 12)]


def test_a_report_under_the_former_rules_says_so():
    report = replace(folded(LARGE), version=1)

    assert protection(report).startswith("This report follows the rules of its day: a place is named only if kits")
    assert "11 times" in protection(report)
    assert protection(folded(LARGE)).startswith("We name a place when at least 11 visits")


@pytest.mark.parametrize(
    "label",
    [
        "Rest of state",
        "Rest of New York City",
        "Other ZIP codes in Albany County",
        "Other counties by month",
        "Other counties of New York City by month",
        "Not placed",
        "not shown",
        "Albany County",
    ],
)
def test_a_label_reads_in_english_as_it_was_frozen(label):
    assert label_in_words(label) == label
