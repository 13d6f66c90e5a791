"""The six worked examples of the privacy paper."""

import pytest

from lbn.reporting.fold import add_up

from .fold_cases import HAMILTON, JEFFERSON, ONONDAGA, figures, key_for, place, quarter, times

MANY_KEYS = [bytes([number]) for number in range(40)]

EXAMPLE_1 = [
    *place(ONONDAGA, "13202", 14, 12, 15),
    *place(ONONDAGA, "13205", 8, 8, 8),
    *place(ONONDAGA, "13210", 8, 5, 2),
    *place(ONONDAGA, "13224", 1, 1, 1),
]
EXAMPLE_2 = [
    *place(JEFFERSON, "13601", 3, 2, 2),
    *place(JEFFERSON, "13603", 2, 1, 1),
    *place(JEFFERSON, "13605", 1, 1, 3),
    *place(ONONDAGA, "13202", 15, 12, 14),
    *place(ONONDAGA, "13205", 8, 8, 8),
]
EXAMPLE_3 = [
    *place(HAMILTON, "12842", 4, 0, 0),
    *place(ONONDAGA, "13202", 14, 12, 15),
    *place(ONONDAGA, "13205", 8, 8, 8),
    *place(JEFFERSON, "13601", 5, 5, 5),
]
EXAMPLE_4 = [
    *place(ONONDAGA, "13205", 12, 0, 0),
    *place(ONONDAGA, "13210", 0, 11, 3),
    *place(ONONDAGA, "13202", 14, 12, 15),
    *place(JEFFERSON, "13601", 0, 0, 12),
    *place(JEFFERSON, "13605", 0, 0, 0),
]
EXAMPLE_5 = [
    *place(ONONDAGA, "13205", 2, 0, 0, kits=(41, 0, 0)),
    *place(ONONDAGA, "13210", 6, 5, 5),
    *place(ONONDAGA, "13202", 14, 12, 15),
]


def test_small_zip_is_folded_with_another_of_its_county():
    wanted = {"13202": 41, "13210": 15, "Other ZIP codes in Onondaga County": 27}
    key = key_for(EXAMPLE_1, lambda report: figures(report) == wanted)

    report = quarter(EXAMPLE_1, key=key)

    assert figures(report) == wanted
    assert times(report) == {"Onondaga County": [31, 26, 26]}
    assert not report.too_small


def test_quiet_months_of_a_county_are_joined_by_another_county():
    report = quarter(EXAMPLE_2)

    assert figures(report) == {"Other ZIP codes in Jefferson County": 16, "13202": 41, "13205": 24}
    assert times(report) == {"Other counties by month": [29, 24, 28]}


def test_county_below_the_threshold_is_not_named_at_all():
    wanted = {"13202": 41, "13601": 15, "Rest of state": 28}
    key = key_for(EXAMPLE_3, lambda report: figures(report) == wanted)

    report = quarter(EXAMPLE_3, key=key)

    assert figures(report) == wanted
    assert "Hamilton" not in repr(report)


def test_months_of_nothing_and_of_enough_are_both_shown():
    report = quarter(EXAMPLE_4)

    assert figures(report) == {"13202": 41, "13205": 12, "13210": 14, "13601": 12}
    assert times(report) == {"Jefferson County": [0, 0, 12], "Onondaga County": [26, 23, 18]}


def test_many_kits_from_two_hand_overs_are_a_small_figure():
    wanted = {"13210": 16, "Other ZIP codes in Onondaga County": 43}
    key = key_for(EXAMPLE_5, lambda report: figures(report) == wanted)

    report = quarter(EXAMPLE_5, key=key)

    assert [(row.label, row.kits, row.handouts) for row in report.rows] == [
        ("13210", 16, 16),
        ("Other ZIP codes in Onondaga County", 82, 43),
    ]


def test_scope_of_seven_has_no_rows_and_an_exact_total():
    report = quarter(place(ONONDAGA, "13202", 3, 2, 2))

    assert (report.rows, report.counties, report.times) == ((), (), ())
    assert report.too_small
    assert report.total.handouts == 7


def test_zips_named_for_the_quarter_need_not_show_months():
    report = quarter([*place(ONONDAGA, "13202", 4, 5, 6), *place(JEFFERSON, "13601", 5, 4, 3)])

    assert figures(report) == {"13202": 15, "13601": 12}
    assert report.times == ()
    assert report.times_hidden


@pytest.mark.parametrize(
    ("cells", "outcomes"),
    [
        (EXAMPLE_1, {27, 18, 44}),
        (EXAMPLE_3, {45, 28, 19}),
        (EXAMPLE_5, {43, 18}),
    ],
)
def test_the_key_decides_which_row_joins(cells, outcomes):
    joint = {quarter(cells, key=key).rows[-1].handouts for key in MANY_KEYS}

    assert joint == outcomes


def test_late_logs_appear_in_the_next_quarter_only():
    first = quarter(EXAMPLE_1)
    frozen = repr(first)

    late = [cell._replace(month=cell.month.replace(month=4)) for cell in place(ONONDAGA, "13210", 2, 0, 0)]
    second = quarter(
        [*late, *(cell._replace(month=cell.month.replace(month=cell.month.month + 3)) for cell in EXAMPLE_1)],
        months=tuple(month.replace(month=month.month + 3) for month in first.months),
    )

    assert repr(first) == frozen
    assert second.total.handouts == first.total.handouts + 2
    assert add_up([first, second], scope="oopp", period="half").total.handouts == 168
