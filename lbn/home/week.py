"""The week that is over, for roll call: Monday to Sunday before today."""

from datetime import date, timedelta
from typing import NamedTuple

from agencies.models import Agency
from distributions.months import kits_left_between

A_WEEK = timedelta(days=7)


class Week(NamedTuple):
    """A week by its Monday and its Sunday, and the naloxone kits left in it."""

    monday: date
    sunday: date
    kits: int


def last_week(agency: Agency, today: date) -> Week:
    """Return the last whole week before `today`. Two queries."""
    monday = monday_before(today)
    sunday = monday + timedelta(days=6)
    return Week(monday, sunday, kits_left_between(agency, monday, sunday))


def monday_before(today: date) -> date:
    """Return the Monday with which the last whole week before `today` began."""
    return today - timedelta(days=today.weekday()) - A_WEEK
