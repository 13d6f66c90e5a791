"""What a line of a roster would do, in the words that people decide by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.wording import say
from training.models import Person
from training.roster import RosterRefusal

NEW = "new"
SAME = "same"


class RosterVerdict(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ASKED = "asked"
    REFUSED = "refused"


TONES = {
    RosterVerdict.ADDED: "ok",
    RosterVerdict.CHANGED: "ok",
    RosterVerdict.UNCHANGED: "quiet",
    RosterVerdict.ASKED: "attention",
    RosterVerdict.REFUSED: "attention",
}


@dataclass(frozen=True, slots=True)
class PersonQuestion:
    """Whether a line means somebody on the roster. Where that `is_presumed`, it is taken so unless somebody says
    otherwise; where somebody else `may_be_new`, they may be added beside."""

    person: Person
    sentence: str
    is_presumed: bool = False
    may_be_new: bool = True


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that came with an earlier roster, and the earlier one that a line has in its place."""

    course: Any
    was: date
    now: date

    def __str__(self) -> str:
        return say(_("%(course)s: %(was)s → %(now)s"), course=self.course.name, was=self.was, now=self.now)


@dataclass(frozen=True, slots=True)
class RosterAnswers:
    """What people answered to the questions of a roster, by row: `same` or `new` with the person's key, as
    `answer_of` writes it; the rows whose earlier days are right; or one answer for all that were not answered."""

    people: Mapping[int, str] = field(default_factory=dict)
    days: frozenset[int] = frozenset()
    all_same: bool = False
    all_days: bool = False

    def is_same(self, row: int, question: PersonQuestion) -> bool | None:
        """Whether the line means the person in question; None where nobody has said so."""
        answer = self.people.get(row, "")
        if answer == answer_of(SAME, question.person):
            return True
        if answer == answer_of(NEW, question.person) and question.may_be_new:
            return False
        return True if question.is_presumed or self.all_same else None

    def replaces_days(self, row: int) -> bool:
        return self.all_days or row in self.days


def answer_of(word: str, person: Person) -> str:
    """An answer about somebody, which holds for nobody else should the roster change meanwhile."""
    return f"{word}:{person.pk}"


@dataclass(frozen=True, slots=True)
class RosterLine:
    """The verdict on one line, with the person and what is new about them.

    `column` and `sentence` say why a line is refused; `refusals` are the cells left out of a line that is not.
    `fields` are the names of changed columns of the person, `completions` (course id, day) pairs not yet recorded,
    `day_changes` the days to replace, or, while `waits_for_days`, those about which somebody is asked.
    """

    row: int
    verdict: RosterVerdict
    sentence: str
    column: str = ""
    person: Person | None = None
    fields: tuple[str, ...] = ()
    completions: tuple[tuple[int, date], ...] = ()
    refusals: tuple[RosterRefusal, ...] = ()
    question: PersonQuestion | None = None
    day_changes: tuple[DayChange, ...] = ()
    waits_for_days: bool = False

    @property
    def tone(self) -> str:
        return TONES[self.verdict]

    @property
    def word(self) -> str:
        return {
            RosterVerdict.ADDED: _("New"),
            RosterVerdict.CHANGED: _("Changed"),
            RosterVerdict.UNCHANGED: _("Unchanged"),
            RosterVerdict.ASKED: _("Asked"),
            RosterVerdict.REFUSED: _("Refused"),
        }[self.verdict]

    @property
    def days_in_words(self) -> str:
        return "; ".join(map(str, self.day_changes))


def refuse_line(refusal: RosterRefusal) -> RosterLine:
    """The verdict on a line that is refused."""
    return RosterLine(refusal.row, RosterVerdict.REFUSED, refusal.sentence, column=refusal.column)


def say_what_is_new(completions: int) -> str:
    words = ngettext("New, with %(n)s completion.", "New, with %(n)s completions.", completions)
    return say(words, n=completions)


def say_changes(person: Person, changes: Iterable[tuple[str, str, str]], completions: int, days: str) -> str:
    """What a line changes: `changes` are (name of the field, what it was, what it becomes)."""
    words_of = {field.name: str(field.verbose_name) for field in Person._meta.concrete_fields}
    news = [
        f"{words_of[name]} {was} → {becomes}" if was else f"{words_of[name]} {becomes}"
        for name, was, becomes in changes
    ]
    if completions:
        news.append(ngettext("%(n)s new completion", "%(n)s new completions", completions) % {"n": completions})
    news += [days] if days else []
    words = _("Changes: %(news)s.") % {"news": get_text_list(news, _("and"))} if news else _("Nothing new.")
    if person.left_on:
        words += " " + _("Marked as having left; that stays.")
    return words
