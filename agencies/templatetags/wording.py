"""The shapes of `agencies/wording.py` as filters, in every template: the settings say so.

A value of another kind, such as words where mostly a number stands, is left as it is; nothing is written as nothing.
"""

from datetime import date
from typing import get_args

from django import template

from agencies import wording
from agencies.letters import quote_typed

register = template.Library()
FILTERS = {
    "day": (wording.write_day, date),
    "weekday": (wording.write_weekday, date),
    "long_day": (wording.write_long_day, date),
    "day_of_year": (wording.write_day_of_year, date),
    "month": (wording.write_month, date),
    "short_month": (wording.write_short_month, date),
    "instant": (wording.write_instant, date),
    "number": (wording.write_number, get_args(wording.Number)),
    "change": (wording.write_change, get_args(wording.Number)),
}


def filter_for(write, kind):
    """Return a filter that writes values of `kind`."""

    def write_if_there(value):
        return write(value) if isinstance(value, kind) else "" if value is None else value

    return write_if_there


register.filter("typed", quote_typed)
for name, (write, kind) in FILTERS.items():
    register.filter(name, filter_for(write, kind), expects_localtime=True)
