"""Periods as people say them."""

from datetime import date

from django.utils.translation import gettext as _

from agencies.wording import write_month, write_month_name


def period_in_words(starts_on: date, ends_on: date) -> str:
    """Return a period in words: "November 2026", "October to December 2026", "2026",
    "July 2026 to June 2027"."""
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return write_month(starts_on)
    if (starts_on.month, ends_on.month, starts_on.year) == (1, 12, ends_on.year):
        return str(starts_on.year)
    is_of_one_year = starts_on.year == ends_on.year
    first = write_month_name(starts_on) if is_of_one_year else write_month(starts_on)
    return _("%(first)s to %(last)s") % {"first": first, "last": write_month(ends_on)}
