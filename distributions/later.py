"""Which kits of a month are in a later report than that of their own period, and why. For the agency itself only."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Agency, Jurisdiction
from agencies.periods import month_end, month_of, period_end, period_of
from agencies.wording import write_month, write_month_name, write_weekday
from distributions.counts import Key
from distributions.models import Precision
from distributions.months import both, place_in_words, towns_by_zip
from inventory.models import Item


class LaterLine(NamedTuple):
    """What of one day (or whole month), place and item is in the report of the period that begins on `starts_on` and
    ends on `ends_on`, and not in that of its own: `items`, below nothing where a closed count was corrected."""

    key: Key
    place: str
    item: str
    items: int
    starts_on: date
    ends_on: date

    @property
    def day(self) -> str:
        is_month = self.key.precision == Precision.MONTH
        return _("Whole month") if is_month else write_weekday(self.key.handed_out_on)

    @property
    def report(self) -> str:
        """The period of that report in words: "January to March 2027"."""
        if month_of(self.starts_on) == month_of(self.ends_on):
            return write_month(self.starts_on)
        months = {"first": write_month_name(self.starts_on), "last": write_month(self.ends_on)}
        return _("%(first)s to %(last)s") % months


def later_lines(agency: Agency, month: date) -> list[LaterLine]:
    """Return what was left in the month that begins on `month` and is posted to a period that began later, in the
    order of days. Five queries at most."""
    sums: defaultdict[tuple[Key, date, date], int] = defaultdict(int)
    names = (*Key._fields, "posted_month", "scope__cadence")

    def posted_later(rows):
        return rows.left_between(month, month_end(month)).filter(posted_month__gt=month).summed_by(*names)

    for *key, posted, cadence, _times, items, _trained in both(agency, posted_later):
        starts_on = period_of(posted, cadence)
        if starts_on > month:
            sums[Key(*key), starts_on, period_end(starts_on, cadence)] += items
    found = [(*where, items) for where, items in sums.items() if items]
    counties = Jurisdiction.objects.in_bulk({key.jurisdiction_id for key, *_rest in found})
    things = Item.objects.in_bulk({key.item_id for key, *_rest in found})
    towns = towns_by_zip({key.zip_code for key, *_rest in found})
    lines = [
        LaterLine(
            key,
            place_in_words(key.zip_code, towns.get(key.zip_code, ""), counties[key.jurisdiction_id].label),
            things[key.item_id].name,
            items,
            starts_on,
            ends_on,
        )
        for key, starts_on, ends_on, items in found
    ]
    return sorted(lines, key=lambda line: (line.key.handed_out_on, line.place, line.item, line.starts_on))
