"""New coordinators that a program office has asked for, and who is told of it."""

from agencies.models import AuditCode, AuditEvent, Registration, Role, User


def rescue_waiting_at(agency):
    """Return the rescue of an agency that waits, with who asked, or None."""
    return agency.rescues.waiting().select_related("asked_by").first()


def addresses_to_warn(agency, *, but):
    """The addresses of everybody who works at an agency, has coordinated it or registered it; not `but`."""
    coordinated = User.objects.filter(pk__in=_who_coordinated(agency)).values_list("email", flat=True)
    registered = Registration.objects.filter(agency=agency).values_list("coordinator_email", flat=True)
    here = agency.memberships.values_list("user__email", flat=True)
    return sorted({*here, *coordinated, *registered} - {but})


def _who_coordinated(agency):
    """The keys of everybody who joined an agency as its coordinator, or was made one or was one there."""
    here = AuditEvent.objects.filter(agency=agency)
    joined = here.filter(what=AuditCode.TEAM_JOINED, details__role=Role.COORDINATOR).values_list("row", flat=True)
    changed = here.filter(what=AuditCode.TEAM_ROLE_CHANGED).values_list("row", "details")
    promoted = [row for row, details in changed if Role.COORDINATOR in _roles_in(details)]
    return {*joined, *promoted}


def _roles_in(details):
    return [*details.get("was", ()), *details.get("became", ())]
