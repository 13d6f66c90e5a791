"""Sums over time and over scopes, and what an attacker can make of them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbn.reporting.fold import (
    Cell,
    County,
    Figures,
    Kind,
    Level,
    add_up,
    coarsen,
    fewer_than,
    fold,
    for_counties,
    from_plain,
    protected,
    release,
    roll_up,
    to_plain,
)
from lbn.reporting.fold.merging_times import merge_times

from .fold_attack import K, lines_of, narrowest, smallest_gap, with_bits
from .fold_cases import (
    HAMILTON,
    JEFFERSON,
    KEY,
    KEYS,
    ONONDAGA,
    Q1,
    YEAR,
    by_month,
    figures,
    place,
    quarter,
    quarters,
    times,
)

a_few = settings(max_examples=15, deadline=None)


def state(*reports, key=KEY, period="2026-Q1"):
    return roll_up(reports, key=key, scope="New York", period=period)


def moved(cells, months):
    """The same counts three months on, and so forth."""
    return [cell._replace(month=date(cell.month.year, cell.month.month + months, 1)) for cell in cells]


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


def test_quarter_of_a_monthly_scope_is_the_sum_of_its_issued_months():
    cells = [*place(ONONDAGA, "13202", 4, 15, 15), *place(ONONDAGA, "13205", 20, 20, 20)]

    report = add_up(by_month(cells), scope="nyc", period="2026-Q1")

    assert figures(report) == {"13202": 30, "13205": 40, "Other ZIP codes in Onondaga County": 24}
    assert times(report) == {"Onondaga County": [24, 35, 35]}
    assert [row.part for row in report.rows] == [True, True, False]
    assert report.level == Level.SUM


def test_small_month_is_exact_to_the_supplier():
    report = add_up(by_month(place(ONONDAGA, "13202", 4, 15, 15)), scope="nyc", period="2026-Q1")

    assert figures(report) == {"13202": 30, "Not placed": 4}
    assert report.total.handouts == 34


def test_monthly_and_quarterly_scopes_meet_in_one_state():
    monthly = by_month(place(County("kings", "Kings County"), "11201", 20, 20, 20))
    upstate = quarter(place(ONONDAGA, "13202", 14, 12, 15))

    report = state(*monthly, upstate)

    assert figures(report) == {"11201": 60, "13202": 41}
    assert times(report) == {"Kings County": [20, 20, 20], "Onondaga County": [14, 12, 15]}


def test_year_is_the_sum_of_its_quarters():
    cells = place(ONONDAGA, "13202", 14, 12, 15) + place(JEFFERSON, "", 4, 4, 4)
    quarters_of_year = [
        state(quarter(moved(cells, 3 * number), months=YEAR[3 * number : 3 * number + 3]), period=f"Q{number + 1}")
        for number in range(4)
    ]

    report = add_up(quarters_of_year, scope="New York", period="2026")

    assert figures(report) == {"Other ZIP codes in Jefferson County": 48, "13202": 164}
    assert times(report) == {"Jefferson County": [12] * 4, "Onondaga County": [41] * 4}
    assert report.step == "quarter"


def test_hidden_quarter_is_left_out_of_the_year():
    large = state(quarter(place(ONONDAGA, "13202", 14, 12, 15)))
    small = state(quarter(moved(place(ONONDAGA, "13202", 5, 0, 0), 3), months=YEAR[3:6]), period="2026-Q2")

    report = add_up([large, small], scope="New York", period="half")

    assert report.total.handouts == 41
    assert report.left_out == 1
    assert report.rows[0].part


def test_yearly_scope_waits_for_the_year():
    cells = place(JEFFERSON, "13601", *[11] * 12, months=YEAR)
    early = quarter([cell for cell in cells if cell.month in Q1], scope="ems", place_period="year")
    late = fold(cells, key=KEY, scope="ems", period="2026", months=YEAR, place_period="year")
    first = state(quarter(place(ONONDAGA, "13202", 14, 12, 15)), early)

    year = add_up([first, state(late, period="2026")], scope="New York", period="2026")

    assert (first.total.handouts, first.waiting) == (41, 1)
    assert figures(year) == {"13601": 132, "13202": 41}
    assert times(year) == {"Jefferson County": [33] * 4, "Onondaga County": [41, 0, 0, 0]}
    assert year.waiting == 0


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


def test_zip_in_two_counties_over_the_months_keeps_labels_apart():
    oswego = County("oswego", "Oswego County")
    cells = [Cell(ONONDAGA, "13202", Q1[0], 20, 20, 40), Cell(oswego, "13202", Q1[1], 20, 20, 40)]

    report = add_up(by_month(cells), scope="nyc", period="2026-Q1")

    assert figures(report) == {"13202 (Onondaga County)": 20, "13202 (Oswego County)": 20}
    assert {row.zip_code for row in report.rows} == {"13202"}


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


@a_few
@given(st.lists(quarters(), min_size=1, max_size=3), KEYS)
def test_state_adds_up_and_shows_nothing_small(scopes, key):
    reports = [quarter(cells, key=key, scope=str(number)) for number, cells in enumerate(scopes)]

    report = state(*reports, key=key)

    exact = sum(each.total.handouts for each in reports)
    assert report.total == (None if 0 < exact < K else sum((each.total for each in reports), Figures()))
    assert all(row.handouts >= K for row in (*report.rows, *report.counties))
    assert all(row.handouts == 0 or row.handouts >= K for row in report.times)
    if report.total:
        assert sum(row.handouts for row in report.rows) == exact
    assert len({row.label for row in report.rows}) == len(report.rows)
    assert from_plain(to_plain(report)) == report


@a_few
@given(st.lists(quarters(), min_size=1, max_size=3), KEYS)
def test_public_rows_are_unions_of_state_rows(scopes, key):
    marked, _ = with_bits({str(number): cells for number, cells in enumerate(scopes)})
    report = state(*(quarter(cells, key=key, scope=scope) for scope, cells in marked.items()), key=key)

    public = coarsen(report, key=key, scope="public")

    assert all(row.handouts >= 20 for row in public.rows)
    assert not public.times
    for row in public.rows:
        inside = [each for each in report.rows if each.kits & row.kits]
        assert sum(each.kits for each in inside) == row.kits
    if public.total:
        assert sum(row.kits for row in public.rows) == report.total.kits


@a_few
@given(st.lists(quarters(), min_size=1, max_size=2), quarters(), KEYS)
def test_no_two_published_sets_of_a_state_differ_by_little(scopes, monthly, key):
    marked, truth = with_bits({str(number): cells for number, cells in enumerate([*scopes, monthly])})
    *quarterly, months = marked.values()
    reports = [quarter(cells, key=key, scope=str(number)) for number, cells in enumerate(quarterly)]
    first = state(*reports, *by_month(months, key=key), key=key)
    public = coarsen(first, key=key, scope="public")

    months_of = {str(number): Q1 for number in range(len(quarterly))}
    assert smallest_gap([*lines_of(first), *lines_of(public)], truth, months_of) >= K


@a_few
@given(st.lists(quarters(), min_size=4, max_size=4), quarters(months=YEAR), KEYS)
def test_no_two_published_sets_of_a_year_differ_by_little(scopes, sparse, key):
    spread = {str(number): moved(cells, 3 * number) for number, cells in enumerate(scopes)}
    marked, truth = with_bits(spread | {"ems": sparse})
    months_of = {str(number): YEAR[3 * number : 3 * number + 3] for number in range(4)} | {"ems": YEAR}
    late = fold(marked.pop("ems"), key=key, scope="ems", period="2026", months=YEAR, place_period="year")
    quarters_of_year = [
        state(quarter(cells, key=key, months=months_of[name]), key=key, period=name) for name, cells in marked.items()
    ]
    year = add_up([*quarters_of_year, state(late, key=key, period="2026")], scope="New York", period="2026")

    published = [line for report in (*quarters_of_year, year) for line in lines_of(report)]
    assert smallest_gap(published, truth, months_of) >= K


@settings(max_examples=12, deadline=None)
@given(quarters(), quarters(), KEYS)
def test_attacker_with_the_state_and_its_members_finds_nothing_narrow(one, two, key):
    marked, truth = with_bits({"a": one, "b": two})
    report = state(*(quarter(cells, key=key, scope=scope) for scope, cells in marked.items()), key=key)

    assert report.total is None or narrowest(lines_of(report), truth, {"a": Q1, "b": Q1}) >= K


def test_months_of_an_area_that_lost_a_row_would_give_a_small_scope_away(monkeypatch):
    scopes = {
        "a": [*place(ONONDAGA, "13202", 14, 12, 15), *place(ONONDAGA, "", 11, 11, 11)],
        "b": place(HAMILTON, "12842", 5, 0, 0),
    }
    marked, _ = with_bits(scopes)
    reports = [quarter(cells, scope=scope) for scope, cells in marked.items()]
    assert narrow_state(scopes) >= K

    monkeypatch.setattr("lbn.reporting.fold.rollup.merge_times", without_leaving_out)

    assert narrow_state(scopes) < K
    assert times(state(*reports)) == {"Onondaga County": [25, 23, 26]}


def without_leaving_out(reports, sights, calendar, joined=()):
    return merge_times(reports, sights, calendar)


def narrow_state(scopes):
    marked, truth = with_bits(scopes)
    report = state(*(quarter(cells, scope=scope) for scope, cells in marked.items()))
    return narrowest(lines_of(report), truth, {"a": Q1, "b": Q1})


def test_strips_from_few_hand_overs_are_hidden_from_others():
    assert [protected(40, handouts=n) for n in (10, 11)] == [None, 40]
    assert protected(0, handouts=0) == 0


def test_net_corrections_are_carried_until_there_are_enough():
    few = Figures(-6, -7, -14)

    shown, carried = release(Figures(), few)
    later, rest = release(carried, few)

    assert (shown, carried) == (Figures(), few)
    assert (later, rest) == (Figures(-12, -14, -28), Figures())


def test_kinds_are_told_apart_when_frozen():
    report = state(quarter(place(ONONDAGA, "13202", 14, 12, 15)))

    plain = to_plain(report)

    assert plain["rows"][0]["kind"] == "zip"
    assert plain["counties"][0]["kind"] == "county"
    assert plain["times"][0]["starts_on"] == "2026-01-01"
    assert Kind(plain["rows"][0]["kind"]) is Kind.ZIP
