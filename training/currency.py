"""When a completion counts, and when it no longer does.

A course that is valid for N months counts from the day it is completed through the day before the same day N months
later. Where that month has no such day (January 31 and one month), it counts through that month's last day. A course
without validity never lapses. How long a course is valid is the state program's decision, so it is in its pack.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from agencies.periods import add_months, month_end, month_of
from agencies.wording import say, write_day

NOTICE_DAYS = 60


class CurrencyStatus(StrEnum):
    CURRENT = "current"
    LAPSING = "lapsing"
    LAPSED = "lapsed"
    NEVER = "never"


TONES = {
    CurrencyStatus.CURRENT: "ok",
    CurrencyStatus.LAPSING: "attention",
    CurrencyStatus.LAPSED: "attention",
    CurrencyStatus.NEVER: "quiet",
}


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
class Currency:
    """How current somebody is, in one course or in all: the status and the days behind it, None where none are."""

    status: CurrencyStatus
    completed_on: date | None = None
    lapses_on: date | None = None

    @property
    def tone(self) -> str:
        return TONES[self.status]

    def __str__(self) -> str:
        """As a file has it, where no column is left for the day."""
        return f"{self.word}, {write_day(self.completed_on)}" if self.completed_on else self.word

    @property
    def word(self) -> str:
        """The status in words for people."""
        if self.status == CurrencyStatus.LAPSING and self.lapses_on:
            return say(_("Lapses on %(day)s"), day=self.lapses_on)
        words = {
            CurrencyStatus.CURRENT: _("Current"),
            CurrencyStatus.LAPSED: _("Lapsed"),
            CurrencyStatus.NEVER: _("Never"),
        }
        return words[self.status]


def currency_of(completed_on: date | None, months: int | None, *, on: date) -> Currency:
    """Return how current somebody is on the day `on` whose last completion by then was `completed_on`."""
    if completed_on is None:
        return Currency(CurrencyStatus.NEVER)
    ends = lapses_on(completed_on, months)
    if ends is None or ends > on + timedelta(days=NOTICE_DAYS):
        return Currency(CurrencyStatus.CURRENT, completed_on, ends)
    return Currency(CurrencyStatus.LAPSING if ends > on else CurrencyStatus.LAPSED, completed_on, ends)


def overall(currencies: Iterable[Currency]) -> Currency:
    """Return how current somebody is over all required courses: as in the one that is worst, then first to lapse.

    Nobody is current where no course is required: there is nothing that they were trained in.
    """
    worst = [CurrencyStatus.NEVER, CurrencyStatus.LAPSED, CurrencyStatus.LAPSING, CurrencyStatus.CURRENT]
    ranked = sorted(currencies, key=lambda one: (worst.index(one.status), one.lapses_on or date.max))
    if not ranked:
        return Currency(CurrencyStatus.NEVER)
    return Currency(ranked[0].status, lapses_on=ranked[0].lapses_on)
