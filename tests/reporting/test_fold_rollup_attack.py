"""What an attacker can make of sums over time and over scopes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lbn.reporting.documents import from_plain, to_plain
from lbn.reporting.fold import Figures, Folded, Kind, add_up, coarsen, fold
from lbn.reporting.fold.merging_times import merge_times

from .fold_attack import K, lines_of, narrowest, smallest_gap, with_bits
from .fold_cases import HAMILTON, KEYS, ONONDAGA, Q1, YEAR, by_month, moved, place, quarter, quarters, state, times

a_few = settings(max_examples=15, deadline=None)


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
    assert from_plain(to_plain(report), Folded) == report


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
    unplaced = sum(row.kits for row in report.rows if row.kind == Kind.UNPLACED)
    if public.total:
        assert sum(row.kits for row in public.rows) == public.total.kits == report.total.kits - unplaced


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
    late = fold(marked.pop("ems"), key=key, scope="ems", period="2026", months=YEAR)
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
