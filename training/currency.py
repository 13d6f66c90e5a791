"""When a completion counts, and when it no longer does.

A course that is valid for N months counts from the day it is completed through the day before the same day N months
later. Where that month has no such day (January 31 and one month), it counts through that month's last day. A course
without validity never lapses. How long a course is valid is the state program's decision, so it is in its pack.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.periods import add_months, month_end, month_of

NOTICE_DAYS = 60


class State(StrEnum):
    CURRENT = "current"
    LAPSING = "lapsing"
    LAPSED = "lapsed"
    NEVER = "never"


TONES = {State.CURRENT: "ok", State.LAPSING: "attention", State.LAPSED: "attention", State.NEVER: "quiet"}


def lapses_on(completed_on: date, months: int | None) -> date | None:
    """Return the first day on which a completion no longer counts, or None if there is none."""
    if months is None:
        return None
    month = add_months(month_of(completed_on), months)
    if completed_on.day > month_end(month).day:
        return add_months(month, 1)
    return month.replace(day=completed_on.day)


def oldest_valid(day: date, months: int | None) -> date:
    """Return the earliest day of completion that still counts on `day`."""
    if months is None:
        return date.min
    month = add_months(month_of(day), -months)
    return month.replace(day=min(day.day, month_end(month).day)) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands, in one course or in all: the state and the days behind it, None where there are none."""

    state: State
    completed_on: date | None = None
    lapses_on: date | None = None

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def word(self) -> str:
        """The state in words for people."""
        if self.state == State.LAPSING and self.lapses_on:
            return _("Lapses on %(day)s") % {"day": date_format(self.lapses_on)}
        return {State.CURRENT: _("Current"), State.LAPSED: _("Lapsed"), State.NEVER: _("Never")}[self.state]


def standing(completed_on: date | None, months: int | None, *, on: date) -> Standing:
    """Return where somebody stands on the day `on` whose last completion by then was `completed_on`."""
    if completed_on is None:
        return Standing(State.NEVER)
    ends = lapses_on(completed_on, months)
    if ends is None or ends > on + timedelta(days=NOTICE_DAYS):
        return Standing(State.CURRENT, completed_on, ends)
    return Standing(State.LAPSING if ends > on else State.LAPSED, completed_on, ends)


def overall(standings: Iterable[Standing]) -> Standing:
    """Return where somebody stands over all required courses: as in the one that is worst, then first to lapse.

    Nobody is current where no course is required: there is nothing that they were trained in.
    """
    worst = [State.NEVER, State.LAPSED, State.LAPSING, State.CURRENT]
    ranked = sorted(standings, key=lambda one: (worst.index(one.state), one.lapses_on or date.max))
    return Standing(ranked[0].state, lapses_on=ranked[0].lapses_on) if ranked else Standing(State.NEVER)
