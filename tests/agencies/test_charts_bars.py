"""How long the bars of a chart are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.charts import Bar, bar_chart
from tests.agencies.drawings import drawn, numbers_in, picture_and_table

FIGURES = st.lists(st.tuples(st.just("a county"), st.none() | st.integers(0, 99_999)), min_size=1, max_size=62)
COUNTIES = [("Onondaga", 1204), ("Albany", 301), ("Hamilton", None), ("Lewis", 0)]


def test_bars_begin_at_zero_and_keep_their_order():
    chart = bar_chart(COUNTIES)

    assert chart.bars == (
        Bar("Onondaga", 1204, "100.00%"),
        Bar("Albany", 301, "25.00%"),
        Bar("Hamilton", None, ""),
        Bar("Lewis", 0, "0.00%"),
    )


def test_where_all_figures_are_zero_or_missing_no_bar_has_a_length():
    chart = bar_chart([("Lewis", 0), ("Hamilton", None)])

    assert [bar.width for bar in chart.bars] == ["0.00%", ""]


@pytest.mark.parametrize("figures", [[], [("Albany", -1)], [("Albany", None), ("Lewis", -3)]])
def test_figures_that_cannot_be_drawn_are_refused(figures):
    with pytest.raises(ValueError, match="A chart"):
        bar_chart(figures)


@given(FIGURES)
def test_every_bar_is_as_long_as_its_figure_and_stays_in_its_row(figures):
    chart = bar_chart(figures)

    highest = max([value for _, value in figures if value] or [1])
    assert [(bar.label, bar.value) for bar in chart.bars] == figures
    for bar in chart.bars:
        if bar.value is None:
            assert bar.width == ""
        else:
            assert 0 <= float(bar.width.removesuffix("%")) <= 100
            assert float(bar.width.removesuffix("%")) == pytest.approx(100 * bar.value / highest, abs=0.006)


@given(FIGURES)
def test_a_picture_of_bars_tells_no_number_that_is_not_in_its_table(figures):
    picture, table = picture_and_table(drawn("bar_chart", bar_chart(figures)))

    assert numbers_in(picture) == numbers_in(table)
    assert picture.count("<rect") == sum(value is not None for _, value in figures)


def test_a_hidden_figure_is_said_in_words_in_the_picture_and_in_the_table():
    picture, table = picture_and_table(drawn("bar_chart", bar_chart(COUNTIES), no_figure="fewer than 11"))

    assert picture.count("fewer than 11") == table.count("fewer than 11") == 1
    assert "no figure" not in picture + table
    assert picture_and_table(drawn("bar_chart", bar_chart(COUNTIES)))[0].count("no figure") == 1


def test_a_picture_of_bars_has_a_name_and_nothing_inline():
    drawing = drawn("bar_chart", bar_chart(COUNTIES), chart_id="counties")

    assert '<h2 id="counties-title">Kits left</h2>' in drawing
    assert '<div class="chart-bars" role="img" aria-labelledby="counties-title">' in drawing
    assert '<div class="table-box">' in drawing
    assert "style=" not in drawing


def test_where_the_page_has_the_same_table_it_is_left_out():
    drawing = drawn("bar_chart", bar_chart(COUNTIES), without_table=True)

    assert "<details>" not in drawing
    assert "<table" not in drawing
    assert drawing.count('class="bar-row"') == len(COUNTIES)
