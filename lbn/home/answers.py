"""What one can do about something on home: a sentence, and a button for whoever may press it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class Need(NamedTuple):
    """One thing that waits. `url` and `action` are the button's; both are empty for who may not do it."""

    sentence: str
    url: str = ""
    action: str = ""
    tone: str = "quiet"
    word: str = ""
    detail: str = ""


class Figure(NamedTuple):
    """One of the big figures; `number` may also be a day in words."""

    label: str
    number: int | str
    url: str
    unit: str = ""
    note: str = ""


def at_agency(name, agency, *, query=""):
    """The address of a page of `agency`, with `query` (such as "shown=lapsing") where one is given."""
    address = reverse(name, kwargs={"slug": agency.slug})
    return f"{address}?{query}" if query else address


def for_others():
    """What stands in place of a button that one may not press."""
    return _("Your program coordinator can do this.")


def period_in_words(starts_on, ends_on):
    """A reporting period as people say it: "November 2026", "October to December 2026" or "2026"."""
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return date_format(starts_on, "F Y")
    if starts_on.month == 1 and ends_on.month == 12 and starts_on.year == ends_on.year:
        return str(starts_on.year)
    return _("%(first)s to %(last)s") % {
        "first": date_format(starts_on, "F"),
        "last": date_format(ends_on, "F Y"),
    }
