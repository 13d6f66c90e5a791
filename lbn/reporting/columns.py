"""The columns of published tables: names that files keep, words that pages show, and what each means.

Names are stable: scripts rely on them. A new column is added at the end of its table; none is renamed or removed.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.models import Item
from lbn.reporting.fold import NAMED_PART

LAYOUT = 1


class Column(NamedTuple):
    """A column: its name in files, its heading on pages, what it means, and words for its codes."""

    name: str
    heading: str | Promise
    meaning: str | Promise
    is_number: bool = False
    words: dict = {}


def _number(name, heading, meaning):
    return Column(name, heading, meaning, is_number=True)


STANDING_WORDS = {
    "on_time": _("On time"),
    "late": _("Late"),
    "no_kits": _("No kits this period"),
    "not_confirmed": _("From the log, not confirmed"),
}
LINE_WORDS = {"counted": _("Counted in this period"), "net_corrections": _("Net corrections to earlier periods")}

COLUMNS = {
    column.name: column
    for column in [
        Column("line", _("Line"), _("counted, or net_corrections to earlier periods"), words=LINE_WORDS),
        Column("agency", _("Agency"), _("Name of the agency")),
        Column("county", _("County"), _("County; of an agency, where it is registered")),
        Column("place", _("Place"), _("A ZIP code, or the name of a joint row")),
        Column("town", _("Town"), _("Town of the ZIP code")),
        Column("area", _("Area"), _("A county, or the joint area of counties")),
        Column("month", _("Month"), _("First day of the month or quarter in which it is reported")),
        Column("item", _("Item"), _("Kind of item"), words=dict(Item.Kind.choices)),
        _number("times", _("Times kits were left"), _("How often something was left, not how many people")),
        _number("kits", _("Kits left"), _("Naloxone kits left")),
        _number("doses", _("Doses"), _("Doses of naloxone in the kits left")),
        _number("item_times", _("Times left"), _("How often items of this kind were left")),
        _number("items", _("Items left"), _("Items of this kind left")),
        _number("people_trained", _("Community trained"), _("People shown how to use it when it was left")),
        _number("received", _("Received"), _("As the agency stated in its reports; empty if it sent none")),
        _number("on_hand", _("On hand"), _("As the agency stated in its report; empty if it sent none")),
        Column("report", _("Report"), _("on_time, late, no_kits or not_confirmed"), words=STANDING_WORDS),
        Column(
            "part",
            _("Remark"),
            _("named part: more of this place may be in a joint row"),
            words={NAMED_PART: _("named part")},
        ),
        _number("agencies", _("Agencies"), _("Agencies that were expected to report")),
        _number("on_time", STANDING_WORDS["on_time"], _("Agencies whose report came in time")),
        _number("late", STANDING_WORDS["late"], _("Agencies whose report came late")),
        _number("no_kits", STANDING_WORDS["no_kits"], _("Agencies that confirmed that no kit was left")),
        _number("not_confirmed", STANDING_WORDS["not_confirmed"], _("Agencies counted from their log alone")),
    ]
}
