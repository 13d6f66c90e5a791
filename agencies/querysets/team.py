"""Who works for an agency, and who was asked to."""

from agencies.models import Invitation, Membership


def members_of(agency):
    """The agency's memberships with their people, coordinators first."""
    found = Membership.objects.filter(agency=agency).select_related("user")
    return found.order_by("-role", "user__name", "user__email")


def invitations_of(agency):
    """Invitations that nobody has accepted yet."""
    return Invitation.objects.waiting().filter(agency=agency).order_by("email")
