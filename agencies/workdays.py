"""Business days: Monday to Friday without the federal holidays. What else an office keeps is not known here."""

from datetime import date, timedelta

SATURDAY = 5
MONDAY, THURSDAY = 0, 3
ON_A_DAY = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
# (month, weekday, which one of the month): Martin Luther King, Washington, Labor, Columbus, Thanksgiving.
ON_A_WEEKDAY = ((1, MONDAY, 3), (2, MONDAY, 3), (9, MONDAY, 1), (10, MONDAY, 2), (11, THURSDAY, 4))


def add_business_days(day: date, count: int) -> date:
    """Return the business day that is `count` (0 or more) business days after `day`.

    From a day that is none the count begins on the next business day, which is day 0.
    """
    day = _first_from(day)
    for _step in range(count):
        day = _first_from(day + timedelta(days=1))
    return day


def is_holiday(day: date) -> bool:
    """Tell whether offices are closed on `day` for a federal holiday (5 U.S.C. 6103).

    One that falls on a Saturday is kept on the Friday before it, one on a Sunday on the Monday after it.
    """
    return day in _holidays_near(day.year)


def _holidays_near(year: int) -> set[date]:
    """The days on which holidays of a year are kept, and New Year's Day of the next one, which may be in December."""
    fixed = [date(year, month, number) for month, number in ON_A_DAY] + [date(year + 1, 1, 1)]
    floating = [_nth(year, *which) for which in ON_A_WEEKDAY]
    last_of_may = date(year, 5, 31)
    memorial = last_of_may - timedelta(days=last_of_may.weekday())
    return {memorial, *floating, *map(_kept_on, fixed)}


def _kept_on(day: date) -> date:
    return day + timedelta(days={SATURDAY: -1, SATURDAY + 1: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _first_from(day: date) -> date:
    while day.weekday() >= SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day
