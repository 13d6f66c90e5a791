"""The roster, one person at a time. The trail names nobody: it holds the key of a person, never a name."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import Agency, AuditCode
from training.models import Person

FIELDS = ("last_name", "first_name", "rank", "unit", "employee_number")


class EmployeeNumberTaken(Refused):
    """Somebody else on the roster has this employee number."""


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
    _note(AuditCode.PERSON_ADDED, person, by)
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
    _note(AuditCode.PERSON_CHANGED, stored, by, fields=changed)
    return stored


@transaction.atomic
def mark_left(*, person, by, today):
    """Count somebody no longer from `today` on; what they completed stays. Nothing changes if they had left."""
    if Person.objects.filter(pk=person.pk, left_on=None).update(left_on=today):
        _note(AuditCode.PERSON_LEFT, person, by)


@transaction.atomic
def bring_back(*, person, by):
    """Count somebody who had left again, as if they had never left; or change nothing."""
    if Person.objects.filter(pk=person.pk, left_on__isnull=False).update(left_on=None):
        _note(AuditCode.PERSON_RETURNED, person, by)


def hold_roster(agency):
    """Let nobody else change this roster until the transaction ends; logging kits goes on."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def _refuse_number_of_another(agency, number, *, person=None):
    taken = Person.objects.for_agency(agency).filter(employee_number=number).exclude(pk=person and person.pk)
    if number and taken.exists():
        raise EmployeeNumberTaken(
            _("Somebody on your roster has this employee number already."), field="employee_number"
        )


def _note(what, person, by, **details):
    record(what=what, subject="a person on the roster", by=by, agency=person.agency, person=str(person.pk), **details)
