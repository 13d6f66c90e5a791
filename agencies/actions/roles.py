"""What somebody does for an organization changes, or ends."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.team import TeamRefused, hold_team, note_team
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import AuditCode, Membership, Role
from agencies.querysets.team import colleagues_of, hats_at

# Without somebody in this role an organization cannot go on.
NEEDED = (Role.COORDINATOR, Role.OPERATOR)


@transaction.atomic
def set_roles(*, agency, user, roles, by):
    """Let somebody have exactly these roles at their agency, or change nothing at all.

    Raises `TeamRefused` at `roles` where none is given, where the person has left meanwhile, and where no coordinator
    would be left.
    """
    hold_team(agency)
    hats = list(hats_at(agency, user))
    if not hats:
        raise TeamRefused(_("This person has left the team meanwhile."), field="roles")
    if not roles:
        raise TeamRefused(_("Choose at least one role, or remove the person from the team."), field="roles")
    dropped = [hat for hat in hats if hat.role not in roles]
    added = [role for role in Role if role in roles and role not in {hat.role for hat in hats}]
    if not (dropped or added):
        return
    _judge_end(dropped, field="roles")
    for hat in dropped:
        hat.delete()
    for role in added:
        Membership.objects.create(user=user, role=role, agency=agency)
    was, became = [hat.role for hat in hats], [str(role) for role in Role if role in roles]
    record(what=AuditCode.TEAM_ROLE_CHANGED, subject=user, by=by, agency=agency, was=was, became=became)


@transaction.atomic
def remove_member(*, membership, by):
    """Take somebody off a team with every role that they have there; their account stays, and they are told by mail.
    Everybody else there is told too where the program office does it.

    Raises `TeamRefused` for the last coordinator of an agency and the last person of a program office.
    """
    code = AuditCode.TEAM_LEFT if by == membership.user else AuditCode.TEAM_REMOVED
    hold_team(membership.owner)
    hats = list(hats_at(membership.owner, membership.user))
    if not hats:
        raise TeamRefused(_("This person has left the team meanwhile."))
    _judge_end(hats)
    note_team(code, subject=membership.user, by=by, at=hats[0], roles=[hat.role for hat in hats])
    owner, person = membership.owner, membership.user
    others = [] if hats_at(owner, by).exists() else [one.user for one in colleagues_of(owner) if one.user != person]
    for hat in hats:
        hat.delete()
    if by == person:
        return
    said = {"by": by, "person": person, "owner_name": membership.owner_name, "link": absolute("home")}
    for reader in (person, *others):
        send(kind=MailKind.REMOVED, to=reader.email, is_person=reader == person, **said)


def _judge_end(hats, *, field=None):
    """Raise `TeamRefused` where nobody else has a role that an organization cannot do without."""
    for hat in hats:
        if hat.role not in NEEDED:
            continue
        others = hat.owner.memberships.filter(role=hat.role, user__is_active=True).exclude(user=hat.user)
        if not others.exists():
            raise TeamRefused(_why_somebody_stays(hat), field=field)


def _why_somebody_stays(hat):
    if hat.role == Role.OPERATOR:
        return _("The program office needs somebody here. Hand over to a successor first.")
    return _("Your agency needs a coordinator. Hand over to a successor first.")
