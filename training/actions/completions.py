"""Completions that no session holds: corrected or taken back one at a time, and certificates from elsewhere."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused
from agencies.models import AuditCode
from training.actions.people import hold_roster, note_person
from training.models import Completion
from training.roster import why_no_day


class CompletionRefused(Refused):
    """A completion that cannot be recorded, or not on that day."""


@transaction.atomic
def record_certificate(*, person, course, completed_on, issued_by, by, today):
    """Record that somebody completed a course elsewhere, and return the completion; there is no session of it.

    Raises `CompletionRefused` for a day after `today` or long ago, one that is recorded already, and a course of
    another state program.
    """
    hold_roster(person.agency)
    if course.program_id != person.agency.program_id:
        raise CompletionRefused(_("Choose a course of your own state program."), field="course")
    _refuse_day(person, course, completed_on, today)
    completion = Completion.objects.create(
        agency=person.agency, person=person, course=course, completed_on=completed_on, issued_by=issued_by
    )
    note_person(AuditCode.PERSON_CHANGED, person, by, completion="added", course=course.slug)
    return completion


@transaction.atomic
def correct_completion(*, completion, completed_on, by, today):
    """Give a completion the day on which it was; nothing changes where it has that day.

    Raises `CompletionRefused`, also for one of a session, whose day is corrected for everyone in it.
    """
    hold_roster(completion.agency)
    _refuse_session_part(completion)
    if completed_on != completion.completed_on:
        _refuse_day(completion.person, completion.course, completed_on, today)
        Completion.objects.filter(pk=completion.pk).update(completed_on=completed_on)
        note_person(
            AuditCode.PERSON_CHANGED, completion.person, by, completion="corrected", course=completion.course.slug
        )


@transaction.atomic
def delete_completion(*, completion, by):
    """Take back a completion that was entered by mistake, or change nothing where it is of a session.

    Raises `CompletionRefused`.
    """
    hold_roster(completion.agency)
    _refuse_session_part(completion)
    if Completion.objects.filter(pk=completion.pk).delete()[0]:
        note_person(
            AuditCode.PERSON_CHANGED, completion.person, by, completion="deleted", course=completion.course.slug
        )


@transaction.atomic
def restore_completion(*, person, course, completed_on, issued_by, by):
    """Put back a completion that was just taken back, or change nothing where it is there."""
    hold_roster(person.agency)
    _completion, is_new = Completion.objects.get_or_create(
        person=person,
        course=course,
        completed_on=completed_on,
        defaults={"agency": person.agency, "issued_by": issued_by},
    )
    if is_new:
        note_person(AuditCode.PERSON_CHANGED, person, by, completion="put_back", course=course.slug)


def _refuse_day(person, course, day, today):
    if why := why_no_day(day, today):
        raise CompletionRefused(why, field="completed_on")
    if Completion.objects.filter(person=person, course=course, completed_on=day).exists():
        raise CompletionRefused(_("This course is recorded on this day already."), field="completed_on")


def _refuse_session_part(completion):
    if completion.session_id:
        raise CompletionRefused(
            _("This came with a session. Correct the session: its day, its courses or who took part.")
        )
