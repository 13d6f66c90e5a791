"""What a roster's lines say, judged cell by cell. Nothing here touches the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agencies.sheets import CellRefused, Sheet, SheetRow, read_day, read_sheet, roster_columns
from agencies.sheets.opening import Readable

LONGEST = {"last_name": 60, "first_name": 60, "rank": 40, "unit": 40, "employee_number": 20}
REQUIRED = ("last_name", "first_name")
OLDEST_YEARS = 60

Names = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One good line: a person, and for each course (by id) the day on which they completed it."""

    row: int
    facts: dict[str, str]
    completions: dict[int, date]

    @property
    def names(self) -> Names:
        return names_of(self.facts["last_name"], self.facts["first_name"])

    @property
    def number(self) -> str:
        return self.facts["employee_number"]


@dataclass(frozen=True, slots=True)
class RosterRefusal:
    """A line that cannot be used: its row, the column as the roster's maker knows it, and what to do."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RosterReading:
    """A roster's good lines, its refused ones, and how many lines bear each name, refused ones included."""

    entries: list[RosterEntry]
    refusals: list[RosterRefusal]
    namesakes: Counter[Names]


def names_of(last_name: str, first_name: str) -> Names:
    """The two names as they are compared: capitals do not matter."""
    return last_name.casefold(), first_name.casefold()


def read_roster(file: Readable, *, name: str, courses: Iterable[Any], today: date) -> RosterReading:
    """Judge every line of a roster.

    `file` is open for reading bytes, `name` is what its sender calls it, `courses` are the state program's: each may
    have a column of its name with the days of completion. Raises `SheetRefused` for the file as a whole.
    """
    courses = list(courses)
    sheet = read_sheet(file, name=name, columns=roster_columns(course.name for course in courses))
    titles = _titles(sheet)
    reading = RosterReading([], [], Counter())
    for row in sheet.rows:
        if row.skipped:
            continue
        reading.namesakes[names_of(row.cells["last_name"], row.cells["first_name"])] += 1
        judged = _judge(row, courses, titles, today)
        (reading.refusals if isinstance(judged, RosterRefusal) else reading.entries).append(judged)
    return reading


def _titles(sheet: Sheet) -> dict[str, str]:
    return {column.key: column.name for column in sheet.header.columns.values()}


def _judge(row: SheetRow, courses: list[Any], titles: dict[str, str], today: date) -> Any:
    facts = {key: row.cells[key] for key in LONGEST}
    for key, text in facts.items():
        if key in REQUIRED and not text:
            return RosterRefusal(row.number, titles[key], _("Write a last name and a first name on every line."))
        if len(text) > LONGEST[key]:
            sentence = _("Shorten this to %(most)s characters or fewer.") % {"most": LONGEST[key]}
            return RosterRefusal(row.number, titles[key], sentence)
    completions = {}
    for course in courses:
        text = row.cells.get(course.name, "")
        try:
            if text:
                completions[course.pk] = _completed_on(text, today)
        except CellRefused as refused:
            return RosterRefusal(row.number, course.name, str(refused))
    return RosterEntry(row.number, facts, completions)


def _completed_on(text: str, today: date) -> date:
    day, precision = read_day(text)
    if precision == "month":
        raise CellRefused(_("Write the day too, as in 01/31/2026."))
    if day > today:
        raise CellRefused(_("This date is in the future: check the year."))
    if day.year < today.year - OLDEST_YEARS:
        raise CellRefused(_("This date is more than %(years)s years back: check the year.") % {"years": OLDEST_YEARS})
    return day
