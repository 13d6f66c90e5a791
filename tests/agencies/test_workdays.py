"""Business days, which no weekend and no federal holiday is among."""

from datetime import date, timedelta

import pytest

from agencies.workdays import add_business_days, is_holiday

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, date(2026, 11, 23)),
        (FRIDAY, 5, date(2026, 11, 30)),
        (FRIDAY, 15, date(2026, 12, 14)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 22), 3, date(2026, 11, 27)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_weekends_and_holidays_do_not_count(day, count, then):
    assert add_business_days(day, count) == then


def test_every_day_of_two_weeks_leads_to_a_business_day_and_never_back():
    days = [FRIDAY + timedelta(days=number) for number in range(14)]

    assert all(add_business_days(day, 3).weekday() < 5 for day in days)
    assert [add_business_days(day, 3) for day in days] == sorted(add_business_days(day, 3) for day in days)


def test_the_holidays_of_a_year_are_those_on_the_federal_calendar():
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]

    assert [day.isoformat()[5:] for day in year if is_holiday(day)] == [
        "01-01",
        "01-19",
        "02-16",
        "05-25",
        "06-19",
        "07-03",
        "09-07",
        "10-12",
        "11-11",
        "11-26",
        "12-25",
    ]


def test_new_years_day_on_a_saturday_is_kept_in_the_old_year():
    assert is_holiday(date(2027, 12, 31))
    assert not is_holiday(date(2022, 1, 1))
