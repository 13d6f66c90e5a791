"""Which kits of a month are in a later report than that of their own period, and why. For the agency itself only."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Min
from django.utils.translation import gettext as _

from agencies.models import Agency, Jurisdiction
from agencies.periods import month_end, month_of, period_end, period_of
from agencies.wording import write_month, write_month_name, write_weekday
from distributions.counts import Key
from distributions.models import Correction, DailyCount, Precision
from distributions.months import place_in_words, towns_by_zip
from inventory.models import Item


class LaterCount(NamedTuple):
    """What is in a later report: under which key, posted to the period that begins on `starts_on` and ends on
    `ends_on`, and whether it corrects a count that is in a closed one."""

    key: Key
    starts_on: date
    ends_on: date
    is_correction: bool


class LaterLine(NamedTuple):
    """The same in words, with its number of items: below nothing where a closed count was lowered."""

    day: str
    place: str
    item: str
    items: int
    report: str
    why: str


def later_lines(agency: Agency, month: date) -> list[LaterLine]:
    """Return what was left in the month that begins on `month` and is posted to a period that began later, in the
    order of days. Six queries at most."""
    found = _sum_later(agency, month)
    if not found:
        return []
    keys = {one.key for one in found}
    counties = Jurisdiction.objects.in_bulk({key.jurisdiction_id for key in keys})
    things = Item.objects.in_bulk({key.item_id for key in keys})
    towns = towns_by_zip({key.zip_code for key in keys})
    began_on = agency.scope_memberships.aggregate(first=Min("from_on"))["first"]
    state = agency.program.state
    lines = []
    for one, items in sorted(found.items()):
        key = one.key
        place = place_in_words(
            key.zip_code, towns.get(key.zip_code, ""), counties[key.jurisdiction_id].label_in(state)
        )
        words = _report_in_words(one.starts_on, one.ends_on), _why(one, began_on)
        lines.append(LaterLine(_day_in_words(key), place, things[key.item_id].name, items, *words))
    return lines


def _sum_later(agency: Agency, month: date) -> dict[LaterCount, int]:
    """Add up the items that are posted to a period that began after `month`, leaving out what came to nothing."""
    sums: defaultdict[LaterCount, int] = defaultdict(int)
    names = (*Key._fields, "posted_month", "scope__cadence")
    sources = ((False, DailyCount.objects.of(agency)), (True, Correction.objects.of(agency).net_lines()))
    for is_correction, rows in sources:
        later = rows.left_between(month, month_end(month)).filter(posted_month__gt=month)
        for *key, posted, cadence, _times, items, _trained in later.summed_by(*names):
            starts_on = period_of(posted, cadence)
            if starts_on > month:
                one = LaterCount(Key(*key), starts_on, period_end(starts_on, cadence), is_correction)
                sums[one] += items
    return {one: items for one, items in sums.items() if items}


def _day_in_words(key):
    return _("Whole month") if key.precision == Precision.MONTH else write_weekday(key.handed_out_on)


def _report_in_words(starts_on, ends_on):
    """The period of a report: "January to March 2027"."""
    if month_of(starts_on) == month_of(ends_on):
        return write_month(starts_on)
    months = {"first": write_month_name(starts_on), "last": write_month(ends_on)}
    return _("%(first)s to %(last)s") % months


def _why(one, began_on):
    if one.is_correction:
        return _("Corrected after its period was closed")
    if began_on and one.key.handed_out_on < began_on:
        return _("From before your agency's first period")
    return _("Logged after its period was closed")
