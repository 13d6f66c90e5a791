"""Business days: Monday to Friday. Holidays differ by office and are not known here."""

from datetime import date, timedelta

SATURDAY = 5


def add_business_days(day: date, count: int) -> date:
    """Return the business day that is `count` (0 or more) business days after `day`.

    From a Saturday or Sunday the count begins on the Monday after it, which is day 0.
    """
    day = _first_from(day)
    for _step in range(count):
        day = _first_from(day + timedelta(days=1))
    return day


def _first_from(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
