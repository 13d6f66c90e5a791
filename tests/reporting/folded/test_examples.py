"""The worked examples of docs/privacy.md: k = 11, for the public 20, and one kit per hand-over unless it is said."""

import pytest

from lbn.reporting.fold import County, EarlierRow, Region, add_up

from .cases import (
    HAMILTON,
    JEFFERSON,
    ONONDAGA,
    OTHER,
    Q1,
    YEAR,
    area,
    figures,
    key_for,
    place,
    public,
    quarter,
    quarters_of_year,
    times,
    year_beside_quarters,
)

MANY_KEYS = [bytes([number]) for number in range(40)]
SMALL_ZIP = [
    *place(ONONDAGA, "13202", 14, 12, 15),
    *place(ONONDAGA, "13205", 8, 8, 8),
    *place(ONONDAGA, "13210", 8, 5, 2),
    *place(ONONDAGA, "13224", 1, 1, 1),
]
QUIET_COUNTY = [
    *place(JEFFERSON, "13601", 3, 2, 2),
    *place(JEFFERSON, "13603", 2, 1, 1),
    *place(JEFFERSON, "13605", 1, 1, 3),
    *place(ONONDAGA, "13202", 15, 12, 14),
    *place(ONONDAGA, "13205", 8, 8, 8),
]
SMALL_COUNTY = [
    *place(HAMILTON, "12842", 4, 0, 0),
    *place(ONONDAGA, "13202", 14, 12, 15),
    *place(ONONDAGA, "13205", 8, 8, 8),
    *place(JEFFERSON, "13601", 5, 5, 5),
]
MANY_KITS = [
    *place(ONONDAGA, "13205", 2, 0, 0, kits=(41, 0, 0)),
    *place(ONONDAGA, "13210", 6, 5, 5),
    *place(ONONDAGA, "13202", 14, 12, 15),
]
BOROUGHS = {
    name: County(name.lower(), f"{name} County") for name in ("Bronx", "Kings", "Queens", "New York", "Richmond")
}
CITY = Region("city", "New York City", tuple(county.key for county in BOROUGHS.values()))


def folded(cells, **options):
    return lambda key: quarter(cells, key=key, **options).report


def test_1_a_small_zip_is_folded_with_another_of_its_county():
    wanted = {"13202": 41, "13205": 24, OTHER: 18}
    report = folded(SMALL_ZIP)(key_for(folded(SMALL_ZIP), wanted))

    assert figures(report) == wanted
    assert times(report) == {"Onondaga County": [31, 26, 26]}


def test_2_quiet_months_of_a_county_are_joined_by_another_county():
    report = quarter(QUIET_COUNTY).report

    assert figures(report) == {"Other ZIP codes in Jefferson County": 16, "13202": 41, "13205": 24}
    assert times(report) == {"Other counties by month": [29, 24, 28]}


def test_3_a_county_below_the_threshold_is_not_named_at_all():
    wanted = {"13202": 41, "13205": 24, "Rest of state": 19}
    report = folded(SMALL_COUNTY)(key_for(folded(SMALL_COUNTY), wanted))

    assert figures(report) == wanted
    assert "Hamilton" not in repr(report)
    assert report.of_county("jefferson") is None
    assert report.of_county("hamilton") is None


def test_4_many_kits_from_two_hand_overs_are_a_small_figure():
    wanted = {"13202": 41, OTHER: 18}
    report = folded(MANY_KITS)(key_for(folded(MANY_KITS), wanted))

    assert [(row.label, row.kits, row.handouts) for row in report.rows] == [("13202", 41, 41), (OTHER, 57, 18)]


def test_5_a_scope_of_seven_has_no_rows_and_an_exact_total():
    report = quarter(place(ONONDAGA, "13202", 3, 2, 2)).report

    assert (report.rows, report.counties, report.times) == ((), (), ())
    assert report.places_hidden
    assert report.total.handouts == 7
    assert report.of_county("onondaga") is None


def test_5_an_area_of_seven_is_not_shown():
    report = area(place(ONONDAGA, "13202", 3, 2, 2)).report

    assert (report.rows, report.counties, report.times, report.total) == ((), (), (), None)
    assert report.places_hidden


def test_5_zips_that_are_named_for_the_quarter_need_not_show_months():
    report = quarter([*place(ONONDAGA, "13202", 4, 5, 6), *place(JEFFERSON, "13601", 5, 4, 3)]).report

    assert figures(report) == {"13202": 15, "13601": 12}
    assert report.times_hidden
    assert {step.figures for step in report.steps} == {None}


def test_5_late_logs_are_in_the_next_quarter_alone():
    first = quarter(SMALL_ZIP).report
    frozen = repr(first)
    late = place(ONONDAGA, "13210", 2, 0, 0, months=YEAR[3:6])
    again = [cell._replace(month=YEAR[Q1.index(cell.month) + 3]) for cell in SMALL_ZIP]

    second = quarter([*late, *again], months=YEAR[3:6]).report

    assert repr(first) == frozen
    assert second.total.handouts == first.total.handouts + 2
    assert add_up([first, second], scope="oopp", period="half").total.handouts == 168


def test_6_what_is_left_for_an_insider_decides():
    cells = [
        *place(ONONDAGA, "13202", 20, 0, 0, source="a"),
        *place(ONONDAGA, "13202", 5, 0, 0, source="b"),
        *place(ONONDAGA, "13205", 30, 0, 0, source="a"),
        *place(ONONDAGA, "13210", 0, 12, 0, source="b"),
    ]

    assert figures(area(cells).report) == {"13202": 25, "13205": 30, "13210": 12}
    for key in MANY_KEYS:
        report = area(cells, [{"a"}], key=key).report
        assert figures(report) in ({"13205": 30, OTHER: 37}, {OTHER: 67})


def test_7_small_places_of_others_take_a_further_row():
    mine = {"13202": 8, "13205": 8, "13210": 7}
    theirs = {"13202": 3, "13205": 3, "13210": 2, "13224": 12}
    cells = [cell for zip_code, size in mine.items() for cell in place(ONONDAGA, zip_code, size, source="a")]
    cells += [cell for zip_code, size in theirs.items() for cell in place(ONONDAGA, zip_code, size, source="b")]

    assert figures(area(cells, [{"a"}]).report) == {OTHER: 43}


@pytest.mark.parametrize(("others", "is_named"), [(3, False), (0, True), (20, True)])
def test_8_a_writer_reads_back_nothing_from_the_public(others, is_named):
    cells = [
        *place(ONONDAGA, "13205", 20, 0, 0, source="writer"),
        *place(ONONDAGA, "13205", others, 0, 0, source="other"),
        *place(ONONDAGA, "13202", 0, 40, 0, source="other"),
    ]

    report = public(cells, [{"writer"}, {"other"}]).report

    assert ("13205" in figures(report)) == is_named
    assert report.total.handouts == 60 + others


def boroughs(*sizes):
    return [
        cell
        for number, (county, size) in enumerate(zip(BOROUGHS.values(), sizes, strict=True))
        for cell in place(county, f"1{number}001", size)
    ]


@pytest.mark.parametrize("upstate", [0, 30])
def test_9_the_small_borough_joins_a_row_of_the_city(upstate):
    report = area([*boroughs(27, 33, 24, 20, 4), *place(ONONDAGA, "13202", upstate)], regions=[CITY]).report

    assert [(region.label, region.handouts) for region in report.regions] == [("New York City", 108)]
    assert report.total.handouts == 108 + upstate
    assert "Rest of New York City" in figures(report)
    assert "Rest of state" not in figures(report)


def test_9_a_small_rest_of_the_state_takes_a_row_of_the_city_whose_total_is_not_shown():
    report = area([*boroughs(27, 33, 24, 20, 20), *place(ONONDAGA, "13202", 4)], regions=[CITY]).report

    assert [(region.label, region.handouts) for region in report.regions] == [("New York City", None)]
    assert "Rest of state" in figures(report)
    assert report.total.handouts == 128


def by_quarter(zip_code, *handouts, county=ONONDAGA):
    """One month's hand-overs in each quarter."""
    return place(county, zip_code, *handouts, months=YEAR[::3])


def test_10_the_year_names_a_place_of_which_enough_is_not_known_yet():
    big = by_quarter("13202", 40, 40, 40, 40)
    year, short = year_beside_quarters([*by_quarter("13205", 15, 4, 4, 4), *big])

    assert [figures(one.report).get("13205") for one in short] == [15, None, None, None]
    assert figures(year.report)["13205"] == 27


def test_10_what_is_left_to_be_known_of_the_year_is_too_little():
    year, short = year_beside_quarters([*by_quarter("13205", 15, 12, 15, 5), *by_quarter("13202", 40, 40, 40, 40)])

    assert [figures(one.report).get("13205") for one in short] == [15, 12, 15, None]
    assert "13205" not in figures(year.report)


def changing_partners(key):
    """The year of a place that another one joined in each quarter."""
    sizes = {"13205": (3, 8, 8, 0), "13202": (20, 20, 20, 11), "13210": (15, 15, 15, 0), "13215": (15, 15, 15, 0)}
    cells = [cell for zip_code, by in sizes.items() for cell in by_quarter(zip_code, *by)]
    earlier = [EarlierRow(YEAR[9:], frozenset(["13202"]))]
    for months, partner in zip(quarters_of_year(), ("13202", "13210", "13215"), strict=False):
        earlier.append(EarlierRow(months, frozenset(["13205", partner])))
        earlier += [EarlierRow(months, frozenset([alone])) for alone in sizes.keys() - {"13205", partner}]
    return area(cells, earlier=earlier, months=YEAR, key=key).report


def test_10_partners_that_change_from_quarter_to_quarter_give_nothing_away():
    """13205 and 13202 and 13210 together leave 8, although each row and each single cover fits."""
    found = {frozenset(figures(changing_partners(key)).items()) for key in MANY_KEYS}

    assert frozenset({("13205", 19), (OTHER, 161)}) in found
    assert not any(len(rows) > 3 for rows in found)
    for rows in found:
        assert ("13205", 19) not in rows or len(rows) == 2


def test_11_what_others_left_beside_a_dominant_supplier_is_in_a_rest_of_two_counties():
    cells = [
        *place(ONONDAGA, "13202", 250, source="a"),
        *place(JEFFERSON, "13601", 250, source="a"),
        *place(ONONDAGA, "13210", 4, source="b"),
    ]

    report = area(cells, [{"a"}, {"b"}]).report

    assert figures(report) == {"Rest of state": 504}
    assert report.total.handouts == 504


@pytest.mark.parametrize(("cells", "outcomes"), [(SMALL_ZIP, {27, 18, 44}), (MANY_KITS, {43, 18})])
def test_the_key_decides_which_row_joins(cells, outcomes):
    joint = {quarter(cells, key=key).report.rows[-1].handouts for key in MANY_KEYS}

    assert joint == outcomes
