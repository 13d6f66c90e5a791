"""Business days, which no weekend is among."""

from datetime import date, timedelta

import pytest

from agencies.workdays import add_business_days

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, date(2026, 11, 23)),
        (FRIDAY, 5, date(2026, 11, 27)),
        (FRIDAY, 15, date(2026, 12, 11)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 22), 3, date(2026, 11, 26)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
    ],
)
def test_weekends_do_not_count(day, count, then):
    assert add_business_days(day, count) == then


def test_every_day_of_two_weeks_leads_to_a_business_day_and_never_back():
    days = [FRIDAY + timedelta(days=number) for number in range(14)]

    assert all(add_business_days(day, 3).weekday() < 5 for day in days)
    assert [add_business_days(day, 3) for day in days] == sorted(add_business_days(day, 3) for day in days)
