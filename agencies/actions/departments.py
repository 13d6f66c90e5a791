"""Health departments."""

from django.db import transaction

from agencies.actions.audit import record
from agencies.models import HealthDepartment
from agencies.slugs import free_slug


@transaction.atomic
def add_department(*, program, name, level, by, jurisdictions=(), slug=""):
    """Add a health department that sees these jurisdictions (a state one needs none) and return it."""
    department = HealthDepartment.objects.create(
        program=program, name=name, level=level, slug=slug or free_slug(HealthDepartment, name)
    )
    department.jurisdictions.set(jurisdictions)
    record(what="department.added", subject=department, by=by, level=level)
    return department
