"""Sums over scopes: what a state and a county department read."""

import pytest

from lbn.reporting.documents import to_plain
from lbn.reporting.fold import (
    Figures,
    Kind,
    add_up,
    coarsen,
    fewer_than,
    for_counties,
    hide_small,
    release_safely,
    roll_up,
)

from .fold_cases import HAMILTON, JEFFERSON, KEY, ONONDAGA, figures, place, quarter, state, times


def test_state_is_the_sum_of_its_scopes_rows():
    one = quarter(place(ONONDAGA, "13202", 14, 12, 15), scope="a")
    two = quarter([*place(ONONDAGA, "13202", 11, 0, 0), *place(JEFFERSON, "13601", 0, 0, 12)], scope="b")

    report = state(one, two)

    assert figures(report) == {"13202": 52, "13601": 12}
    assert [(row.label, row.handouts) for row in report.counties] == [
        ("Jefferson County", 12),
        ("Onondaga County", 52),
    ]
    assert times(report) == {"Jefferson County": [0, 0, 12], "Onondaga County": [25, 12, 15]}
    assert report.total.handouts == 64
    assert not any(row.part for row in (*report.rows, *report.counties, *report.times))


def test_zip_named_by_one_scope_and_folded_by_another_is_named_in_part():
    one = quarter(place(ONONDAGA, "13202", 14, 12, 15) + place(JEFFERSON, "13601", 11, 11, 11), scope="a")
    two = quarter([*place(ONONDAGA, "13202", 4, 3, 1), *place(ONONDAGA, "13210", 9, 9, 10)], scope="b")

    report = state(one, two)

    assert {row.label: row.part for row in report.rows} == {
        "13202": True,
        "13601": False,
        "Other ZIP codes in Onondaga County": False,
    }


def test_small_scope_is_not_placed_and_a_joint_county_row_joins_it():
    large = quarter(
        [
            *place(ONONDAGA, "13202", 14, 12, 15),
            *place(ONONDAGA, "", 11, 11, 11),
            *place(JEFFERSON, "13601", 11, 11, 12),
        ],
        scope="a",
    )
    small = quarter(place(HAMILTON, "12842", 5, 0, 0), scope="b")

    report = state(large, small)

    assert figures(report) == {"13601": 34, "13202": 41, "Not placed": 38}
    assert report.total.handouts == 113
    assert times(report) == {"Jefferson County": [11, 11, 12]}
    assert {row.label: row.part for row in report.counties} == {"Jefferson County": True, "Onondaga County": True}


def test_named_row_joins_when_there_is_no_joint_one_and_the_rest_last():
    large = quarter(place(ONONDAGA, "13202", 14, 12, 15), scope="a")
    small = quarter(place(HAMILTON, "12842", 5, 0, 0), scope="b")
    rest_only = quarter(place(HAMILTON, "12842", 6, 0, 0) + place(JEFFERSON, "13601", 6, 0, 0), scope="c")

    assert figures(state(large, small)) == {"Not placed": 46}
    assert figures(state(rest_only, small)) == {"Not placed": 17}


def test_several_small_scopes_can_stand_together():
    smalls = [quarter(place(ONONDAGA, "13202", 4, 2, 0), scope=scope) for scope in "ab"]
    large = quarter(place(ONONDAGA, "13202", 14, 12, 15), scope="c")

    report = state(large, *smalls)

    assert figures(report) == {"13202": 41, "Not placed": 12}
    assert [row.part for row in report.rows] == [True, False]


def test_small_state_reads_fewer_than_eleven():
    report = state(quarter(place(ONONDAGA, "13202", 4, 2, 0)))

    assert (report.total, report.rows, report.too_small) == (None, (), True)
    assert fewer_than(report.threshold) == "fewer than 11"


def test_county_department_reads_its_rows_and_that_there_may_be_more():
    cells = [
        *place(HAMILTON, "12842", 4, 0, 0),
        *place(ONONDAGA, "13202", 14, 12, 15),
        *place(JEFFERSON, "", 20, 20, 20),
    ]
    whole = state(quarter(cells))

    onondaga = for_counties(whole, {"onondaga"}, scope="Onondaga County Health Department")
    hamilton = for_counties(whole, {"hamilton"}, scope="Hamilton County")

    assert figures(onondaga) == {"13202": 41}
    assert onondaga.total.handouts == 41
    assert (hamilton.rows, hamilton.total, hamilton.part) == ((), Figures(), True)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda base: add_up([], scope="s", period="p"), "There is no report to add up."),
        (lambda base: add_up([base, base], scope="s", period="p"), "The same period is in this sum twice."),
        (
            lambda base: add_up([base, state(base)], scope="s", period="p"),
            "Only reports of one kind and one scope can be added up over time.",
        ),
        (lambda base: state(state(base)), "A roll-up is made of base reports only."),
        (lambda base: state(base, base), "The same scope and month is in this roll-up twice."),
        (lambda base: for_counties(base, {"onondaga"}, scope="s"), "Only a roll-up can be shown for some counties."),
        (lambda base: coarsen(base, key=KEY, scope="s"), "Only a roll-up can be made public."),
        (
            lambda base: coarsen(state(base), key=KEY, scope="s", threshold=10),
            "The public threshold must be 11 or more.",
        ),
        (
            lambda base: roll_up([base], key=KEY, scope="s", period="p", threshold=5),
            "The threshold is 5. It must be 11 or more.",
        ),
    ],
)
def test_sums_that_make_no_sense_are_refused(make, message):
    base = quarter(place(ONONDAGA, "13202", 14, 12, 15))

    with pytest.raises(ValueError, match=f"^{message}$"):
        make(base)


def test_strips_from_few_hand_overs_are_hidden_from_others():
    assert [hide_small(40, handouts=n) for n in (10, 11)] == [None, 40]
    assert hide_small(0, handouts=0) == 0


def test_net_corrections_are_carried_until_there_are_enough():
    few = Figures(-6, -7, -14)

    shown, carried = release_safely(Figures(), few)
    later, rest = release_safely(carried, few)

    assert (shown, carried) == (Figures(), few)
    assert (later, rest) == (Figures(-12, -14, -28), Figures())


def test_kinds_are_told_apart_when_frozen():
    report = state(quarter(place(ONONDAGA, "13202", 14, 12, 15)))

    plain = to_plain(report)

    assert plain["rows"][0]["kind"] == "zip"
    assert plain["counties"][0]["kind"] == "county"
    assert plain["times"][0]["starts_on"] == "2026-01-01"
    assert Kind(plain["rows"][0]["kind"]) is Kind.ZIP


def test_a_state_of_small_scopes_only_has_no_public_figure():
    small = [
        quarter(place(ONONDAGA, "13202", 4, 2, 1), scope="a"),
        quarter(place(ONONDAGA, "13205", 3, 3, 2), scope="b"),
    ]
    report = state(*small)

    public = coarsen(report, key=KEY, scope="public")

    assert figures(report) == {"Not placed": 15}
    assert (public.total, public.rows, public.too_small, public.left_out) == (None, (), True, 1)
