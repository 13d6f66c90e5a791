"""Importing a roster: all lines are judged first, then the good ones are stored together."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from agencies.actions.audit import record
from agencies.models import AuditCode
from training.actions.people import FIELDS, hold_roster
from training.matching import Matching, RosterLine, RosterVerdict
from training.models import Completion, Person
from training.roster import RosterReading, read_roster

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What a roster does, or in a dry run would do: a verdict per line in the order of its rows."""

    lines: list[RosterLine]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines have each verdict, and `completions`, how many completions are new."""
        verdicts = Counter(line.verdict for line in self.lines)
        return {verdict.value: verdicts[verdict] for verdict in RosterVerdict} | {
            "completions": sum(len(line.completions) for line in self.lines)
        }

    def people(self, verdict: RosterVerdict) -> list[Person]:
        """Who the lines with this verdict are about."""
        return [line.person for line in self.lines if line.verdict == verdict and line.person]

    @property
    def refused(self) -> list[RosterLine]:
        return [line for line in self.lines if line.verdict == RosterVerdict.REFUSED]


def import_roster(*, agency, file, name, today, by, dry_run=False):
    """Store the good lines of a roster together, or in a dry run nothing, and return a `RosterImport`.

    `file` is open for reading bytes, `name` is what its sender calls it; neither is kept. People are found by
    employee number, else by names where these can mean one person only. A roster adds and corrects; it never removes
    a person or a completion, and an empty cell says nothing, so the same file again changes nothing. Raises
    `agencies.sheets.SheetRefused`, with nothing stored, if the file cannot be used as a whole, such as for a column
    that has no place in a roster.
    """
    reading = read_roster(file, name=name, courses=agency.program.training_courses.all(), today=today)
    if dry_run:
        return _judge(agency, reading)
    with transaction.atomic():
        hold_roster(agency)
        result = _judge(agency, reading)
        _store(agency, result, by)
    return result


def _judge(agency, reading: RosterReading) -> RosterImport:
    done = Completion.objects.for_agency(agency).values_list("person_id", "course_id", "completed_on")
    people = Person.objects.for_agency(agency)
    return RosterImport(Matching(agency, people, set(done.order_by())).lines(reading))


def _store(agency, result: RosterImport, by):
    Person.objects.bulk_create(result.people(RosterVerdict.ADDED), batch_size=AT_A_TIME)
    Person.objects.bulk_update(result.people(RosterVerdict.CHANGED), FIELDS, batch_size=AT_A_TIME)
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
