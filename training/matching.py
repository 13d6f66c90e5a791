"""Which person of an agency's roster a line of a sheet means, and what the line changes for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.sheets import roster_columns
from agencies.wording import say
from training.models import Person
from training.roster import RosterEntry, RosterReading, RosterRefusal, names_of

NUMBER = next(column.name for column in roster_columns(()) if column.key == "employee_number")


class RosterVerdict(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


TONES = {
    RosterVerdict.ADDED: "ok",
    RosterVerdict.CHANGED: "ok",
    RosterVerdict.UNCHANGED: "quiet",
    RosterVerdict.REFUSED: "attention",
}


@dataclass(frozen=True, slots=True)
class RosterLine:
    """The verdict on one line: for a refused one `column` and `sentence`, else the person and what is new about them.

    `fields` are the names of changed columns of the person, `completions` (course id, day) pairs not yet recorded.
    """

    row: int
    verdict: RosterVerdict
    sentence: str
    column: str = ""
    person: Person | None = None
    fields: tuple[str, ...] = ()
    completions: tuple[tuple[int, date], ...] = ()

    @property
    def tone(self) -> str:
        return TONES[self.verdict]

    @property
    def word(self) -> str:
        return {
            RosterVerdict.ADDED: _("New"),
            RosterVerdict.CHANGED: _("Changed"),
            RosterVerdict.UNCHANGED: _("Unchanged"),
            RosterVerdict.REFUSED: _("Refused"),
        }[self.verdict]


@dataclass
class Matching:
    """A roster as it stands, against which lines are held one after the other.

    `done` are the completions recorded so far, as (person id, course id, day). A person found by a line gets the
    line's facts at once, in memory only.
    """

    agency: Any
    people: Iterable[Person]
    done: set[tuple[Any, int, date]]
    row_of: dict[Any, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_number = {}
        self.by_names = defaultdict(list)
        for person in self.people:
            self.by_names[names_of(person.last_name, person.first_name)].append(person)
            if person.employee_number:
                self.by_number[person.employee_number.casefold()] = person

    def lines(self, reading: RosterReading) -> list[RosterLine]:
        """The verdict on each line of `reading`, in the order of its rows."""
        refused = [_refuse(refusal) for refusal in reading.refusals]
        judged = [self.judge(entry, alone=reading.namesakes[entry.names] == 1) for entry in reading.entries]
        return sorted([*refused, *judged], key=lambda line: line.row)

    def judge(self, entry: RosterEntry, *, alone: bool) -> RosterLine:
        """The verdict on one good line; `alone` tells that no other line has its names."""
        person = self.find(entry, alone=alone)
        if isinstance(person, RosterRefusal):
            return _refuse(person)
        if person is None:
            return self.add(entry)
        if person.pk in self.row_of:
            sentence = _("Row %(row)s is about the same person. Keep one of the two lines.")
            return _refuse(RosterRefusal(entry.row, NUMBER, sentence % {"row": self.row_of[person.pk]}))
        self.row_of[person.pk] = entry.row
        return self.change(entry, person)

    def find(self, entry: RosterEntry, *, alone: bool) -> Person | RosterRefusal | None:
        """Who is meant: by employee number, else by names if they can mean one person only; None for somebody new."""
        if entry.number and (person := self.by_number.get(entry.number.casefold())):
            return person
        same = self.by_names.get(entry.names, [])
        if entry.number:
            same = [person for person in same if not person.employee_number]
            sentence = _("Somebody of this name is on your roster without an employee number. Add it there first.")
        elif same:
            sentence = _("Several people have this name. Write the employee number on the line.")
        else:
            sentence = _("Several lines have this name. Write the employee number on each.")
        unclear = len(same) > 1 or (not alone and (same or not entry.number))
        if unclear:
            return RosterRefusal(entry.row, NUMBER, sentence)
        return same[0] if same else None

    def add(self, entry: RosterEntry) -> RosterLine:
        person = Person(agency=self.agency, **entry.facts)
        self.row_of[person.pk] = entry.row
        if entry.number:
            self.by_number[entry.number.casefold()] = person
        new = tuple(entry.completions.items())
        return RosterLine(entry.row, RosterVerdict.ADDED, _say_added(len(new)), person=person, completions=new)

    def change(self, entry: RosterEntry, person: Person) -> RosterLine:
        """An empty cell says nothing about the person, so it changes nothing."""
        fields = tuple(
            name for name, text in entry.facts.items() if text and _differs(name, text, getattr(person, name))
        )
        for name in fields:
            setattr(person, name, entry.facts[name])
        if "employee_number" in fields:
            self.by_number[entry.number.casefold()] = person
        new = tuple(pair for pair in entry.completions.items() if (person.pk, *pair) not in self.done)
        verdict = RosterVerdict.CHANGED if fields or new else RosterVerdict.UNCHANGED
        sentence = _say_changes(person, fields, len(new))
        return RosterLine(entry.row, verdict, sentence, person=person, fields=fields, completions=new)


def _differs(name: str, text: str, stored: str) -> bool:
    if name == "employee_number":
        return text.casefold() != stored.casefold()
    return text != stored


def _refuse(refusal: RosterRefusal) -> RosterLine:
    return RosterLine(refusal.row, RosterVerdict.REFUSED, refusal.sentence, column=refusal.column)


def _say_added(completions: int) -> str:
    words = ngettext("New, with %(n)s completion.", "New, with %(n)s completions.", completions)
    return say(words, n=completions)


def _say_changes(person: Person, fields: tuple[str, ...], completions: int) -> str:
    words_of = {field.name: str(field.verbose_name) for field in Person._meta.concrete_fields}
    news = [words_of[name] for name in fields]
    if completions:
        news.append(ngettext("%(n)s new completion", "%(n)s new completions", completions) % {"n": completions})
    words = _("Changes: %(news)s.") % {"news": get_text_list(news, _("and"))} if news else _("Nothing new.")
    if person.left_on:
        words += " " + _("Marked as having left; that stays.")
    return words
