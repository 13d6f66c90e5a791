"""Where the marks of a map lie, how large they are, and which have their names beside them."""

import re
from itertools import pairwise
from math import pi

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from agencies.charts import MapRow, Mark, dot_map
from tests.agencies.drawings import drawn, numbers_in, picture_and_table

NORTH = ("12901 Plattsburgh", 44.0, -73.0, 16, "zip")
SOUTH = ("12207 Albany", 42.0, -73.0, 64, "zip")
JOINT = ("Other ZIP codes in Essex County", 43.0, -73.0, 16, "county")
NOWHERE = ("Rest of state", None, None, 28, "county")
DEGREES = st.none() | st.tuples(st.floats(17, 71), st.floats(-170, -65))
VALUES = st.none() | st.integers(0, 99_999)
PLACES = st.lists(
    st.builds(
        lambda name, degrees, value, kind: (name, *(degrees or (None, None)), value, kind),
        st.text("abcdefg ", min_size=1, max_size=30),
        DEGREES,
        VALUES,
        st.sampled_from(["zip", "county"]),
    ),
    min_size=1,
    max_size=60,
)


def corners_of(mark):
    return [tuple(map(float, corner.split(","))) for corner in mark.corners.split()]


def area_of(mark):
    if mark.kind == "zip":
        return pi * float(mark.radius) ** 2
    (left, top), _, (right, bottom), _ = corners_of(mark)
    return (right - left) * (bottom - top)


def edges_of(mark):
    """Yield the outermost points of a mark."""
    if mark.kind == "county":
        yield from corners_of(mark)
    else:
        x, y, radius = float(mark.x), float(mark.y), float(mark.radius)
        yield from [(x - radius, y), (x + radius, y), (x, y - radius), (x, y + radius)]


def test_north_is_at_the_top_and_the_area_of_a_mark_is_its_figure():
    chart = dot_map([NORTH, SOUTH, JOINT])

    assert chart.view_box == "0 0 100 90"
    assert chart.marks == (
        Mark("12207 Albany", 64, "zip", "50.00", "69.50", "4.50", ""),
        Mark("12901 Plattsburgh", 16, "zip", "50.00", "5.50", "2.25", ""),
        Mark(
            "Other ZIP codes in Essex County",
            16,
            "county",
            "50.00",
            "37.50",
            "",
            "48.01,35.51 51.99,35.51 51.99,39.49 48.01,39.49",
        ),
    )


def test_a_degree_of_longitude_is_as_wide_as_at_the_mean_latitude():
    west, east, north = ("a", 60.0, -80.0, 1, "zip"), ("b", 60.0, -79.0, 1, "zip"), ("c", 60.5, -80.0, 1, "zip")

    marks = {mark.label: mark for mark in dot_map([west, east, north]).marks}

    across = float(marks["b"].x) - float(marks["a"].x)
    up = float(marks["a"].y) - float(marks["c"].y)
    assert across / up == pytest.approx(2 * 0.4975, rel=0.001)


def test_a_single_place_stands_in_the_middle():
    chart = dot_map([SOUTH])

    assert [(mark.x, mark.y) for mark in chart.marks] == [("50.00", "37.50")]


def test_what_lies_closer_than_a_mile_is_not_pulled_apart():
    marks = dot_map([("a", 42.0, -73.0, 1, "zip"), ("b", 42.01, -73.0, 1, "zip")]).marks

    assert [mark.y for mark in marks] == ["53.50", "21.50"]
    assert [mark.x for mark in marks] == ["50.00", "50.00"]


def test_what_has_no_coordinates_is_counted_and_stays_in_the_table():
    chart = dot_map([NOWHERE, SOUTH, ("12010 Amsterdam", 42.9, None, 12, "zip")])

    assert [mark.label for mark in chart.marks] == ["12207 Albany"]
    assert chart.rows == (MapRow("Rest of state", 28), MapRow("12207 Albany", 64), MapRow("12010 Amsterdam", 12))
    assert chart.unplaced == 2
    assert chart.kinds == ("zip",)


def test_where_nothing_has_coordinates_there_is_no_map_and_still_a_table():
    picture, table = picture_and_table(drawn("dot_map", dot_map([NOWHERE])))

    assert "<svg" not in picture
    assert "1 row cannot be placed on the map; it is in the table." in picture
    assert '<th scope="row">Rest of state</th><td class="number">28</td>' in table


def test_sizes_in_the_legend_are_those_of_marks_on_the_map():
    chart = dot_map([NORTH, SOUTH, ("12983 Saranac Lake", 44.3, -74.1, 11, "zip"), JOINT])

    assert [size.mark.value for size in chart.sizes] == [64, 16, 11]
    assert [size.mark.radius for size in chart.sizes] == ["4.50", "2.25", "1.87"]
    assert (chart.sizes[0].text_x, chart.sizes[0].text_y) == ("12.00%", "91.67%")
    assert [size.mark.value for size in dot_map([NORTH, JOINT]).sizes] == [16]


def test_names_stand_where_they_cover_nothing_and_a_phone_gets_fewer():
    far_apart = [(f"1220{number} Town", 42.0 + number, -73.0, 50 - number, "zip") for number in range(5)]

    chart = dot_map(far_apart)

    assert [(label.label, label.sparse) for label in chart.labels] == [
        ("12200 Town", False),
        ("12201 Town", False),
        ("12202 Town", False),
        ("12203 Town", True),
        ("12204 Town", True),
    ]
    assert [label.anchor for label in chart.labels] == ["start"] * 5


def test_a_name_stays_on_the_map_and_gives_way_to_marks():
    west, right_of_berne, east = [
        (name, 42.0, longitude, 16, "zip")
        for name, longitude in [("14201 Buffalo", -74.0), ("12180 Troy", -72.8), ("01201 Pittsfield", -72.0)]
    ]

    chart = dot_map([west, ("12023 Berne", *SOUTH[1:]), right_of_berne, east])

    assert [(label.label, label.anchor, label.x) for label in chart.labels] == [
        ("12023 Berne", "end", "44.50%"),
        ("12180 Troy", "start", "62.15%"),
    ]
    assert dot_map([("a name as long as half the map and more" * 2, *SOUTH[1:])]).labels == ()


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ([], "A chart needs at least one figure."),
        ([("12207", 42.0, -73.0, -1, "zip")], "A chart shows no figure below 0."),
        ([("Rest of state", None, None, -1, "county")], "A chart shows no figure below 0."),
        ([("12207", 42.0, -73.0, 12, "town")], "A map has no mark for town."),
    ],
)
def test_places_that_cannot_be_drawn_are_refused(places, sentence):
    with pytest.raises(ValueError, match=sentence):
        dot_map(places)


@given(PLACES)
def test_every_mark_lies_inside_the_map_and_is_in_proportion(places):
    chart = dot_map(places)

    highest = max((mark.value for mark in chart.marks), default=0)
    for mark in chart.marks:
        assert all(0 <= x <= 100 and 0 <= y <= 75 for x, y in edges_of(mark))
        # Coordinates are written to a hundredth of a unit.
        assert area_of(mark) == pytest.approx(pi * 4.5**2 * mark.value / highest, abs=0.4)


def test_a_place_that_cannot_be_drawn_makes_no_mark_smaller():
    alone, beside = dot_map([SOUTH, JOINT]), dot_map([SOUTH, JOINT, ("Rest of state", None, None, 5_000, "county")])

    assert beside.marks == alone.marks
    assert beside.unplaced == 1


@given(PLACES)
def test_every_place_is_told_once_and_no_mark_is_drawn_over_a_smaller_one(places):
    chart = dot_map(places)

    drawable = [(name, value) for name, latitude, _, value, _ in places if value and latitude is not None]
    assert sorted((mark.label, mark.value) for mark in chart.marks) == sorted(drawable)
    assert all(larger.value >= smaller.value for larger, smaller in pairwise(chart.marks))
    assert [(row.label, row.value) for row in chart.rows] == [(name, value) for name, *_, value, _ in places]
    assert chart.unplaced == sum(latitude is None for _, latitude, *_ in places)


@given(PLACES)
def test_a_map_tells_no_number_that_is_not_in_its_table(places):
    picture, table = picture_and_table(drawn("dot_map", dot_map(places)))
    without_what_is_not_on_it = re.sub(r'<p class="small">.*?</p>', "", picture)

    assert numbers_in(without_what_is_not_on_it) <= numbers_in(table)


def test_a_map_says_its_shapes_in_words_has_a_name_and_nothing_inline():
    with translation.override("es"):
        drawing = drawn("dot_map", dot_map([NORTH, SOUTH, JOINT, NOWHERE]), chart_id="map")

    assert 'role="img" aria-labelledby="map-title"' in drawing
    assert "<title>Other ZIP codes in Essex County: 16</title>" in drawing
    assert 'cy="69.50" r="4.50"' in drawing
    assert "style=" not in drawing


def test_a_map_explains_only_the_shapes_that_it_shows():
    only_named, only_joint = drawn("dot_map", dot_map([SOUTH])), drawn("dot_map", dot_map([JOINT]))

    assert ("Filled disc" in only_named, "Hollow square" in only_named) == (True, False)
    assert ("Filled disc" in only_joint, "Hollow square" in only_joint) == (False, True)


def test_where_the_page_has_the_same_table_the_map_leaves_it_out():
    assert "<table" not in drawn("dot_map", dot_map([SOUTH]), without_table=True)
