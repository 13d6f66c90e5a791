"""One scope under attack: by linear programming, and by knowledge of the rule."""

import pytest
from hypothesis import given, settings

from lbn.reporting.fold import Kind
from lbn.reporting.fold.draw import Draw

from .fold_attack import K, lines_of, narrowest, shown_zips, smallest_gap, with_bits
from .fold_cases import JEFFERSON, KEYS, ONONDAGA, Q1, by_month, place, quarter, quarters

EVERY_KEY = [bytes([number]) for number in range(8)]


def width(cells, key=b"k"):
    marked, truth = with_bits({"a": cells})
    report = quarter(marked["a"], key=key, scope="a")
    return K if report.too_small else narrowest(lines_of(report), truth, {"a": Q1})


@settings(max_examples=15, deadline=None)
@given(quarters(), KEYS)
def test_every_small_figure_of_a_quarter_has_a_wide_interval(cells, key):
    assert width(cells, key) >= K


@settings(max_examples=25, deadline=None)
@given(quarters(), KEYS)
def test_no_two_published_sets_of_a_quarter_differ_by_little(cells, key):
    marked, truth = with_bits({"a": cells})
    report = quarter(marked["a"], key=key)

    assert report.too_small or smallest_gap(lines_of(report), truth, {"a": Q1}) >= K


def test_folding_a_monthly_scope_again_by_quarter_is_noticed():
    marked, truth = with_bits({"a": [*place(ONONDAGA, "13202", 4, 15, 15), *place(ONONDAGA, "13205", 20, 20, 20)]})
    months = [line for report in by_month(marked["a"]) for line in lines_of(report)]

    again = lines_of(quarter(marked["a"]))

    assert narrowest(months, truth, {}) >= K
    assert narrowest([*months, *again], truth, {}) == 0


def test_a_table_by_agency_and_zip_is_noticed():
    marked, truth = with_bits({"a": [*place(ONONDAGA, "13202", 14, 12, 15), *place(ONONDAGA, "13224", 4, 3, 2)]})
    once = lines_of(quarter(marked["a"], scope="a"))
    assert narrowest(once, truth, {"a": Q1}) >= K

    agency = quarter([cell for cell in marked["a"] if cell.zip_code == "13224"], scope="agency")

    assert narrowest([*once, *lines_of(agency)], truth, {"a": Q1}) == 0


def test_a_second_grouping_of_the_same_hand_overs_is_noticed():
    onondaga = place(ONONDAGA, "13224", 10) + place(ONONDAGA, "13210", 1)
    jefferson = place(JEFFERSON, "13605", 10) + place(JEFFERSON, "13601", 1)
    marked, truth = with_bits({"a": onondaga + jefferson})
    once = lines_of(quarter(marked["a"], scope="a"))
    assert narrowest(once, truth, {"a": Q1}) >= K

    region = quarter([cell for cell in marked["a"] if cell.zip_code in ("13224", "13605")], scope="region")

    assert narrowest([*once, *lines_of(region)], truth, {"a": Q1}) == 2


def worlds(report, keys):
    """All sizes of three ZIPs of one county that could have been printed as this report."""
    named = {row.label: row.handouts for row in report.rows if row.kind == Kind.ZIP}
    first, second = (zip_code for zip_code in ("13202", "13205", "13210") if zip_code not in named)
    joint = report.total.handouts - sum(named.values())
    for size in range(joint + 1):
        sizes = named | {first: size, second: joint - size}
        if any(same_page(county_of(sizes, key), report) for key in keys):
            yield sizes


def county_of(sizes, key):
    return quarter([cell for zip_code, size in sizes.items() for cell in place(ONONDAGA, zip_code, size)], key=key)


def same_page(one, other):
    return [(row.label, row.handouts) for row in one.rows] == [(row.label, row.handouts) for row in other.rows]


def possible_small_figures(report, keys):
    """What the ZIP below the threshold can be, for a reader who knows the rule but not the key."""
    hidden = [
        size for sizes in worlds(report, keys) for zip_code, size in sizes.items() if not_named(zip_code, report)
    ]
    return {size for size in hidden if 0 < size < K}


def not_named(zip_code, report):
    return zip_code not in shown_zips(report)


@pytest.mark.parametrize("sizes", [(10, 12, 12), (3, 15, 41), (1, 11, 11), (10, 11, 30), (5, 6, 40)])
def test_rule_known_to_the_attacker_pins_nothing(sizes):
    report = county_of(dict(zip(("13202", "13205", "13210"), sizes, strict=True)), EVERY_KEY[0])

    assert len(possible_small_figures(report, EVERY_KEY)) > 5


def smallest_first(row):
    return row.figures.handouts, row.label


def test_joining_the_smallest_is_noticed(monkeypatch):
    monkeypatch.setattr(Draw, "order", lambda self, rows: sorted(rows, key=smallest_first))
    report = county_of({"13202": 10, "13205": 12, "13210": 12}, EVERY_KEY[0])

    assert possible_small_figures(report, EVERY_KEY[:1]) == {10}
