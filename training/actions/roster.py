"""Importing a roster: all lines are judged first, then the good ones are stored together."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from agencies.actions.audit import record
from agencies.models import AuditCode
from agencies.sheets import NOTHING_SAID
from training.actions.people import FIELDS, hold_roster
from training.matching import Matching
from training.models import Completion, Person
from training.roster import RosterReading, RosterRefusal, read_roster
from training.verdicts import RosterAnswers, RosterLine, RosterVerdict

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What a roster does, or in a dry run would do: a verdict per line in the order of its rows, and in sentences how
    it was read."""

    lines: list[RosterLine]
    sentences: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines have each verdict; how many `completions` are new, `days` corrected, `cells` left out."""
        verdicts = Counter(line.verdict for line in self.lines)
        corrected = [line.day_changes for line in self.lines if not line.waits_for_days]
        return {verdict.value: verdicts[verdict] for verdict in RosterVerdict} | {
            "completions": sum(len(line.completions) for line in self.lines),
            "days": sum(map(len, corrected)),
            "cells": len(self.refused_cells),
        }

    def people(self, verdict: RosterVerdict) -> list[Person]:
        """Who the lines with this verdict are about."""
        return [line.person for line in self.lines if line.verdict == verdict and line.person]

    @property
    def refused(self) -> list[RosterLine]:
        return [line for line in self.lines if line.verdict == RosterVerdict.REFUSED]

    @property
    def refused_cells(self) -> list[RosterRefusal]:
        return [refusal for line in self.lines for refusal in line.refusals]

    @property
    def asked(self) -> list[RosterLine]:
        """The lines about a person that wait for an answer."""
        return [line for line in self.lines if line.verdict == RosterVerdict.ASKED]

    @property
    def asked_about_days(self) -> list[RosterLine]:
        return [line for line in self.lines if line.waits_for_days]

    @property
    def is_whole(self) -> bool:
        """Whether all of the roster is stored, or would be."""
        return not (self.refused or self.refused_cells or self.asked or self.asked_about_days)


def import_roster(*, agency, file, name, today, by, said=NOTHING_SAID, answers=None, dry_run=False):
    """Store the good lines of a roster together, or in a dry run nothing, and return a `RosterImport`.

    `file` is open for reading bytes, `name` is what its sender calls it; neither is kept. `said` is what its sender
    says of its columns. People are found by employee number, else by names where these can mean one person only;
    where a line may mean somebody, or brings an earlier day than a roster before it, `answers` (`RosterAnswers`)
    decide, and without one nothing is done. A roster adds and corrects; it never removes a person or a completion,
    and an empty cell says nothing, so the same file again changes nothing. Raises `agencies.sheets.SheetRefused`,
    with nothing stored, if the file cannot be used as a whole, and `UnknownColumns` where somebody may say what a
    column holds.
    """
    answers = answers or RosterAnswers()
    courses = list(agency.program.training_courses.all())
    reading = read_roster(file, name=name, courses=courses, today=today, said=said)
    if dry_run:
        return _judge(agency, courses, reading, answers)
    with transaction.atomic():
        hold_roster(agency)
        result = _judge(agency, courses, reading, answers)
        _store(agency, result, by)
    return result


def _judge(agency, courses, reading: RosterReading, answers: RosterAnswers) -> RosterImport:
    rows = Completion.objects.for_agency(agency).order_by()
    done = {
        (person, course, day): session is not None
        for person, course, day, session in rows.values_list("person_id", "course_id", "completed_on", "session_id")
    }
    people = Person.objects.for_agency(agency)
    matching = Matching(agency, people, done, {course.pk: course for course in courses}, answers)
    return RosterImport(matching.lines(reading), reading.sentences)


def _store(agency, result: RosterImport, by):
    Person.objects.bulk_create(result.people(RosterVerdict.ADDED), batch_size=AT_A_TIME)
    Person.objects.bulk_update(result.people(RosterVerdict.CHANGED), FIELDS, batch_size=AT_A_TIME)
    _correct_days(agency, result.lines)
    Completion.objects.bulk_create(
        (
            Completion(agency=agency, person=line.person, course_id=course, completed_on=day)
            for line in result.lines
            for course, day in line.completions
        ),
        batch_size=AT_A_TIME,
    )
    if result.people(RosterVerdict.ADDED) or result.people(RosterVerdict.CHANGED):
        record(what=AuditCode.ROSTER_IMPORTED, subject="the roster", by=by, agency=agency, **result.counts)


def _correct_days(agency, lines):
    """Put the earlier days in the place of those that an earlier roster brought."""
    lines = [line for line in lines if line.day_changes and not line.waits_for_days]
    becomes = {
        (line.person.pk, change.course.pk, change.was): change.now for line in lines for change in line.day_changes
    }
    if not becomes:
        return
    stored = Completion.objects.for_agency(agency).filter(session=None, person__in=[line.person for line in lines])
    corrected = []
    for completion in stored:
        day = becomes.get((completion.person_id, completion.course_id, completion.completed_on))
        if day:
            completion.completed_on = day
            corrected.append(completion)
    Completion.objects.bulk_update(corrected, ["completed_on"], batch_size=AT_A_TIME)
