"""Quarters and years over which reports are added up."""

from datetime import date

import pytest

from agencies.periods import add_months, month_end
from lbn.reporting.calendar.spans import Span, is_quarter, quarter_span, sums_ending, tiles, years_ending

YEAR = Span(date(2027, 1, 1), date(2027, 12, 31))
QUARTERS = [quarter_span(date(2027, month, 1)) for month in (1, 4, 7, 10)]


def months(count, first=date(2027, 1, 1)):
    starts = [add_months(first, number) for number in range(count)]
    return [Span(start, month_end(start)) for start in starts]


@pytest.mark.parametrize(
    ("ends_on", "fiscal", "found"),
    [
        (date(2027, 12, 31), 1, [YEAR]),
        (date(2027, 12, 31), 7, [YEAR]),
        (date(2027, 6, 30), 7, [Span(date(2026, 7, 1), date(2027, 6, 30))]),
        (date(2027, 6, 30), 4, []),
        (date(2028, 3, 31), 4, [Span(date(2027, 4, 1), date(2028, 3, 31))]),
        (date(2027, 12, 30), 1, []),
    ],
)
def test_a_year_ends_with_its_real_last_day(ends_on, fiscal, found):
    assert list(years_ending(ends_on, fiscal_year_begins=fiscal)) == found


def test_months_make_a_quarter_and_a_year_and_quarters_a_year():
    end = date(2027, 12, 31)

    assert list(sums_ending(end, cadence="monthly", fiscal_year_begins=4)) == [QUARTERS[3], YEAR]
    assert list(sums_ending(end, cadence="quarterly", fiscal_year_begins=4)) == [YEAR]
    assert list(sums_ending(date(2027, 2, 28), cadence="monthly", fiscal_year_begins=4)) == []


def test_parts_follow_each_other_up_to_the_end():
    assert tiles(QUARTERS[::-1], YEAR) == QUARTERS
    assert tiles(months(12), YEAR) == months(12)
    assert tiles(QUARTERS[1:], YEAR) == QUARTERS[1:]


def test_parts_with_a_gap_an_overlap_or_no_end_are_none():
    assert tiles([QUARTERS[0], *QUARTERS[2:]], YEAR) == []
    assert tiles([*QUARTERS, *months(1, date(2027, 5, 1))], YEAR) == []
    assert tiles(QUARTERS[:3], YEAR) == []
    assert tiles([], YEAR) == []


def test_a_quarter_is_three_months_from_one_of_four():
    assert is_quarter(QUARTERS[2])
    assert not is_quarter(Span(date(2027, 2, 1), date(2027, 4, 30)))
    assert not is_quarter(YEAR)
