"""The roster, one person at a time. The trail names nobody: it holds the key of a person, never a name."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import Agency, AuditCode
from training.models import Completion, Person

FIELDS = ("last_name", "first_name", "rank", "unit", "employee_number")


class EmployeeNumberTaken(Refused):
    """Somebody else on the roster has this employee number."""


class MergeRefused(Refused):
    """Two entries that cannot become one."""


class PersonKept(Refused):
    """Somebody who cannot be deleted, for completions hang on them."""


@transaction.atomic
def add_person(*, agency, by, last_name, first_name, rank="", unit="", employee_number=""):
    """Put somebody on the agency's roster and return them.

    Raises `EmployeeNumberTaken`.
    """
    hold_roster(agency)
    _refuse_number_of_another(agency, employee_number)
    person = Person.objects.create(
        agency=agency,
        last_name=last_name,
        first_name=first_name,
        rank=rank,
        unit=unit,
        employee_number=employee_number,
    )
    note_person(AuditCode.PERSON_ADDED, person, by)
    return person


@transaction.atomic
def change_person(*, person, by, **changes):
    """Correct what the roster says about somebody (any of `FIELDS`) and return them, or change nothing at all.

    Raises `EmployeeNumberTaken`.
    """
    hold_roster(person.agency)
    stored = Person.objects.get(pk=person.pk)
    changed = [name for name in FIELDS if name in changes and getattr(stored, name) != changes[name]]
    if not changed:
        return stored
    if "employee_number" in changed:
        _refuse_number_of_another(stored.agency, changes["employee_number"], person=stored)
    for name in changed:
        setattr(stored, name, changes[name])
    stored.save(update_fields=changed)
    note_person(AuditCode.PERSON_CHANGED, stored, by, fields=changed)
    return stored


@transaction.atomic
def mark_left(*, person, by, today):
    """Count somebody no longer from `today` on; what they completed stays. Nothing changes if they had left."""
    if Person.objects.filter(pk=person.pk, left_on=None).update(left_on=today):
        note_person(AuditCode.PERSON_LEFT, person, by)


@transaction.atomic
def bring_back(*, person, by):
    """Count somebody who had left again, as if they had never left; or change nothing."""
    if Person.objects.filter(pk=person.pk, left_on__isnull=False).update(left_on=None):
        note_person(AuditCode.PERSON_RETURNED, person, by)


@transaction.atomic
def merge_people(*, kept, duplicate, by):
    """Make two entries of one person one, and return it: what `duplicate` completed moves to `kept`, which also takes
    over what it lacks, and `duplicate` goes; or change nothing at all.

    Who works here in one of the two entries works here. Raises `MergeRefused` for one entry twice, or two agencies.
    """
    hold_roster(kept.agency)
    if kept.pk == duplicate.pk or kept.agency_id != duplicate.agency_id:
        raise MergeRefused(_("Choose another entry of your own roster."), field="duplicate")
    done = set(kept.completions.values_list("course_id", "completed_on"))
    moving = [one.pk for one in duplicate.completions.all() if (one.course_id, one.completed_on) not in done]
    Completion.objects.filter(pk__in=moving).update(person=kept)
    gained = [name for name in FIELDS if not getattr(kept, name) and getattr(duplicate, name)]
    facts = {name: getattr(duplicate, name) for name in gained}
    if kept.left_on and not duplicate.left_on:
        facts["left_on"] = None
    duplicate.delete()
    Person.objects.filter(pk=kept.pk).update(**facts)
    details = {"merged": str(duplicate.pk), "completions": len(moving), "fields": gained}
    note_person(AuditCode.PERSON_CHANGED, kept, by, **details)
    return Person.objects.get(pk=kept.pk)


@transaction.atomic
def delete_person(*, person, by):
    """Take an entry off the roster that was made by mistake, or change nothing where something hangs on it.

    Raises `PersonKept`.
    """
    hold_roster(person.agency)
    if person.completions.exists():
        raise PersonKept(_("This person completed courses. Choose “No longer works here”, or merge two entries."))
    note_person(AuditCode.PERSON_CHANGED, person, by, deleted=True)
    person.delete()


def hold_roster(agency):
    """Let nobody else change this roster until the transaction ends; logging kits goes on."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def _refuse_number_of_another(agency, number, *, person=None):
    taken = Person.objects.for_agency(agency).filter(employee_number=number).exclude(pk=person and person.pk)
    if number and taken.exists():
        raise EmployeeNumberTaken(
            _("Somebody on your roster has this employee number already."), field="employee_number"
        )


def note_person(what, person, by, **details):
    """Write into the trail what happened to somebody."""
    record(what=what, subject="a person on the roster", by=by, agency=person.agency, person=str(person.pk), **details)
