"""What a roster's lines say, judged cell by cell. Nothing here touches the database."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agencies.sheets import (
    NOTHING_SAID,
    CellRefused,
    ColumnMeanings,
    Readable,
    Reading,
    SheetFile,
    SheetRow,
    read_date,
    read_sheet,
    roster_columns,
    say_readings,
    say_skips,
)
from agencies.wording import say
from training.columns import say_columns, titles_of
from training.names import fold_person, take_name_apart

LONGEST = {"last_name": 60, "first_name": 60, "rank": 40, "unit": 40, "employee_number": 20}
LONGEST_FULL_NAME = 160
OLDEST_YEARS = 60
NOT_DONE = {"-", "--", "\u2013", "\u2014", "n/a", "na", "n", "no", "none", "never", "not yet", "not done"}
DONE_WITHOUT_DAY = {"y", "yes", "x", "done", "ok", "\u2713", "\u2714", "true", "complete", "completed", "current"}
_LAST_NAME_FIRST = re.compile("(?:last|family|sur).*(?:first|given|fore)", re.IGNORECASE)
_MARK = re.compile(r"(?:(?:badge|shield|star|id|emp|no)\b\.?|[#\u2116])[ .:#]*(?=[^\W_])", re.IGNORECASE)
_MADE_A_NUMBER = re.compile(r"([0-9]+)\.0+")

Names = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RosterRefusal:
    """A line or a cell that cannot be used: its row, the column as the sheet names it, and what to do."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One line: a person, for each course (by id) the day on which they completed it, and the cells left out."""

    row: int
    facts: dict[str, str]
    completions: dict[int, date]
    refusals: tuple[RosterRefusal, ...] = ()

    @property
    def names(self) -> Names:
        return names_of(self.facts["last_name"], self.facts["first_name"])

    @property
    def number(self) -> str:
        return self.facts["employee_number"]


@dataclass(frozen=True, slots=True)
class RosterReading:
    """A roster's lines, its refused ones, how many lines bear each name (refused ones included), what its column of
    numbers is called, and what is said of how it was read."""

    entries: list[RosterEntry]
    refusals: list[RosterRefusal]
    namesakes: Counter[Names]
    number_column: str
    sentences: list[str]


class _LineRefused(Exception):
    """A line without the person: the column and what to do."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def names_of(last_name: str, first_name: str) -> Names:
    """The two names as they are compared: capitals, accents and signs do not matter."""
    return fold_person(last_name), fold_person(first_name)


def read_roster(
    file: Readable, *, name: str, courses: Iterable[Any], today: date, said: ColumnMeanings = NOTHING_SAID
) -> RosterReading:
    """Judge every line of a roster.

    `file` is open for reading bytes, `name` is what its sender calls it, `courses` are the state program's: each may
    have a column of its name with the days of completion. `said` is what its sender says of its columns. A cell that
    cannot be used costs the cell; the line is refused only where it does not say who is meant. Raises `SheetRefused`
    for the file as a whole, and `UnknownColumns` where somebody may say what a column holds.
    """
    courses = list(courses)
    sheet = read_sheet(file, name=name, columns=roster_columns(course.name for course in courses), said=said)
    return _RosterReader(_first_tab(sheet), courses, today).read()


def _first_tab(sheet: SheetFile) -> SheetFile:
    """The sheet with its first tab alone: a tab a month is how a log is kept, and a roster names each person once."""
    others = tuple(part.tab for part in sheet.parts[1:])
    return replace(sheet, parts=sheet.parts[:1], other_tabs=(*others, *sheet.other_tabs))


@dataclass
class _RosterReader:
    sheet: SheetFile
    courses: list[Any]
    today: date
    readings: Counter[Reading] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.readings.update(self.sheet.readings)
        self.titles = titles_of(self.sheet.header)
        names = self.titles.get("full_name", "")
        self.last_name_first = bool(_LAST_NAME_FIRST.search(names[:LONGEST_FULL_NAME]))
        self.names_apart = {"last_name", "first_name"} <= self.titles.keys()

    def read(self) -> RosterReading:
        number_column = self.titles.get("employee_number") or _("Employee no.")
        skipped = Counter(row.skipped for row in self.sheet.rows if row.skipped)
        reading = RosterReading([], [], Counter(), number_column, say_columns(self.sheet.header))
        for row in self.sheet.rows:
            if not row.skipped:
                self.judge(row, reading)
        if self.sheet.other_tabs:
            words = _("Other tabs of the workbook are not read: %(tabs)s.")
            reading.sentences.append(words % {"tabs": ", ".join(self.sheet.other_tabs)})
        reading.sentences.extend([*say_readings(self.readings), *say_skips(skipped)])
        return reading

    def judge(self, row: SheetRow, reading: RosterReading) -> None:
        """Put one line where it belongs in `reading`."""
        facts: dict[str, str] = {}
        try:
            facts = self.facts(row)
            self.refuse_unclear_person(facts)
        except _LineRefused as refused:
            reading.refusals.append(RosterRefusal(row.number, refused.column, str(refused)))
        else:
            refusals: list[RosterRefusal] = []
            self.shorten(row, facts, refusals)
            completions = self.completions(row, refusals)
            reading.entries.append(RosterEntry(row.number, facts, completions, tuple(refusals)))
        if facts:
            reading.namesakes[names_of(facts["last_name"], facts["first_name"])] += 1

    def facts(self, row: SheetRow) -> dict[str, str]:
        """What a line says of the person, the full name taken apart."""
        cells = row.cells
        facts = {key: cells[key] for key in LONGEST}
        if made_a_number := _MADE_A_NUMBER.fullmatch(facts["employee_number"]):
            facts["employee_number"] = made_a_number[1]
        if mark := _MARK.match(facts["employee_number"]):
            facts["employee_number"] = facts["employee_number"][mark.end() :]
            self.readings[Reading.MARK_DROPPED] += 1
        if not cells["full_name"] or self.names_apart:
            return facts
        if "first_name" in self.titles:  # "Name" and "First name": the one is the last name
            return facts | {"last_name": cells["full_name"]}
        if len(cells["full_name"]) > LONGEST_FULL_NAME:
            sentence = say_too_long(cells["full_name"], LONGEST_FULL_NAME)
            raise _LineRefused(self.titles["full_name"], sentence)
        name = take_name_apart(cells["full_name"], last_first=self.last_name_first)
        facts |= {"last_name": name.last, "first_name": name.first}
        if name.rank and not facts["rank"]:
            facts["rank"] = name.rank
            self.readings[Reading.RANK_IN_NAME] += 1
        if name.number and not facts["employee_number"]:
            facts["employee_number"] = name.number
            self.readings[Reading.NUMBER_IN_NAME] += 1
        elif name.number and zeros_aside(name.number) != zeros_aside(facts["employee_number"]):
            sentence = _("The number beside the name differs from the number on this line. Keep one of them.")
            raise _LineRefused(self.titles["full_name"], sentence)
        return facts

    def refuse_unclear_person(self, facts: dict[str, str]) -> None:
        """Raise `_LineRefused` if the line does not say who is meant."""
        for key in ("last_name", "first_name"):
            title = self.titles.get(key) or self.titles.get("full_name", "")
            if not facts[key]:
                raise _LineRefused(title, _("Write a last name and a first name on every line."))
            if any(word[0].isdigit() for word in facts[key].split()):
                raise _LineRefused(title, _("Write the name without numbers. They have a column of their own."))
        for key in ("last_name", "first_name", "employee_number"):
            if len(facts[key]) > LONGEST[key]:
                raise _LineRefused(
                    self.titles.get(key) or self.titles["full_name"], say_too_long(facts[key], LONGEST[key])
                )

    def shorten(self, row: SheetRow, facts: dict[str, str], refusals: list[RosterRefusal]) -> None:
        """Leave out the rank and the unit where they are too long."""
        for key in ("rank", "unit"):
            if len(facts[key]) > LONGEST[key]:
                title = self.titles.get(key) or self.titles["full_name"]
                refusals.append(RosterRefusal(row.number, title, say_too_long(facts[key], LONGEST[key])))
                facts[key] = ""

    def completions(self, row: SheetRow, refusals: list[RosterRefusal]) -> dict[int, date]:
        completions = {}
        for course in self.courses:
            text = row.cells.get(course.name, "")
            if not text or text.casefold().rstrip(".") in NOT_DONE:
                continue
            try:
                completions[course.pk] = self.completed_on(text)
            except CellRefused as refused:
                refusals.append(RosterRefusal(row.number, self.titles[course.name], str(refused)))
        return completions

    def completed_on(self, text: str) -> date:
        if text.casefold().rstrip(".") in DONE_WITHOUT_DAY:
            raise CellRefused(_("Write the day on which it was completed, as in 01/31/2026."))
        day, precision, readings = read_date(text)
        if precision == "month":
            raise CellRefused(_("Write the day too, as in 01/31/2026."))
        if why := why_no_day(day, self.today):
            raise CellRefused(why)
        self.readings.update(readings)
        return day


def why_no_day(day: date, today: date) -> str:
    """Why nobody can have completed a course on `day`, as a sentence; "" where somebody can."""
    if day > today:
        return say(_("%(day)s is in the future: check the year."), day=day)
    if day.year < today.year - OLDEST_YEARS:
        return say(_("%(day)s is more than %(years)s years back: check the year."), day=day, years=OLDEST_YEARS)
    return ""


def zeros_aside(number: str) -> str:
    """An employee number as it is compared where a spreadsheet may have taken its zeros: 0042 and 42 are alike."""
    plain = fold_person(number)
    return plain.lstrip("0") or plain[:1]


def say_too_long(text: str, most: int) -> str:
    """The sentence for a cell that is too long; a number is shown, text is not."""
    if text.isdigit() and len(text) <= 2 * most:
        words = _("%(number)s is too long. Shorten it to %(most)s characters or fewer.")
        return words % {"number": text, "most": most}
    return _("Shorten this to %(most)s characters or fewer.") % {"most": most}
