"""When a comparison of the raw questions with a published report means nothing."""

import pytest

from tests.bench.issues import agree, fastest


def test_a_report_of_other_kits_than_the_counts_stops_the_run():
    agree((20.0, 1_200, 1_200), (25.0, 1_200, 1_200))
    with pytest.raises(AssertionError, match=r"counts \(1200, 1200\), the report says \(1200, 1199\)"):
        agree((20.0, 1_200, 1_200), (25.0, 1_200, 1_199))


def test_the_fastest_time_is_told_with_what_was_made():
    made = iter(["first", "second", "third"])

    taken, last = fastest(lambda: next(made))

    assert 0 < taken < 1_000
    assert last == "third"
