"""Health departments."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.programs import hold_names
from agencies.actions.refusals import Refused
from agencies.actions.team import move_team
from agencies.models import AuditCode, HealthDepartment
from agencies.querysets.departments import department_named
from agencies.slugs import free_slug


class DepartmentRefused(Refused):
    """The name is taken, the health department would see no county or counties that are half another one's, or it was
    merged or taken off the list."""


@transaction.atomic
def add_department(*, program, name, level, by, jurisdictions=(), slug="", email=""):
    """Add a health department that sees these jurisdictions (a state one needs none) and return it.

    Raises `DepartmentRefused` at `name` where the program has one of this name, at `jurisdictions` where a city or
    county one has none, or shares some counties with another one and neither holds all of the other's: reports keep
    the counties of a health department together.
    """
    hold_names(program)
    _judge(program, name, level, jurisdictions)
    department = HealthDepartment.objects.create(
        program=program, name=name, level=level, email=email, slug=slug or free_slug(HealthDepartment, name)
    )
    department.jurisdictions.set(jurisdictions)
    _note(AuditCode.DEPARTMENT_ADDED, department, by=by, level=level)
    return department


@transaction.atomic
def edit_department(*, department, by, name, level, email="", jurisdictions=()):
    """Give a health department another name, level, address or other counties; say whether that changed anything.

    What was published to it stays as it is. Raises `DepartmentRefused` as `add_department` does.
    """
    hold_names(department.program)
    held = _hold(department)
    _judge(held.program, name, level, jurisdictions, but=held)
    facts = {"name": name, "level": level, "email": email}
    changed = sorted(column for column, value in facts.items() if getattr(held, column) != value)
    if set(held.jurisdictions.all()) != set(jurisdictions):
        held.jurisdictions.set(jurisdictions)
        changed.append("jurisdictions")
    if not changed:
        return False
    for column, value in facts.items():
        setattr(held, column, value)
    held.save(update_fields=list(facts))
    _note(AuditCode.DEPARTMENT_CHANGED, held, by=by, changed=changed)
    return True


@transaction.atomic
def unlist_department(*, department, by, day):
    """Take a health department off the list; whoever signs in there goes on reading. Raises `DepartmentRefused`."""
    held = _hold(department)
    if held.unlisted_on:
        raise DepartmentRefused(_("This health department is not on the list: nothing was changed."))
    held.unlisted_on = day
    held.save(update_fields=["unlisted_on"])
    _note(AuditCode.DEPARTMENT_UNLISTED, held, by=by)


@transaction.atomic
def list_department(*, department, by):
    """Put a health department back on the list. Raises `DepartmentRefused` where it is there, or its name is."""
    hold_names(department.program)
    held = _hold(department)
    if held.unlisted_on is None:
        raise DepartmentRefused(_("This health department is on the list already: nothing was changed."))
    _judge_name(held.program, held.name, but=held)
    held.unlisted_on = None
    held.save(update_fields=["unlisted_on"])
    _note(AuditCode.DEPARTMENT_LISTED, held, by=by)


@transaction.atomic
def merge_departments(*, department, into, by, today):
    """Let `into` stand for a health department of the same program, for good: its people go there,
    and they read what was published to either. `into` sees the counties that it saw before.

    Raises `DepartmentRefused` at `into`, or `WallRefused` there where both have people, and changes nothing then.
    """
    if department == into:
        raise DepartmentRefused(_("A health department cannot be merged into itself."), field="into")
    if department.program_id != into.program_id:
        raise DepartmentRefused(_("Both health departments have to be in your program."), field="into")
    both = HealthDepartment.objects.select_for_update(of=("self",)).filter(pk__in=[department.pk, into.pk])
    if any(one.merged_into_id for one in both.order_by("pk")):
        raise DepartmentRefused(_("One of the two was merged before: nothing was changed."), field="into")
    move_team(kind="department", old=department, new=into, by=by, today=today)
    HealthDepartment.objects.filter(merged_into=department).update(merged_into=into)
    HealthDepartment.objects.filter(pk=department.pk).update(merged_into=into)
    _note(AuditCode.DEPARTMENT_MERGED, into, by=by, merged=department.name)


def _judge(program, name, level, jurisdictions, *, but=None):
    _judge_name(program, name, but=but)
    if level != HealthDepartment.Level.STATE and not jurisdictions:
        raise DepartmentRefused(_("Choose the counties that this health department sees."), field="jurisdictions")
    if level != HealthDepartment.Level.STATE:
        _judge_overlap(program, set(jurisdictions), but=but)


def _judge_overlap(program, counties, *, but):
    others = program.departments.filter(merged_into=None).exclude(level=HealthDepartment.Level.STATE)
    for other in others.exclude(pk=but and but.pk).prefetch_related("jurisdictions"):
        theirs = set(other.jurisdictions.all())
        if counties & theirs and not (counties <= theirs or theirs <= counties):
            words = _(
                "%(name)s sees some of these counties and not all. Choose all of its counties, none of them, or only "
                "counties that it sees."
            )
            raise DepartmentRefused(words % {"name": other.name}, field="jurisdictions")


def _judge_name(program, name, *, but):
    known = department_named(program, name)
    if known and known != but:
        raise DepartmentRefused(_("A health department of this name is on the list already."), field="name")


def _hold(department):
    """Lock a health department that was not merged into another one meanwhile."""
    locked = HealthDepartment.objects.select_for_update(of=("self",)).select_related("program")
    held = locked.get(pk=department.pk)
    if held.merged_into_id:
        raise DepartmentRefused(_("This health department was merged into another one: nothing was changed."))
    return held


def _note(code, department, *, by, **details):
    owners = {"department": department, "program": department.program}
    record(what=code, subject=department, by=by, **owners, **details)
