"""Where counties, discs and names lie on a map with outlines, and how dark a county is."""

from decimal import Decimal
from itertools import combinations
from math import dist

import pytest

from agencies.charts import CountyArea, PlacedCode, area_map
from agencies.charts.areas import read_path
from agencies.charts.scales import breaks_of, scale_bar
from agencies.charts.spreading import lies_within, settle_marks

SQUARE = "M0 0l400 0 0 300 -400 0z"
EAST = "M400 0l400 0 0 300 -400 0z"
SOUTH = "M0 300l800 0 0 300 -800 0z"
ALBANY = CountyArea("Albany County", "Albany", SQUARE, "shown", 120)
ERIE = CountyArea("Erie County", "Erie", EAST, "shown", 0)
ESSEX = CountyArea("Essex County", "Essex", SOUTH, "hidden")


def drawn(*areas, codes=()):
    return area_map(areas, codes, units_in_a_mile=10)


def test_a_county_is_shaded_by_its_class_a_zero_is_apart_and_what_is_not_shown_is_hatched():
    chart = drawn(ALBANY, ERIE, ESSEX)

    assert [(area.label, area.shade, area.value) for area in chart.areas] == [
        ("Albany County", "shade-5", 120),
        ("Erie County", "zero", 0),
        ("Essex County", "hatched", None),
    ]
    assert (chart.kinds, chart.in_shades) == ({"hatched": 1, "zero": 1}, (0, 0, 0, 0, 1))
    assert [(row.label, row.value) for row in chart.rows][2] == ("Essex County", None)


def test_a_county_of_which_nothing_is_said_is_ground_and_no_row():
    chart = drawn(ALBANY, ESSEX._replace(stands="nobody"))

    assert (chart.ground, len(chart.areas), len(chart.rows), chart.kinds) == (SOUTH, 1, 1, {"ground": 1})


def test_a_county_without_a_known_figure_is_dotted_and_a_row_and_no_ground():
    chart = drawn(ALBANY, ERIE._replace(stands="unknown", value=None), ESSEX._replace(stands="nobody"))

    assert (chart.unknown, chart.ground, chart.kinds) == (EAST, SOUTH, {"unknown": 1, "ground": 1})
    assert [area.label for area in chart.areas] == ["Albany County"]
    assert [(row.label, row.value) for row in chart.rows] == [("Albany County", 120), ("Erie County", None)]


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        ([3], [1, 2, 5, 10, 20]),
        ([20], [1, 2, 5, 10, 20]),
        ([21], [2, 5, 10, 20, 50]),
        ([Decimal("37.7"), 1], [2, 5, 10, 20, 50]),
        ([420], [20, 50, 100, 200, 500]),
        ([501], [50, 100, 200, 500, 1000]),
    ],
)
def test_classes_end_at_round_numbers(values, breaks):
    assert breaks_of(values) == breaks


def test_the_reach_does_not_depend_on_figures():
    other = drawn(ALBANY._replace(stands="nobody", value=None), ERIE, ESSEX._replace(stands="shown", value=4))

    assert other.view_box == drawn(ALBANY, ERIE, ESSEX).view_box == "-24 -18 848 636"


def test_discs_at_one_place_are_moved_apart_and_none_far():
    codes = [PlacedCode(f"1220{number}", "Albany County", (200, 150), 9) for number in range(6)]

    marks = [
        (float(mark.x), float(mark.y), float(mark.radius)) for mark in drawn(ALBANY, ERIE, ESSEX, codes=codes).marks
    ]

    assert len(marks) == 6
    assert all(dist(one[:2], other[:2]) > one[2] for one, other in combinations(marks, 2))


def test_discs_are_settled_the_same_way_each_time_within_their_county():
    ring, middle = [(0.0, 0.0), (12.0, 0.0), (12.0, 9.0), (0.0, 9.0)], (6.0, 4.5)
    places, radii = [(0.5, 0.5), (1.0, 0.5), (11.9, 8.9)], [1.5, 1.0, 1.5]

    moved = settle_marks(places, radii, ring, middle)

    assert moved == settle_marks(places, radii, ring, middle)
    assert all(lies_within(place, radius, ring) for place, radius in zip(moved, radii, strict=True))
    assert dist(moved[0], moved[1]) > 2.2


def test_a_county_without_room_for_its_discs_has_none_and_they_are_counted():
    small = CountyArea("New York County", "New York", "M0 0l8 0 0 6 -8 0z", "shown", 80)
    codes = [PlacedCode(f"1000{number}", "New York County", (4, 3), 9) for number in range(6)]

    chart = drawn(small, ALBANY, ERIE, ESSEX, codes=[*codes, PlacedCode("12207", "Albany County", (100, 100), 5)])

    assert ([mark.label for mark in chart.marks], chart.unplaced) == (["12207"], 6)


def test_the_name_of_a_small_county_stands_at_its_side():
    small = CountyArea("Bronx County", "Bronx", "M30 30l16 0 0 12 -16 0z", "shown", 400)

    names = {label.label: label.anchor for label in drawn(small, ERIE._replace(value=7), ESSEX).labels}

    assert names == {"Bronx": "start", "Erie": "middle"}


def test_a_code_without_a_place_or_out_of_sight_has_no_disc_and_is_counted():
    codes = [
        PlacedCode("12207", "Albany County", (100, 100), 5),
        PlacedCode("12222", "Albany County", None, 3),
        PlacedCode("10001", "New York County", (9000, 9000), 4),
    ]

    chart = drawn(ALBANY, ERIE, ESSEX, codes=codes)

    assert ([mark.label for mark in chart.marks], chart.unplaced) == (["12207"], 2)


def test_codes_beyond_the_largest_and_codes_without_kits_have_no_disc_and_are_counted():
    codes = [PlacedCode(f"{12000 + n}", "Albany County", (20 + n * 5, 150), 62 - n) for n in range(62)]

    chart = drawn(ALBANY, ERIE, ESSEX, codes=[*codes, PlacedCode("13000", "Erie County", (600, 150), 0)])

    assert (len(chart.marks), chart.unplaced) == (60, 3)


def test_names_stand_in_their_counties_and_only_where_there_is_a_figure():
    chart = drawn(ALBANY, ERIE._replace(value=7), ESSEX)

    assert [label.label for label in chart.labels] == ["Albany", "Erie"]
    assert all(label.anchor == "middle" for label in chart.labels)


@pytest.mark.parametrize(("width", "miles"), [(0.4, 50), (10.0, 2), (30.0, 1), (0.05, 200)])
def test_the_bar_is_of_a_round_number_of_miles(width, miles):
    assert scale_bar(width).miles == miles


def test_steps_of_a_path_are_read_as_corners():
    assert read_path("M1 2l3 4 -1-1zM9 9l1 0 0 1z") == [[(1, 2), (4, 6), (3, 5)], [(9, 9), (10, 9), (10, 10)]]


def test_a_map_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one area"):
        area_map([], [], units_in_a_mile=1)
