"""Is this cell a day, a whole number? ZIP codes are judged by `agencies.places`."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from django.utils.translation import gettext as _

from agencies.wording import say

from .refusals import CellRefused

Precision = Literal["day", "month"]

DAYS_BACK = 365
LONGEST_DATE = 10

_US_DAY = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})")
_ISO_DAY = re.compile(r"([0-9]{4})[/-]([0-9]{1,2})[/-]([0-9]{1,2})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_WHOLE_NUMBER = re.compile(r"([+-]?[0-9]{1,9})(?:\.0*)?")


def judge_day(text: str, *, today: date) -> tuple[date, Precision]:
    """The day that a cell names, or the first day of the month that it names, and which of the two.

    Takes 01/05/2026, 1/5/26, 2026-01-05 and, for a month total, 2026-01; month before day, as
    in the US. Raises `CellRefused` for anything else, for the future, and for what is more than
    365 days back (a month counts by its last day).
    """
    day, precision = read_day(text)
    within_a_year(day, precision=precision, today=today)
    return day, precision


def read_day(text: str) -> tuple[date, Precision]:
    """As `judge_day`, however long ago or far ahead the day is."""
    cell = text.strip()
    found = _parse(cell) if len(cell) <= LONGEST_DATE else None
    if found is None and cell:
        raise CellRefused(_("There is no such date: write it as 01/31/2026."))
    if found is None:
        raise CellRefused(_("Write the date as 01/31/2026."))
    return found


def within_a_year(day: date, *, today: date, precision: Precision = "day") -> None:
    """Raise `CellRefused` if `day` is after `today` or more than 365 days before it."""
    if day > today:
        raise CellRefused(_("This date is in the future: check the year."))
    last = day.replace(day=monthrange(day.year, day.month)[1]) if precision == "month" else day
    if today - last > timedelta(days=DAYS_BACK):
        raise CellRefused(say(_("This date is more than %(days)s days back: check the year."), days=DAYS_BACK))


def judge_whole_number(text: str, *, low: int, high: int, blank: int | None = None) -> int:
    """The whole number from `low` to `high` in a cell; "1.0" is 1, an empty cell is `blank`.

    Raises `CellRefused`, for an empty cell too where there is no `blank`.
    """
    number = _whole_number(text, blank=blank)
    if not low <= number <= high:
        raise CellRefused(say(_("Write a number between %(low)s and %(high)s."), low=low, high=high))
    return number


def judge_kits(text: str, *, most: int) -> int:
    """The kits of one line: 1 to `most`."""
    number = _whole_number(text)
    if not 1 <= number <= most:
        raise CellRefused(say_kits_at_a_time(most))
    return number


def say_kits_at_a_time(most: int) -> str:
    """The sentence for no kits, or more than may be counted at once."""
    return say(_("Log between 1 and %(most)s kits at a time."), most=most)


def judge_people_trained(text: str, *, kits: int) -> int:
    """The people trained of one line: 0, also where nothing is written, to the line's `kits`."""
    number = _whole_number(text, blank=0)
    if not 0 <= number <= kits:
        raise CellRefused(_("People trained is a number from 0 to the kits of the same line."))
    return number


def _whole_number(text: str, *, blank: int | None = None) -> int:
    cell = text.strip()
    if not cell and blank is not None:
        return blank
    number = _WHOLE_NUMBER.fullmatch(cell)
    if number is None:
        raise CellRefused(_("Write a whole number in digits, such as 2."))
    return int(number[1])


@lru_cache(maxsize=2000)
def _parse(cell: str) -> tuple[date, Precision] | None:
    """The day or month that `cell` names; a sheet of 100,000 lines names a few hundred of them."""
    try:
        if month := _ISO_MONTH.fullmatch(cell):
            return date(int(month[1]), int(month[2]), 1), "month"
        if iso := _ISO_DAY.fullmatch(cell):
            return date(int(iso[1]), int(iso[2]), int(iso[3])), "day"
        if us := _US_DAY.fullmatch(cell):
            return date(_year(us[3]), int(us[1]), int(us[2])), "day"
    except ValueError:
        return None
    return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)
