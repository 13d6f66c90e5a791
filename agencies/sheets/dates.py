"""Is this cell a day, or a month? As people and programs write them, if it cannot be mistaken for another one."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from agencies.wording import say, write_month_name

from .readings import Reading
from .refusals import CellRefused

Precision = Literal["day", "month"]

DAYS_BACK = 365
LONGEST_DATE = 50

_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTHS = {word: number for number, name in enumerate(_NAMES, 1) for word in (name, name[:3])} | {"sept": 9}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = "(?P<year>[0-9]{4}|'?[0-9]{2})"
_FULL_YEAR = "(?P<year>[0-9]{4}|'[0-9]{2})"
_BETWEEN = "[ ,/-]*"
_APART = "(?: *[ ,/-] *)+"

_DAYS = [
    re.compile(pattern)
    for pattern in (
        "(?P<month>[0-9]{1,2})(?P<sign>[/-])(?P<day>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4}|[0-9]{2})",
        "(?P<year>[0-9]{4})(?P<sign>[/-])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})",
        "(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        f"{_DAY}{_BETWEEN}(?:of )?{_MONTH}{_BETWEEN}{_YEAR}",
        f"{_MONTH}{_BETWEEN}{_DAY}{_APART}{_YEAR}",
        f"(?P<year>[0-9]{{4}}){_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}",
    )
]
_WHOLE_MONTHS = [
    re.compile(pattern)
    for pattern in (
        "(?P<year>[0-9]{4})[/-](?P<month>[0-9]{1,2})",
        "(?P<month>[0-9]{1,2})[/-](?P<year>[0-9]{4})",
        f"{_MONTH}{_BETWEEN}{_FULL_YEAR}",
        f"(?P<year>[0-9]{{4}}){_BETWEEN}{_MONTH}",
    )
]
_SHORT_MONTHS = [re.compile(f"{_MONTH}{_APART}{_YEAR}"), re.compile("(?P<month>[0-9]{1,2})[/-](?P<year>[0-9]{2})")]
_ANY_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_WITHOUT_YEAR = re.compile(
    rf"[0-9]{{1,2}}[/-][0-9]{{1,2}}|[0-9]{{1,2}}(?:st|nd|rd|th)?{_BETWEEN}{_ANY_MONTH}"
    rf"|{_ANY_MONTH}{_BETWEEN}[0-9]{{1,2}}(?:st|nd|rd|th)?"
)
_TIME = re.compile(
    r"(?:t|[ ,]+(?:at )?)"
    r"(?:(?P<clock>(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)|(?:[01][0-9]|2[0-3])[0-5][0-9])"
    r" ?(?:[ap]\.?m\.?|hrs?|hours|h)?"
    r" ?(?P<zone>z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}|\(?[ecmp][sd]?t\)?)?$"
)
_WEEKDAY = re.compile(rf"({'|'.join(_WEEKDAYS)})(?:s|nes|rs|r|ur)?(?:day)?[.,]* +")
_MIDNIGHT = re.compile("0?0:00(?::00(?:[.]0+)?)?")
_MAY_BE_SHOWN = re.compile("[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}")


class DayOfCell(NamedTuple):
    """The day that a cell names, or the first day of the month that it names; which of the two; how it was read."""

    day: date
    precision: Precision
    readings: tuple[Reading, ...] = ()


def judge_day(text: str, *, today: date) -> tuple[date, Precision]:
    """The day that a cell names, or the first day of the month that it names, and which of the two.

    Takes any form that cannot be mistaken: 01/05/2026, 1/5/26, 2026-01-05, 5-Jan-26, "Monday, January 5, 2026",
    with a time, which is dropped; and for a month total 2026-01, 1/2026, "Jan 2026". Month before day, as in the US.
    Raises `CellRefused` for anything else, for the future, and for what is more than 365 days back (a month counts
    by its last day).
    """
    day, precision = read_day(text)
    within_a_year(day, precision=precision, today=today)
    return day, precision


def read_day(text: str) -> tuple[date, Precision]:
    """As `judge_day`, however long ago or far ahead the day is."""
    return read_date(text)[:2]


def read_date(text: str, *, today: date | None = None, names_months: bool = False) -> DayOfCell:
    """As `read_day`, with how the cell was read.

    In a column that `names_months`, Sep-26 is a month; elsewhere it may be a day. With a `today`, a month without a
    year is the last one of its name. Raises `CellRefused`.
    """
    cell = " ".join(text.split()).casefold()
    if not cell:
        raise CellRefused(_("Write the date as 01/31/2026."))
    if len(cell) > LONGEST_DATE:
        raise _no_such_date()
    found = _parse(cell, names_months)
    if found:
        return found
    if today and cell.rstrip(".") in _MONTHS:
        return _latest_month(_MONTHS[cell.rstrip(".")], today)
    raise _no_such_date()


def names_month(title: str) -> bool:
    """Whether the title of a tab is a month: "Sept", "September 2026", "2026-09", "Sep-26"."""
    words = " ".join(title.split()).casefold().replace("_", " ")
    if words.rstrip(".") in _MONTHS:
        return True
    return bool(_first_match([*_SHORT_MONTHS, *_WHOLE_MONTHS], words))


def looks_like_date(text: str) -> bool:
    """Whether a cell is a day or a month, or has their form."""
    cell = " ".join(text.split()).casefold()
    if len(cell) > LONGEST_DATE:
        return False
    try:
        return _parse(cell, names_months=True) is not None or cell.rstrip(".") in _MONTHS
    except CellRefused:
        return _MAY_BE_SHOWN.fullmatch(cell) is not None or _WITHOUT_YEAR.fullmatch(cell) is not None


def within_a_year(day: date, *, today: date, precision: Precision = "day") -> None:
    """Raise `CellRefused` if `day` is after `today` or more than 365 days before it."""
    if day > today:
        raise CellRefused(_("This date is in the future: check the year."))
    last = day.replace(day=monthrange(day.year, day.month)[1]) if precision == "month" else day
    if today - last > timedelta(days=DAYS_BACK):
        raise CellRefused(say(_("This date is more than %(days)s days back: check the year."), days=DAYS_BACK))


@lru_cache(maxsize=2000)
def _parse(cell: str, names_months: bool) -> DayOfCell | None:
    """The day or month that `cell` names; a sheet of 100,000 lines names a few hundred of them."""
    for written, readings in _without_time(cell):
        words, weekday = _without_weekday(written)
        if found := _first_match(_DAYS, words):
            day = _day(found)
            if weekday and _WEEKDAYS[day.weekday()] != weekday:
                raise CellRefused(_("The day of the week and the date do not agree. Correct one of them."))
            return DayOfCell(day, "day", readings)
        if found := _first_match([*_SHORT_MONTHS, *_WHOLE_MONTHS] if names_months else _WHOLE_MONTHS, words):
            return DayOfCell(_day(found), "month", readings)
        if _first_match(_SHORT_MONTHS[:1], words):
            raise CellRefused(_("This can be a day or a whole month. Write a day as 09/26/2026, a month as 2026-09."))
        if _WITHOUT_YEAR.fullmatch(words):
            raise CellRefused(_("Write the year too, as in 01/31/2026."))
    return None


def _without_time(cell: str) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    """The cell as it is, then, where it ends in a time, without it."""
    yield cell, ()
    time = _TIME.search(cell)
    if time:
        is_elsewhere = time["zone"] and not re.fullmatch(r"\(?[ecmp][sd]?t\)?", time["zone"])
        if is_elsewhere and not _MIDNIGHT.fullmatch(time["clock"] or ""):
            raise CellRefused(
                _("This time is not a local one, so its day may be another. Write the day as 01/31/2026.")
            )
        yield cell[: time.start()].rstrip(" ,"), (Reading.TIME_DROPPED,)


def _without_weekday(cell: str) -> tuple[str, str]:
    weekday = _WEEKDAY.match(cell)
    return (cell[weekday.end() :], weekday[1]) if weekday else (cell, "")


def _first_match(patterns: list[re.Pattern[str]], words: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.fullmatch(words))), None)


def _day(found: re.Match[str]) -> date:
    parts = found.groupdict()
    year = int(parts["year"].lstrip("'")) + (2000 if len(parts["year"].lstrip("'")) == 2 else 0)
    month = _MONTHS.get(parts["month"]) or int(parts["month"])
    day = int(parts.get("day") or 1)
    try:
        return date(year, month, day)
    except ValueError:
        pass
    raise _impossible(year, month, day, found[0])


def _impossible(year: int, month: int, day: int, written: str) -> CellRefused:
    """The refusal of a day that no calendar has, in its own words."""
    written = written if _MAY_BE_SHOWN.fullmatch(written) else ""
    if year and 1 <= month <= 12 and 29 <= day <= 31:
        name = write_month_name(date(2000, month, 1))
        if (month, day) == (2, 29):
            sentence = _("There is no February 29 in %(year)s, so there is no such date. Write it as 01/31/2026.")
            return CellRefused(sentence % {"year": year})
        sentence = _("There is no %(month)s %(day)s, so there is no such date. Write it as 01/31/2026.")
        return CellRefused(sentence % {"month": name, "day": day})
    if written and month > 12 and 1 <= day <= 12:
        sentence = _("There is no such date as %(date)s. Write the month first, as in 01/31/2026.")
        return CellRefused(sentence % {"date": written}, general=str(_no_such_date()))
    if written:
        sentence = _("There is no such date as %(date)s. Write it as 01/31/2026.")
        return CellRefused(sentence % {"date": written}, general=str(_no_such_date()))
    return _no_such_date()


def _no_such_date() -> CellRefused:
    return CellRefused(_("There is no such date: write it as 01/31/2026."))


def _latest_month(month: int, today: date) -> DayOfCell:
    """The last month of this number, unless this month or that of a year ago may be meant."""
    if month == today.month:
        raise CellRefused(_("Write the year too, as in 2026-01."))
    return DayOfCell(date(today.year - (month > today.month), month, 1), "month", (Reading.LATEST_MONTH,))
