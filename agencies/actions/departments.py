"""Health departments."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.programs import hold_names
from agencies.actions.refusals import Refused
from agencies.models import AuditCode, HealthDepartment
from agencies.querysets.departments import department_named
from agencies.slugs import free_slug


class DepartmentRefused(Refused):
    """The name is taken, or the health department would see no county."""


@transaction.atomic
def add_department(*, program, name, level, by, jurisdictions=(), slug=""):
    """Add a health department that sees these jurisdictions (a state one needs none) and return it.

    Raises `DepartmentRefused` at `name` where the program has one of this name, at `jurisdictions` where a city or
    county one has none.
    """
    hold_names(program)
    if department_named(program, name):
        raise DepartmentRefused(_("A health department of this name is on the list already."), field="name")
    if level != HealthDepartment.Level.STATE and not jurisdictions:
        raise DepartmentRefused(_("Choose the counties that this health department sees."), field="jurisdictions")
    department = HealthDepartment.objects.create(
        program=program, name=name, level=level, slug=slug or free_slug(HealthDepartment, name)
    )
    department.jurisdictions.set(jurisdictions)
    owners = {"department": department, "program": program}
    record(what=AuditCode.DEPARTMENT_ADDED, subject=department, by=by, **owners, level=level)
    return department
