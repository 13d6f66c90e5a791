"""Ratios, their spread, and when a run says nothing."""

import pytest

from tests.bench.figures import compare, exact, of_rounds, percentile


def test_a_percentile_lies_between_values_by_proportion():
    assert [percentile([4, 1, 3, 2, 5], share) for share in (0, 0.1, 0.5, 1)] == [1, 1.4, 3, 5]


def test_rounds_are_compared_pair_by_pair():
    found = compare([(1, 2), (2, 6), (1.5, 6)])

    assert (found.ratio, found.floor, found.got) == (3, 1.5, 6)
    assert (found.low, found.high) == pytest.approx((2.2, 3.8))
    assert not found.restless


@pytest.mark.parametrize(("got", "ok"), [(3.0, True), (3.1, False)])
def test_a_ratio_is_held_against_its_reach(got, ok):
    assert of_rounds("S1", "log", [(1, got)] * 5, reach=3, unit="ms").ok is ok
    assert of_rounds("S10", "write", [(1, got)] * 5, reach=3.1, unit="/s", at_least=True).ok is not ok


def test_a_restless_floor_voids_the_row_whatever_the_ratio():
    row = of_rounds("S1", "log", [(1, 1), (1, 1), (5, 5), (5, 5)], reach=3, unit="ms")

    assert row.ok is None
    assert row.cells()[-2:] == ("void", "the floor spreads more than twofold: run it again")


def test_a_row_reads_as_people_write_it():
    cells = of_rounds("S1", "log", [(1.25, 2.5), (1.25, 2.5)], reach=3, unit="ms").cells()

    assert cells == ("S1", "log", "1.25 ms", "2x (2 to 2)", "≤ 3x", "yes", "")
    assert exact("S6", "page", 41.0, reach=40, unit="KB").cells() == (
        *("S6", "page", "-", "41 KB", "≤ 40 KB", "NO", ""),
    )
