from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import AuditCode
from training.actions.people import hold_roster
from training.models import Completion, Person, Session


class SessionRefused(Refused):
    """A session that cannot be recorded."""


@transaction.atomic
def record_session(*, agency, held_on, courses, people, by, today, trainer="", format="roll_call", sop_version=""):
    """Record one session, and that each of `people` completed each of `courses` in it, or do neither.

    A person has one completion per course and day: what was recorded before stays and is not counted again. Returns
    the session, with `people`, the number of people for whom something was new. Raises `SessionRefused` for a day
    after `today`, no course or nobody chosen, somebody of another roster, a course of another state program, and
    where all of it is recorded already, so that sending a form twice is one session.
    """
    hold_roster(agency)
    courses, people = list(courses), list(people)
    _refuse_what_makes_no_session(agency, held_on, courses, people, today)
    done = set(
        Completion.objects.filter(person__in=people, course__in=courses, completed_on=held_on).values_list(
            "person_id", "course_id"
        )
    )
    new = [(person, course) for person in people for course in courses if (person.pk, course.pk) not in done]
    if not new:
        raise SessionRefused(_("All of this is recorded for that day already. Nothing was added."), field="people")
    session = Session.objects.create(
        agency=agency, held_on=held_on, trainer=trainer, format=format, sop_version=sop_version
    )
    Completion.objects.bulk_create(
        Completion(agency=agency, person=person, course=course, session=session, completed_on=held_on)
        for person, course in new
    )
    session.people = len({person.pk for person, _course in new})
    record(
        what=AuditCode.SESSION_RECORDED,
        subject="a training session",
        by=by,
        agency=agency,
        **_summary(session, courses),
    )
    return session


@dataclass(frozen=True, slots=True)
class SessionChange:
    """What became of a session that was corrected: its day, how many took part, who came in and who went out."""

    held_on: date
    people: int
    added: int
    removed: int


@transaction.atomic
def change_session(*, session, held_on, courses, people, by, today, trainer="", format="roll_call", sop_version=""):
    """Correct a session, and make what was completed in it that of these `people` in these `courses` on this day, or
    change nothing at all; return a `SessionChange`.

    What somebody completed that day outside the session stays and is not counted twice. Raises `SessionRefused` as
    `record_session` does.
    """
    hold_roster(session.agency)
    courses, people = list(courses), list(people)
    _refuse_what_makes_no_session(session.agency, held_on, courses, people, today)
    elsewhere = Completion.objects.filter(person__in=people, course__in=courses, completed_on=held_on)
    known = set(elsewhere.exclude(session=session).values_list("person_id", "course_id"))
    wanted = {(person.pk, course.pk) for person in people for course in courses} - known
    if not wanted:
        raise SessionRefused(_("All of this is recorded for that day already. Nothing was changed."), field="people")
    before = {(one.person_id, one.course_id): one.pk for one in session.completions.all()}
    Completion.objects.filter(pk__in=[key for pair, key in before.items() if pair not in wanted]).delete()
    session.completions.update(completed_on=held_on)
    Completion.objects.bulk_create(
        Completion(agency=session.agency, person_id=person, course_id=course, session=session, completed_on=held_on)
        for person, course in sorted(wanted - before.keys())
    )
    facts = {"held_on": held_on, "trainer": trainer, "format": format, "sop_version": sop_version}
    Session.objects.filter(pk=session.pk).update(**facts)
    took_part, takes_part = {person for person, _course in before}, {person for person, _course in wanted}
    session.held_on, session.people = held_on, len(takes_part)
    record(
        what=AuditCode.SESSION_RECORDED,
        subject="a training session",
        by=by,
        agency=session.agency,
        changed=True,
        **_summary(session, courses),
    )
    return SessionChange(held_on, len(takes_part), len(takes_part - took_part), len(took_part - takes_part))


@transaction.atomic
def withdraw_session(*, session, by):
    """Take back a session that was recorded by mistake, with every completion of it, or do neither."""
    hold_roster(session.agency)
    completions, _by_model = session.completions.all().delete()
    record(
        what=AuditCode.SESSION_WITHDRAWN,
        subject="a training session",
        by=by,
        agency=session.agency,
        session=str(session.pk),
        held_on=session.held_on.isoformat(),
        completions=completions,
    )
    session.delete()


def _refuse_what_makes_no_session(agency, held_on, courses, people, today):
    if held_on > today:
        raise SessionRefused(_("This day is in the future. Record a session once it was held."), field="held_on")
    if not courses:
        raise SessionRefused(_("Choose at least one course."), field="courses")
    if not people:
        raise SessionRefused(_("Choose at least one person."), field="people")
    if any(course.program_id != agency.program_id for course in courses):
        raise SessionRefused(_("Choose courses of your own state program."), field="courses")
    if Person.objects.for_agency(agency).filter(pk__in=[person.pk for person in people]).count() != len(people):
        raise SessionRefused(_("Choose people of your own roster, each once."), field="people")


def _summary(session, courses):
    return {
        "session": str(session.pk),
        "held_on": session.held_on.isoformat(),
        "courses": [course.slug for course in courses],
        "people": session.people,
    }
