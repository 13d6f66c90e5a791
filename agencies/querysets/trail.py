"""What happened at an organization, read at its own desk, and who is named there."""

from django.db.models import Exists, OuterRef, Prefetch, Value

from agencies.models import AuditCode, AuditEvent, HealthDepartment, Membership, Supplier, name_of_owner
from agencies.models.audit_desks import TrailDesk

OWNERS_OF_LINES = ("agency", "supplier", "department", "program")


def trail_at(desk, owner):
    """The trail that `owner` reads at its desk, newest first.

    `names_who` says of each line whether whoever did it is named there: an organization names its own people, those
    who have left too, and of others only where they work; a program office names everybody.
    """
    found = _read_at(desk, owner).annotate(names_who=_names_who(desk, owner))
    hats = Membership.objects.select_related(*OWNERS_OF_LINES).order_by("role", "id")
    work = Prefetch("by__memberships", hats, to_attr="hats")
    return found.select_related("by", *OWNERS_OF_LINES).prefetch_related(work)


def _read_at(desk, owner):
    if desk == TrailDesk.AGENCY:
        return AuditEvent.objects.of_agency(owner)
    if desk == TrailDesk.SUPPLIER:
        return AuditEvent.objects.of_supplier(owner)
    if desk == TrailDesk.DEPARTMENT:
        return AuditEvent.objects.of_department(owner)
    return AuditEvent.objects.of_office(owner)


def _names_who(desk, owner):
    if desk == TrailDesk.OFFICE:
        return Value(True)
    here = {f"{desk}__in": _same(desk, owner)}
    works_here = Membership.objects.filter(user=OuterRef("by"), **here)
    came_here = AuditEvent.objects.filter(what=AuditCode.TEAM_JOINED, row=OuterRef("by"), **here)
    return Exists(works_here) | Exists(came_here)


def _same(desk, owner):
    """An organization, and those that were merged into it."""
    if desk == TrailDesk.SUPPLIER:
        return Supplier.objects.same_as(owner)
    if desk == TrailDesk.DEPARTMENT:
        return HealthDepartment.objects.filter(merged_into=owner) | HealthDepartment.objects.filter(pk=owner.pk)
    return [owner]


def who_did(event):
    """Who is named in a line of `trail_at`: a person, where a person works, or "" where nobody did it."""
    if event.by is None:
        return ""
    if event.names_who:
        return str(event.by)
    here = {getattr(event, f"{name}_id") for name in OWNERS_OF_LINES} - {None}
    hats = sorted(event.by.hats, key=lambda hat: hat.owner.pk not in here)
    return name_of_owner(hats[0].owner) if hats else ""
