"""Who works for an agency, supplier or health department, and who was asked to."""

from django.db.models import Prefetch, Q

from agencies.models import Invitation, Membership, Role


def members_of(owner):
    """The memberships at an agency, supplier or health department with their people, coordinators first."""
    return owner.memberships.select_related("user").order_by("-role", "user__name", "user__email")


def coordinators_of(agency):
    """The names of the agency's coordinators, of those who have told theirs."""
    coordinators = agency.memberships.filter(role=Role.COORDINATOR).exclude(user__name="")
    return list(coordinators.order_by("user__name").values_list("user__name", flat=True))


def addresses_of(agency):
    """Where the agency's coordinators get their mail, those who can still sign in."""
    coordinators = agency.memberships.filter(role=Role.COORDINATOR, user__is_active=True)
    return list(coordinators.order_by("user__email").values_list("user__email", flat=True))


def invitations_of(owner):
    """Invitations to an agency, supplier or health department that nobody has accepted yet."""
    return owner.invitations.waiting().order_by("email")


def with_people():
    """For a list of suppliers or health departments: puts who signs in for each into `people`."""
    members = Membership.objects.select_related("user").order_by("user__name", "user__email")
    return Prefetch("memberships", members, to_attr="people")


def memberships_overseen_by(program):
    """Memberships at the program's suppliers and health departments, with what they are at."""
    return Membership.objects.filter(_overseen_by(program)).select_related("user", "supplier", "department")


def invitations_overseen_by(program):
    """Invitations to the program's suppliers and health departments that nobody has accepted yet."""
    return Invitation.objects.waiting().filter(_overseen_by(program)).select_related("supplier", "department")


def _overseen_by(program):
    return Q(supplier__program=program) | Q(department__program=program)
