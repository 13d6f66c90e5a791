"""Periods as people say them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def period_in_words(starts_on: date, ends_on: date) -> str:
    """Return a period in words: "November 2026", "October to December 2026", "2026",
    "July 2026 to June 2027"."""
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return date_format(starts_on, "F Y")
    if (starts_on.month, ends_on.month, starts_on.year) == (1, 12, ends_on.year):
        return str(starts_on.year)
    return _("%(first)s to %(last)s") % {
        "first": date_format(starts_on, "F" if starts_on.year == ends_on.year else "F Y"),
        "last": date_format(ends_on, "F Y"),
    }
