"""Where the points of a chart lie."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from agencies.charts import Stretch, Tick, line_chart

YEAR = [(f"month {number}", number) for number in range(1, 13)]


def test_scale_runs_from_zero_to_a_round_number_above_the_highest_figure():
    chart = line_chart([("Oct", 41), ("Nov", 36)])

    assert chart.ticks == (Tick(0, "88.00%"), Tick(20, "61.33%"), Tick(40, "34.67%"), Tick(60, "8.00%"))


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (100, [0, 50, 100]),
        (1001, [0, 500, 1000, 1500]),
    ],
)
def test_ticks_are_whole_round_numbers(highest, ticks):
    chart = line_chart([("Nov", highest)])

    assert [tick.value for tick in chart.ticks] == ticks


def test_points_lie_where_their_figures_say():
    chart = line_chart([("Sep", 0), ("Oct", 50), ("Nov", 100)])

    assert [(point.x, point.y) for point in chart.points] == [
        ("12.00%", "88.00%"),
        ("52.50%", "48.00%"),
        ("93.00%", "8.00%"),
    ]
    assert chart.stretches == (
        Stretch(
            line="12.00,88.00 52.50,48.00 93.00,8.00",
            area="12.00,88.00 12.00,88.00 52.50,48.00 93.00,8.00 93.00,88.00",
        ),
    )


def test_a_missing_figure_is_a_gap_and_not_a_zero():
    chart = line_chart([("Aug", 2), ("Sep", 4), ("Oct", None), ("Nov", 4)])

    assert len(chart.stretches) == 2
    assert chart.points[2].value is None
    assert chart.points[2].y == ""


def test_a_single_figure_stands_in_the_middle():
    chart = line_chart([("Nov", 3)])

    assert chart.points[0].x == "52.50%"


def test_the_newest_label_is_always_written_and_a_phone_gets_fewer():
    chart = line_chart(YEAR)

    written = [point.label for point in chart.points if point.marked]
    on_a_phone = [point.label for point in chart.points if point.marked and not point.sparse]
    assert written == ["month 2", "month 4", "month 6", "month 8", "month 10", "month 12"]
    assert on_a_phone == ["month 4", "month 8", "month 12"]


def test_labels_are_all_written_where_there_are_few():
    chart = line_chart(YEAR[:3])

    assert [(point.marked, point.sparse) for point in chart.points] == [(True, False)] * 3


@pytest.mark.parametrize("figures", [[], [("Nov", -1)]])
def test_figures_that_cannot_be_drawn_are_refused(figures):
    with pytest.raises(ValueError, match="A chart"):
        line_chart(figures)


def test_drawing_shows_every_figure_in_the_table_and_keeps_points_in_coordinates():
    words = {"title": "Kits left per month", "finding": "Up.", "heading": "Month", "unit": "Kits left"}

    with translation.override("es"):
        drawn = render_to_string(
            "parts/line_chart.html", words | {"chart": line_chart([("Oct", None), ("Nov", 1200)])}
        )

    assert '<th scope="row">Oct</th>' in drawn
    assert 'cx="93.00%"' in drawn
    assert drawn.count("<circle") == 1
    assert "style=" not in drawn


def test_where_the_page_has_the_same_table_it_is_left_out():
    words = {"title": "Kits left", "finding": "Up.", "heading": "Month", "unit": "Kits"}

    drawn = render_to_string("parts/line_chart.html", words | {"chart": line_chart(YEAR), "without_table": True})

    assert "<table" not in drawn
    assert drawn.count("<circle") == 12
