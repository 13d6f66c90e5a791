"""Which person of an agency's roster a line of a sheet means, and what the line changes for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from training.models import Person
from training.names import first_words
from training.roster import RosterEntry, RosterReading, RosterRefusal, names_of, zeros_aside
from training.verdicts import (
    DayChange,
    PersonQuestion,
    RosterAnswers,
    RosterLine,
    RosterVerdict,
    refuse_line,
    say_changes,
    say_what_is_new,
)

Found = Person | RosterRefusal | PersonQuestion | None


@dataclass
class Matching:
    """A roster as it stands, against which lines are held one after the other.

    `done` are the completions recorded so far, as (person id, course id, day) with whether they are of a session;
    `courses` stand by their ids. A person found by a line gets the line's facts at once, in memory only.
    """

    agency: Any
    people: Iterable[Person]
    done: Mapping[tuple[Any, int, date], bool]
    courses: Mapping[int, Any]
    answers: RosterAnswers = field(default_factory=RosterAnswers)
    row_of: dict[Any, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_number, self.by_zeros = {}, {}
        self.by_names, self.by_words = defaultdict(list), defaultdict(list)
        for person in self.people:
            self.by_names[names_of(person.last_name, person.first_name)].append(person)
            self.by_words[first_words(person.last_name, person.first_name)].append(person)
            if person.employee_number:
                self.by_number[person.employee_number.casefold()] = person
                self.by_zeros.setdefault(zeros_aside(person.employee_number), person)
        self.last_imported = {}
        for (person_id, course_id, day), is_of_session in self.done.items():
            if not is_of_session:
                latest = self.last_imported.get((person_id, course_id), day)
                self.last_imported[person_id, course_id] = max(latest, day)

    def lines(self, reading: RosterReading) -> list[RosterLine]:
        """The verdict on each line of `reading`, in the order of its rows."""
        self.column = reading.number_column
        numbers = {entry.number.casefold() for entry in reading.entries if entry.number}
        self.meant_by_number = {person.pk for number, person in self.by_number.items() if number in numbers}
        self.writings = defaultdict(dict)
        for entry in reading.entries:
            if entry.number:
                self.writings[zeros_aside(entry.number)].setdefault(entry.number.casefold(), entry.row)
        refused = [refuse_line(refusal) for refusal in reading.refusals]
        judged = [self.judge(entry, alone=reading.namesakes[entry.names] == 1) for entry in reading.entries]
        return sorted([*refused, *judged], key=lambda line: line.row)

    def judge(self, entry: RosterEntry, *, alone: bool) -> RosterLine:
        """The verdict on one line; `alone` tells that no other line has its names."""
        found = self.find(entry, alone=alone)
        if isinstance(found, RosterRefusal):
            return refuse_line(found)
        question = found if isinstance(found, PersonQuestion) else None
        person = found.person if isinstance(found, PersonQuestion) else found
        if question:
            is_same = self.answers.is_same(entry.row, question)
            if is_same is None:
                return RosterLine(
                    entry.row, RosterVerdict.ASKED, question.sentence, person=question.person, question=question
                )
            person = question.person if is_same else None
        if person is None:
            return self.add(entry, question)
        if person.pk in self.row_of:
            sentence = _("Row %(row)s is about the same person. Keep one of the two lines.")
            return refuse_line(self.refuse(entry, sentence % {"row": self.row_of[person.pk]}))
        self.row_of[person.pk] = entry.row
        return self.change(entry, person, question)

    def refuse(self, entry: RosterEntry, sentence: str) -> RosterRefusal:
        return RosterRefusal(entry.row, self.column, sentence)

    def find(self, entry: RosterEntry, *, alone: bool) -> Found:
        """Who is meant: by employee number, else by names if they can mean one person only; None for somebody new."""
        if not entry.number:
            return self.find_by_names(entry, alone=alone)
        if person := self.by_number.get(entry.number.casefold()):
            return person if person.pk in self.row_of else self.ask_about_name(entry, person)
        for number, row in self.writings[zeros_aside(entry.number)].items():
            if number != entry.number.casefold() and (row < entry.row or number in self.by_number):
                sentence = _("Row %(row)s has this number with different leading zeros. Keep one of the two lines.")
                return self.refuse(entry, sentence % {"row": row})
        if person := self.by_zeros.get(zeros_aside(entry.number)):
            return self.ask_about_zeros(entry, person)
        return self.find_by_names(entry, alone=alone)

    def ask_about_name(self, entry: RosterEntry, person: Person) -> Found:
        """The person of this number, and a question where the line gives them another name."""
        if is_named_alike(entry, person):
            return person
        words = _("%(was)s → %(becomes)s? Both have the number %(number)s.")
        return PersonQuestion(
            person, words % {"number": entry.number, **_names_before_and_after(person, entry)}, may_be_new=False
        )

    def ask_about_zeros(self, entry: RosterEntry, person: Person) -> PersonQuestion:
        facts = {"number": entry.number, "stored": person.employee_number, **_names_before_and_after(person, entry)}
        if is_named_alike(entry, person):
            words = _("%(was)s: %(number)s and %(stored)s are taken as one number.")
            return PersonQuestion(person, words % facts, is_presumed=True)
        words = _("%(was)s → %(becomes)s? %(number)s may be %(stored)s.")
        return PersonQuestion(person, words % facts)

    def find_by_names(self, entry: RosterEntry, *, alone: bool) -> Found:
        same = [one for one in self.by_names.get(entry.names, []) if one.pk not in self.meant_by_number]
        numberless = [person for person in same if not person.employee_number] if entry.number else same
        if entry.number:
            sentence = _("Somebody of this name is on your roster without an employee number. Add it there first.")
        elif same:
            sentence = _("Several people have this name. Write the employee number on the line.")
        else:
            sentence = _("Several lines have this name. Write the employee number on each.")
        if len(numberless) > 1 or (not alone and (numberless or not entry.number)):
            return self.refuse(entry, sentence)
        return numberless[0] if numberless else self.ask_about_namesake(entry, same)

    def ask_about_namesake(self, entry: RosterEntry, same: list[Person]) -> PersonQuestion | None:
        """A question where somebody has the same names with another number, or nearly the same names."""
        words = first_words(entry.facts["last_name"], entry.facts["first_name"])
        near = same or [one for one in self.by_words.get(words, []) if one.pk not in self.meant_by_number]
        if not near:
            return None
        person = near[0]
        facts = {
            "number": entry.number,
            "stored": person.employee_number,
            **_names_before_and_after(person, entry),
        }
        if entry.number and person.employee_number:
            sentence = _("%(was)s: number %(stored)s → %(number)s? Both have this name.")
        else:
            sentence = _("%(was)s → %(becomes)s? The names are nearly the same.")
        return PersonQuestion(person, sentence % facts)

    def add(self, entry: RosterEntry, question: PersonQuestion | None) -> RosterLine:
        person = Person(agency=self.agency, **entry.facts)
        self.row_of[person.pk] = entry.row
        if entry.number:
            self.by_number[entry.number.casefold()] = person
        new = tuple(entry.completions.items())
        return RosterLine(
            entry.row,
            RosterVerdict.ADDED,
            say_what_is_new(len(new)),
            person=person,
            completions=new,
            refusals=entry.refusals,
            question=question,
        )

    def change(self, entry: RosterEntry, person: Person, question: PersonQuestion | None) -> RosterLine:
        """An empty cell says nothing about the person, so it changes nothing."""
        before = [
            (name, getattr(person, name), text) for name, text in entry.facts.items() if differs(name, text, person)
        ]
        if is_named_alike(entry, person):
            before = [change for change in before if change[0] not in ("last_name", "first_name")]
        for name, _was, text in before:
            setattr(person, name, text)
        if entry.number:
            self.by_number[person.employee_number.casefold()] = person
        new, days, waits = self.completions(entry, person)
        in_words = "" if waits else "; ".join(map(str, days))
        verdict = RosterVerdict.CHANGED if before or new or in_words else RosterVerdict.UNCHANGED
        return RosterLine(
            entry.row,
            verdict,
            say_changes(person, before, len(new), in_words),
            person=person,
            fields=tuple(name for name, _was, _text in before),
            completions=new,
            refusals=entry.refusals,
            question=question,
            day_changes=days,
            waits_for_days=waits,
        )

    def completions(
        self, entry: RosterEntry, person: Person
    ) -> tuple[tuple[tuple[int, date], ...], tuple[DayChange, ...], bool]:
        """The completions not recorded yet; the days earlier than what an earlier roster said, and whether these
        wait for an answer. A session's day stands on its own."""
        new, days = [], []
        for course_id, day in entry.completions.items():
            if (person.pk, course_id, day) in self.done:
                continue
            was = self.last_imported.get((person.pk, course_id), day)
            if was > day:
                days.append(DayChange(self.courses[course_id], was, day))
            else:
                new.append((course_id, day))
        return tuple(new), tuple(days), bool(days) and not self.answers.replaces_days(entry.row)


def is_named_alike(entry: RosterEntry, person: Person) -> bool:
    """Whether a line names somebody as the roster does, but for capitals, accents and middle names."""
    if entry.names == names_of(person.last_name, person.first_name):
        return True
    is_same_last = entry.names[0] == names_of(person.last_name, "")[0]
    words = first_words(entry.facts["last_name"], entry.facts["first_name"])
    return is_same_last and words == first_words(person.last_name, person.first_name)


def differs(name: str, text: str, person: Person) -> bool:
    """Whether a cell says something else than the roster; a number keeps its zeros."""
    stored = getattr(person, name)
    if name != "employee_number" or not text:
        return bool(text) and text != stored
    if zeros_aside(text) == zeros_aside(stored):
        return len(text) > len(stored)
    return text.casefold() != stored.casefold()


def _names_before_and_after(person: Person, entry: RosterEntry) -> dict[str, str]:
    return {"was": str(person), "becomes": f"{entry.facts['last_name']}, {entry.facts['first_name']}"}
