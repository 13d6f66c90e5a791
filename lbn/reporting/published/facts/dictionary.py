"""What each column of the fact file holds, and what each of its words means: the data dictionary."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.packs.schema import TYPED
from lbn.reporting.published.columns import COLUMNS, in_files
from lbn.reporting.published.facts.fact import Fact

Words = str | Promise


class Entry(NamedTuple):
    """A line of the dictionary: a column of a file, or a word that may stand in one."""

    file: str
    column: str
    word: str
    unit: Words
    meaning: Words


DAY = gettext_lazy("day (YYYY-MM-DD)")
FIELDS: dict[str, tuple[Words, Words]] = {
    "report": ("UUID", gettext_lazy("The published report in which the number stands")),
    "published_to": (gettext_lazy("name"), gettext_lazy("For whom the report was made")),
    "report_status": (gettext_lazy("word"), gettext_lazy("Whether the report still counts")),
    "report_from": (DAY, gettext_lazy("First day of the report")),
    "report_to": (DAY, gettext_lazy("Last day of the report")),
    "period_kind": (gettext_lazy("word"), gettext_lazy("What the days of the number are")),
    "period_from": (DAY, gettext_lazy("First day that the number covers")),
    "period_to": (DAY, gettext_lazy("Last day that the number covers")),
    "kind": (gettext_lazy("word"), gettext_lazy("What the number is about")),
    "code": (
        gettext_lazy("code"),
        gettext_lazy("Stays the same in all periods: a ZIP code, or the key of a county, region or agency"),
    ),
    "fips": (
        gettext_lazy("five digits, as text"),
        gettext_lazy(
            "FIPS code of the county; of a ZIP code or agency, of the county in which it is. Empty where a row "
            "belongs to no single county, and for a county that has no code"
        ),
    ),
    "name": (gettext_lazy("text"), gettext_lazy("The same for people")),
    "measure": (gettext_lazy("word"), gettext_lazy("What was counted")),
    "value": (
        gettext_lazy("whole number; of rates with one decimal"),
        gettext_lazy("Empty only where the status is “not shown”. What an agency did not state has no row at all"),
    ),
    "status": (gettext_lazy("word"), gettext_lazy("Whether the value may be seen")),
}
ALLOWED: dict[str, dict[str, Words]] = {
    "report_status": {
        "published": gettext_lazy("It counts"),
        "withdrawn": gettext_lazy("It was withdrawn: leave it out. Files over all periods leave it out already"),
    },
    "period_kind": {
        "month": gettext_lazy("A month"),
        "quarter": gettext_lazy("A quarter of a calendar year"),
        "year": gettext_lazy("A calendar year"),
        "fiscal_year": gettext_lazy("Twelve months that are no calendar year"),
        "other": gettext_lazy("Any other number of months"),
        "to_date": gettext_lazy("Everything since the first published quarter"),
    },
    "kind": {
        "total": gettext_lazy("Everything in the report"),
        "zip": gettext_lazy("A ZIP code. Rows zip, other_zips and rest add up to the total where all are shown"),
        "other_zips": gettext_lazy("The other ZIP codes of a county, added together"),
        "rest": gettext_lazy("What is in no other row of places, of several counties"),
        "county": gettext_lazy("A county. Add up counties or ZIP codes, never both"),
        "unknown": gettext_lazy("Unknown or out of state"),
        "counties_not_shown": gettext_lazy("All that no row of a county has, added together"),
        "region": gettext_lazy("The counties of one health department, which have rows of their own too"),
        "other_counties": gettext_lazy("Counties that are added together in a month"),
        "agency": gettext_lazy("An agency. Its FIPS code is that of its own county, wherever kits were left"),
        "agency_kind": gettext_lazy("All agencies of one kind"),
        "item": gettext_lazy("Items other than naloxone, of one kind"),
        "unplaced": gettext_lazy("In reports made under the former rules: kits whose place is not named"),
    },
    "status": {
        "shown": gettext_lazy("The value is the whole of what the row says; 0 is a true zero"),
        "not shown": gettext_lazy("Fewer than the threshold, or it would reveal a smaller number. Never zero"),
    },
}
MEASURES = (
    *("times", "kits", "doses", "people_trained", "received", "on_hand", "items"),
    *("personnel_trained", "personnel_current", "sessions", *TYPED),
    *("residents", "kits_per_100k", "deaths", "kits_per_death"),
    *("jurisdictions", "agencies", "expected", "came"),
    *("on_time", "late", "no_kits", "not_confirmed", "missed", "waived", "none_expected"),
)
OF_CORRECTIONS = ("times", "kits", "doses", "people_trained")
UNITS: dict[str, Words] = {
    "times": gettext_lazy("visits"),
    "kits": gettext_lazy("kits"),
    "received": gettext_lazy("kits"),
    "on_hand": gettext_lazy("kits"),
    "reported_used": gettext_lazy("kits"),
    "doses": gettext_lazy("doses"),
    "initial_doses": gettext_lazy("doses"),
    "refills": gettext_lazy("doses"),
    "people_trained": gettext_lazy("people"),
    "people_served": gettext_lazy("people"),
    "personnel_trained": gettext_lazy("people"),
    "personnel_current": gettext_lazy("people"),
    "residents": gettext_lazy("people"),
    "deaths": gettext_lazy("deaths"),
    "kits_per_100k": gettext_lazy("kits for each 100,000 residents"),
    "kits_per_death": gettext_lazy("kits for each death"),
    "items": gettext_lazy("items"),
    "sessions": gettext_lazy("sessions"),
    "jurisdictions": gettext_lazy("counties"),
    "agencies": gettext_lazy("agencies"),
    "none_expected": gettext_lazy("agencies"),
}


OF_OTHER_FILES: dict[str, dict[str, tuple[Words, Words]]] = {
    "counties, places": {
        "visits, kits, doses": (
            gettext_lazy("whole number"),
            gettext_lazy("The measures of these names in facts, beside each other. All other columns are as there"),
        ),
    },
    "agencies": {
        "report, code, name": ("", gettext_lazy("As in facts")),
        "agency_kind": (gettext_lazy("word"), gettext_lazy("Kind of agency. Empty in reports that did not say it")),
        "county": (gettext_lazy("text"), gettext_lazy("Its own county")),
        "how_reported": (
            gettext_lazy("word"),
            gettext_lazy(
                "How its report stands: on_time, late, no_kits, not_confirmed, missed, waived or none_expected. "
                "Empty where a report adds up several periods"
            ),
        ),
        "arrived": (gettext_lazy("word"), gettext_lazy("on_time or late. Empty where no report came, and in sums")),
    },
    "reports": {
        "report, published_to, report_status, report_from, report_to": ("", gettext_lazy("As in facts")),
        "withdrawn_because": (gettext_lazy("text"), gettext_lazy("Why it was withdrawn. Empty where it was not")),
        "state": (gettext_lazy("two letters"), gettext_lazy("The state")),
        "as_of": (DAY, gettext_lazy("What was logged up to this day is in it")),
        "threshold": (gettext_lazy("visits"), gettext_lazy("From so many visits on a place is named")),
        "layout": (gettext_lazy("whole number"), gettext_lazy("The version of these columns")),
        "cite": (gettext_lazy("text"), gettext_lazy("The line by which others name the report as their source")),
        "sha256": (
            gettext_lazy("64 digits"),
            gettext_lazy("SHA-256 of the report as it was published, which is in the folder as-published"),
        ),
    },
    "notes": {
        "report": ("UUID", gettext_lazy("As in facts")),
        "note": (gettext_lazy("text"), gettext_lazy("What has to be known of the report")),
    },
}


def explain_columns() -> list[Entry]:
    """Return the dictionary: each column in order, and below it the words that it may hold."""
    facts = [entry for column in Fact._fields for entry in _entries_of(column)]
    others = [
        Entry(file, column, "", *explained)
        for file, columns in OF_OTHER_FILES.items()
        for column, explained in columns.items()
    ]
    return facts + others


def _entries_of(column: str) -> Iterator[Entry]:
    yield Entry("facts", column, "", *FIELDS[column])
    for word, meaning in ALLOWED.get(column, {}).items():
        yield Entry("facts", column, word, "", meaning)
    if column == "measure":
        yield from _measures()


def _measures() -> Iterator[Entry]:
    for name in MEASURES:
        yield Entry("facts", "measure", in_files(name), UNITS.get(name, _("reports")), COLUMNS[name].meaning)
    for name in OF_CORRECTIONS:
        meaning = _("Corrections to earlier periods: not in the total, add them to it. May be below zero")
        yield Entry("facts", "measure", f"net_{in_files(name)}", UNITS[name], meaning)
