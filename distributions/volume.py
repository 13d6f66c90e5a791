"""Days on which far more kits were logged than this agency leaves: shown to its coordinator, never refused.

Judged from the counts alone, per agency and day: a terminal's key in wrong hands can only add, and a sheet counted
twice only doubles. The rule is ours and simple on purpose: the kits of a day are unusual if they are more than 20 and
more than five times what the agency left on a mean day with kits in the eight weeks before.
"""

from datetime import date, timedelta
from typing import NamedTuple

from agencies.models import Agency
from distributions.models import DailyCount

ASKED_FOR = timedelta(days=14)
COMPARED_WITH = timedelta(weeks=8)
NEVER_UNUSUAL = 20
TIMES_THE_MEAN = 5


class UnusualDay(NamedTuple):
    """A day and the naloxone kits that were left on it."""

    day: date
    kits: int


def unusual_days(agency: Agency, *, first: date, last: date) -> list[UnusualDay]:
    """Return the days from `first` to `last` with far more kits than usual that nobody has found right, oldest
    first. Two queries."""
    logged = DailyCount.objects.of(agency).left_between(first - COMPARED_WITH, last).kits_by_day()
    right = dict(agency.usual_days.values_list("handed_out_on", "items"))
    return [
        UnusualDay(day, kits)
        for day, kits in sorted(logged.items())
        if day >= first and is_unusual(day, logged) and kits > right.get(day, 0)
    ]


def asked_about_on(agency: Agency, today: date) -> list[UnusualDay]:
    """Return the unusual days of the last 14 days, `today` among them."""
    return unusual_days(agency, first=today - ASKED_FOR + timedelta(days=1), last=today)


def is_unusual(day: date, logged: dict[date, int]) -> bool:
    """Tell whether the kits of `day` are far more than those of the days before; `logged` is {day: kits}."""
    before = [kits for other, kits in logged.items() if day - COMPARED_WITH <= other < day and kits]
    mean = sum(before) / len(before) if before else 0
    return logged[day] > max(NEVER_UNUSUAL, TIMES_THE_MEAN * mean)
