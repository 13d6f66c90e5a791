"""New coordinators that a program office has asked for, and who is told of it."""

from agencies.models import AuditCode, AuditEvent, Registration, Role, User


def rescue_waiting_at(agency):
    """Return the rescue of an agency that waits, with who asked, or None."""
    return agency.rescues.waiting().select_related("asked_by").first()


def addresses_to_warn(agency, *, but):
    """The addresses of everybody who works at an agency, has coordinated it or registered it; not `but`."""
    joined = AuditEvent.objects.filter(agency=agency, what=AuditCode.TEAM_JOINED, details__role=Role.COORDINATOR)
    coordinated = User.objects.filter(pk__in=joined.values("row")).values_list("email", flat=True)
    registered = Registration.objects.filter(agency=agency).values_list("coordinator_email", flat=True)
    here = agency.memberships.values_list("user__email", flat=True)
    return sorted({*here, *coordinated, *registered} - {but})
