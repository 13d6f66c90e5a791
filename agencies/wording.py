"""Dates, numbers and durations as people read them. The only place that writes one, in the language of the page.

Templates have the same as filters, without loading anything (`agencies/templatetags/wording.py`). What a machine
reads back, such as the value of an input, a CSV or JSON, stays as Python writes it.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

MINUS = "\N{MINUS SIGN}"
Number = int | float | Decimal


def write_day(day: date) -> str:
    """A day: "Nov 29, 2026"."""
    return date_format(day)


def write_weekday(day: date) -> str:
    """A day that is near, where it matters which of the week it is: "Sat, Nov 21"."""
    # Translators: how a day is written, such as "Sat, Nov 21", in the letters of Django's date formats.
    return date_format(day, gettext("D, M j"))


def write_long_day(day: date) -> str:
    """A day in full, where one day is all that a page is about: "Saturday, November 21, 2026"."""
    return date_format(day, "l, F j, Y")


def write_month(month: date) -> str:
    """The month of a day: "November 2026"."""
    return date_format(month, "YEAR_MONTH_FORMAT")


def write_short_month(month: date) -> str:
    """The month of a day where there is little room, as under a chart: "Nov 2026"."""
    return date_format(month, "M Y")


def write_month_name(month: date, *, is_short: bool = False) -> str:
    """The month of a day where the year is said beside it: "November", or "Nov" where there is little room."""
    return date_format(month, "M" if is_short else "F")


def write_day_of_year(day: date) -> str:
    """A day where the year is said already: "Nov 29"."""
    return date_format(day, "MONTH_DAY_FORMAT")


def write_instant(at: datetime) -> str:
    """A day with its time: "Nov 29, 2026, 3:42 p.m."."""
    return date_format(at, "DATETIME_FORMAT")


def write_number(number: Number) -> str:
    """A number with its thousands and a true minus: "1,383"."""
    return number_format(number, force_grouping=True).replace("-", MINUS)


def write_change(number: Number) -> str:
    """By how much something changes, its sign always written: "+3"; nothing is "0"."""
    return f"+{write_number(number)}" if number > 0 else write_number(number)


def write_days(number: int) -> str:
    """A number of days: "1 day", "12 days"."""
    return say(ngettext("%(number)s day", "%(number)s days", number), number=number)


def write_kits(number: int) -> str:
    """A number of kits: "1 kit", "1,383 kits"."""
    return say(ngettext("%(number)s kit", "%(number)s kits", number), number=number)


def write_duration(first: date, last: date) -> str:
    """How long it is from one day to a later one, and never longer than it is: "12 days", "3 years, 10 months".

    Less than two months are days; what is left over of a month is not said.
    """
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months < 2:
        return write_days((last - first).days)
    years, months = divmod(months, 12)
    in_years = say(ngettext("%(number)s year", "%(number)s years", years), number=years)
    in_months = say(ngettext("%(number)s month", "%(number)s months", months), number=months)
    return ", ".join([in_years] * bool(years) + [in_months] * bool(months))


def say(sentence: str, **facts: Any) -> str:
    """Fill a sentence with facts: days and numbers as they are written here, the rest as it writes itself."""
    return sentence % {name: _write(fact) for name, fact in facts.items()}


def _write(fact: Any) -> Any:
    if isinstance(fact, Number):
        return write_number(fact)
    if isinstance(fact, datetime):
        return write_instant(fact)
    return write_day(fact) if isinstance(fact, date) else fact
