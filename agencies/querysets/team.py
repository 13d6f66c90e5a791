"""Who works for an agency, supplier, health department or program office, and who was asked to."""

from typing import NamedTuple

from django.db.models import Prefetch, Q

from agencies.models import AuditCode, AuditEvent, Invitation, Membership, Program, Role, User

# Whoever does this somewhere may ask others to join there; agency staff and clerks may not.
INVITERS = (Role.COORDINATOR, Role.SUPPLIER_STAFF, Role.DEPARTMENT_STAFF, Role.OPERATOR)


# Whoever has an address here may be anybody.
PUBLIC_DOMAINS = frozenset(
    {"gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "aol.com", "proton.me"}
)


class Colleague(NamedTuple):
    """Somebody who works for an organization, with every role that they have there."""

    user: User
    hats: list[Membership]

    @property
    def key(self):
        """The key of a membership, by which addresses name the person."""
        return self.hats[0].pk

    @property
    def roles(self):
        return [hat.role for hat in self.hats]

    @property
    def roles_in_words(self):
        return ", ".join(str(hat.get_role_display()) for hat in self.hats)


def members_of(owner):
    """The memberships at an agency, supplier, health department or program office with their people."""
    return owner.memberships.select_related("user").order_by("user__name", "user__email", "role")


def colleagues_of(owner):
    """Everybody who works for an organization, each once, coordinators first. One query."""
    found: dict[User, Colleague] = {}
    for hat in members_of(owner):
        found.setdefault(hat.user, Colleague(hat.user, [])).hats.append(hat)
    for colleague in found.values():
        colleague.hats.sort(key=_by_role)
    return sorted(found.values(), key=lambda colleague: Role.COORDINATOR not in colleague.roles)


def _by_role(hat):
    return list(Role).index(hat.role)


def hats_at(owner, user):
    """Every membership of somebody at an organization."""
    return owner.memberships.filter(user=user).select_related("user")


def may_invite(user, owner):
    """Tell whether somebody may ask others to join an organization: they work there, or for its program office."""
    program = owner if isinstance(owner, Program) else owner.program
    return _invites_at(owner, user) or _invites_at(program, user)


def inviters_of_office(owner):
    """Return the keys of the people of an organization's program office: they too may invite somebody there."""
    program = owner.pk if isinstance(owner, Program) else owner.program_id
    people = Membership.objects.filter(program=program, user__is_active=True)
    return set(people.order_by().values_list("user", flat=True))


def _invites_at(owner, user):
    return owner.memberships.filter(user=user, user__is_active=True, role__in=INVITERS).exists()


def every_address_of_office(program):
    """The mail addresses of a program office: its own, and those that its people have now or gave up here."""
    people = Membership.objects.filter(program=program).values_list("user__email", flat=True)
    given_up = AuditEvent.objects.filter(what=AuditCode.PERSON_EMAIL_CHANGED, program=program)
    found = {program.office_email, *people, *given_up.values_list("details__was", flat=True)}
    return {address.strip().lower() for address in found if address}


def domains_of_office(program):
    """The mail domains of a program office, where anybody may have an address too."""
    return {domain_of(address) for address in every_address_of_office(program)}


def marks_of_office(program):
    """By what an address is known to be a program office's: a whole domain, or one address at a public provider."""
    addresses = every_address_of_office(program)
    return {address if domain_of(address) in PUBLIC_DOMAINS else domain_of(address) for address in addresses}


def is_of_office(email, program):
    """Tell whether an address is one of a program office's own people, or at their mail domain."""
    return not marks_of_office(program).isdisjoint({email.strip().lower(), domain_of(email)})


def domain_of(email):
    return email.strip().lower().rpartition("@")[2]


def coordinators_of(agency):
    """The names of the agency's coordinators, of those who have told theirs."""
    coordinators = agency.memberships.filter(role=Role.COORDINATOR).exclude(user__name="")
    return list(coordinators.order_by("user__name").values_list("user__name", flat=True))


def addresses_of(agency):
    """Where the agency's coordinators get their mail, those who can still sign in."""
    coordinators = agency.memberships.filter(role=Role.COORDINATOR, user__is_active=True)
    return list(coordinators.order_by("user__email").values_list("user__email", flat=True))


def addresses_by_agency(agencies):
    """The same for several agencies, by their ids. One query."""
    coordinators = Membership.objects.filter(agency__in=agencies, role=Role.COORDINATOR, user__is_active=True)
    found = {agency.pk: [] for agency in agencies}
    for agency, address in coordinators.order_by("user__email").values_list("agency_id", "user__email"):
        found[agency].append(address)
    return found


def addresses_at(owner):
    """Where everybody who works for a supplier, health department or program office gets mail, those who can still
    sign in."""
    people = owner.memberships.filter(user__is_active=True).order_by("user__email")
    return list(people.values_list("user__email", flat=True).distinct())


def invitations_of(owner):
    """Invitations to an organization that nobody has accepted yet, with who invited and who would be succeeded."""
    waiting = owner.invitations.waiting().select_related("invited_by", "succeeds__user")
    return waiting.order_by("email")


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
