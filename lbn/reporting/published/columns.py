"""The columns of published tables: names that files keep, words that pages show, and what each means.

Names in files are stable: scripts rely on them. Where one is renamed or goes away, `LAYOUT` goes up. The fourth is
that of facts (`published/facts`); until the third all tables stood below each other in one file, mostly empty.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind
from inventory.models import Item

LAYOUT = 4
# Where a name in files says more than the column's own: alone in a row, "came" would say of nothing that it came.
NAMES_IN_FILES = {
    "times": "visits",
    "item_times": "visits",
    "received": "kits_received",
    "on_hand": "kits_on_hand",
    "jurisdictions": "counties_taking_part",
    "expected": "reports_expected",
    "came": "reports_received",
    "on_time": "reports_on_time",
    "late": "reports_late",
    "no_kits": "reports_no_kits",
    "not_confirmed": "reports_in_question",
    "missed": "reports_missed",
    "waived": "reports_waived",
    "none_expected": "agencies_with_none_due",
}
Words = str | Promise


class PublishedColumn(NamedTuple):
    """A column: its name in files, its heading on pages, what it means, and words for its codes; of a month, how many
    months begin with it."""

    name: str
    heading: Words
    meaning: Words
    is_number: bool = False
    words: Mapping[Any, Any] = MappingProxyType({})
    is_day: bool = False
    months: int = 1


def _number(name: str, heading: Words, meaning: Words) -> PublishedColumn:
    return PublishedColumn(name, heading, meaning, is_number=True)


def _day(name: str, heading: Words, meaning: Words) -> PublishedColumn:
    return PublishedColumn(name, heading, meaning, is_day=True)


def in_files(name: str) -> str:
    """Return what a column is called in files."""
    return NAMES_IN_FILES.get(name, name)


HOW_CONFIRMED = {
    "on_time": _("On time"),
    "late": _("Late"),
    "no_kits": _("No kits this period"),
    "not_confirmed": _("From the log, question not answered"),
    "missed": _("From the log, no report"),
    "waived": _("Waived"),
    "none_expected": _("None expected"),
}
COMPARED_WORDS = {
    "this": _("This period"),
    "previous": _("The period before"),
    "last_year": _("The same period of last year"),
}
PEOPLE_WORDS = {"stated": _("people, as agencies stated"), "times": _("visits, not people")}
LINE_WORDS = {"counted": _("Counted in this period"), "net_corrections": _("Net corrections to earlier periods")}

COLUMNS: dict[str, PublishedColumn] = {
    column.name: column
    for column in [
        PublishedColumn("line", _("Line"), _("counted, or net_corrections to earlier periods"), words=LINE_WORDS),
        PublishedColumn("agency", _("Agency"), _("Name of the agency")),
        PublishedColumn("county", _("County"), _("A county, or what no county has; of an agency, its own")),
        PublishedColumn("place", _("Place"), _("A ZIP code, or places that are added together")),
        PublishedColumn("town", _("Town"), _("Town of the ZIP code")),
        PublishedColumn("area", _("Area"), _("A county, or the joint area of counties")),
        PublishedColumn("region", _("Region"), _("The counties of a health department, such as those of a city")),
        PublishedColumn("month", _("Month"), _("First day of the month or quarter in which it is reported")),
        PublishedColumn("item", _("Item"), _("Kind of item"), words=dict(Item.Kind.choices)),
        _number("times", _("Visits"), _("Visits at which kits were left. One person may be visited more than once")),
        _number("kits", _("Kits left"), _("Naloxone kits left")),
        _number("doses", _("Doses"), _("Doses of naloxone in the kits left")),
        _number("residents", _("Residents"), _("People who live in the county")),
        _number(
            "kits_per_100k",
            _("Kits per 100,000 residents"),
            _("Kits left for each 100,000 people who live in the county"),
        ),
        _number(
            "deaths", _("Opioid deaths"), _("In the same calendar year; not shown where not known or fewer than 10")
        ),
        _number(
            "kits_per_death",
            _("Kits per opioid death"),
            _("Kits that agencies of this program left, for each opioid death in the county"),
        ),
        _number("item_times", _("Visits"), _("Visits at which items of this kind were left")),
        _number("items", _("Items left"), _("Items of this kind left")),
        _number("people_trained", _("Community trained"), _("People shown how to use it when it was left")),
        _number("received", _("Kits furnished"), _("Kits received, as the agency stated; empty without a report")),
        _number("on_hand", _("On hand"), _("As the agency stated at the end; empty if it sent no report")),
        PublishedColumn(
            "report",
            _("Report"),
            _("How it stands: on_time, late, no_kits, not_confirmed, missed, waived or none_expected; empty in sums"),
            words=HOW_CONFIRMED,
        ),
        PublishedColumn("arrival", _("Arrived"), _("on_time or late, whatever the report said"), words=HOW_CONFIRMED),
        PublishedColumn("kind", _("Kind of agency"), _("Kind of agency"), words=dict(AgencyKind.choices)),
        _number("personnel_trained", _("Personnel trained"), _("Personnel who completed a course, as stated")),
        _number("personnel_current", _("Personnel current"), _("Personnel current at the end, as stated")),
        _number("sessions", _("Sessions"), _("Training sessions held, as stated")),
        _number("initial_doses", _("First doses"), _("Doses for people who had no kit before, as stated")),
        _number("refills", _("Refills"), _("Doses for people who had one before, as stated")),
        _number("people_served", _("People served"), _("As stated by the agency")),
        _number("reported_used", _("Reported used"), _("Kits that people said were used, as stated")),
        PublishedColumn("compared", _("Period"), _("this, previous or last_year"), words=COMPARED_WORDS),
        _day("period_from", _("From"), _("First day of the period")),
        _day("period_to", _("To"), _("Last day of the period")),
        _number("kits_change", _("Difference"), _("Kits of this period less those of the other")),
        _day("since", _("Since"), _("First day of the first published quarter")),
        _day("until", _("Until"), _("Last day of the period")),
        _number(
            "jurisdictions",
            _("Counties with an agency"),
            _("Counties where an agency that took part is based"),
        ),
        _number("people", _("People or visits"), _("Which of the two stands in people_are")),
        PublishedColumn(
            "people_are",
            _("Counted"),
            _("stated: as agencies stated them; times: visits at which kits were left"),
            words=PEOPLE_WORDS,
        ),
        _number("agencies", _("Agencies"), _("Agencies that took part")),
        _number("expected", _("Reports expected"), _("Reports that agencies had to send")),
        _number("came", _("Reports that came"), _("Reports that were sent and not returned, late or not")),
        _number("on_time", HOW_CONFIRMED["on_time"], _("Reports that came in time")),
        _number("late", HOW_CONFIRMED["late"], _("Reports that came late")),
        _number("no_kits", HOW_CONFIRMED["no_kits"], _("Reports that confirmed that no kit was left")),
        _number("not_confirmed", HOW_CONFIRMED["not_confirmed"], _("Reports returned with a question that waits")),
        _number("missed", HOW_CONFIRMED["missed"], _("Reports that were never sent")),
        _number("waived", HOW_CONFIRMED["waived"], _("Reports that the supplier did without")),
        _number("none_expected", HOW_CONFIRMED["none_expected"], _("Agencies that had no report to send")),
    ]
}
