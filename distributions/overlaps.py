"""What a sheet says beside what is counted already of the same day and place, for people to choose."""

from heapq import nsmallest
from typing import NamedTuple

from django.utils.translation import gettext as _

from distributions.actions.sheets import Plan
from distributions.counts import Counts, Key
from distributions.elsewhere import Already, Grain
from distributions.models import Precision
from distributions.preview import find_places
from inventory.models import Item

CHOSEN_ONE_BY_ONE = 200


class OverlapLine(NamedTuple):
    """A day (or whole month), place and item that is counted otherwise already; `item` is its name. `choice` is a
    bound field by which somebody says what becomes of it."""

    key: Key
    place: str
    item: str
    now: Counts
    already: Already
    choice: object

    @property
    def is_whole_month(self):
        return self.key.precision == Precision.MONTH


def first_overlaps(plan: Plan) -> list[Key]:
    """Return the days and places that are chosen about one by one, in order; for the others there is one choice."""
    return nsmallest(CHOSEN_ONE_BY_ONE, plan.overlapping)


def describe_overlaps(plan: Plan, choices: dict, items: dict[int, Item], *, state: str) -> list[OverlapLine]:
    """Return a line for each of `choices` (key → bound field); `items` are those of the plan. Two queries."""
    places = find_places(choices, state=state)
    return [
        OverlapLine(key, places[key], items[key.item_id].name, plan.overlapping[key], plan.already[key], choice)
        for key, choice in choices.items()
    ]


def say_grains(already: Already) -> str:
    """As what it is counted already, such as "days of the month, ZIP codes of the county"."""
    words = {
        Grain.SAME: _("same place and time"),
        Grain.MONTH: _("total of the month"),
        Grain.DAYS: _("days of the month"),
        Grain.COUNTY: _("county without ZIP code"),
        Grain.ZIPS: _("ZIP codes of the county"),
        Grain.SHEET: _("days in this sheet"),
    }
    return ", ".join(words[grain] for grain in Grain if grain in already.grains)
