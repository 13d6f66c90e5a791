"""Who works for an agency, supplier, health department or program office."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.accounts import settle_account
from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.mail_limits import allow_mail
from agencies.actions.refusals import Refused
from agencies.actions.walls import judge_colleague, judge_first_person, judge_joined_teams
from agencies.links import LinkRefused, absolute, row_of, sign
from agencies.mail_kinds import MailKind
from agencies.models import OWNERS, AuditCode, Invitation, Membership, User
from agencies.querysets.team import colleagues_of, hats_at, may_invite


class TeamRefused(Refused):
    """The person is on the team already, or nobody may do without them."""


class RoleChanged(Refused):
    """Whoever joins was shown another role than the one that they are invited to by now."""


@transaction.atomic
def add_member(*, role, owner, by, user=None, email="", name="", password=None):
    """Give somebody a role at its owner (agency, supplier, health department or program); return the membership.

    The person is `user`, or whoever has the account of `email`; it is made if there is none. The role that they
    have there already is returned as it is.
    """
    if user is None:
        known = User.objects.filter(email=email.strip().lower()).first()
        user = known or User.objects.create_user(email, password, name=name)
    kind = OWNERS[role]
    membership, is_new = Membership.objects.get_or_create(user=user, role=role, **{kind: owner})
    if is_new:
        note_team(AuditCode.TEAM_JOINED, subject=user, by=by or user, at=membership)
    return membership


@transaction.atomic
def invite(*, owner, email, role, by, at, may_be_office=False):
    """Ask somebody by mail to take a role at its owner, and return the invitation; `at` is this instant.

    `owner` is the agency, supplier, health department or program that the role belongs to. Asking again sends a new
    mail and makes the link valid for another 14 days. Whoever does not work there acts for the program office, which
    invites only the first person. `may_be_office` says that the organization knowingly invites somebody of the
    program office. Raises `TeamRefused` or `WallRefused` at a field.
    """
    email = email.strip().lower()
    hold_team(owner)
    if hats_at(owner, by).exists():
        judge_colleague(owner=owner, email=email, is_known=may_be_office)
    else:
        judge_first_person(owner=owner, email=email, today=at.astimezone(ZoneInfo(owner.time_zone)).date())
    if owner.memberships.filter(user__email=email).exists():
        raise TeamRefused(_("This person is on the team already."), field="email")
    return ask_to_join(owner=owner, email=email, role=role, by=by, at=at)


@transaction.atomic
def hand_over(*, membership, email, at, may_be_office=False):
    """Ask a named successor by mail to take somebody's role, and return the invitation; `at` is this instant.

    Nothing ends before the successor accepts; then the membership does. `may_be_office` as for `invite`. Raises
    `TeamRefused` at `email` for oneself and for whoever has the role already, and `WallRefused`.
    """
    email, owner, role = email.strip().lower(), membership.owner, membership.role
    hold_team(owner)
    if email == membership.user.email:
        raise TeamRefused(_("This is your own address. Enter that of whoever takes over."), field="email")
    if owner.memberships.filter(user__email=email, role=role).exists():
        raise TeamRefused(_("This person has your role already: you can leave without handing over."), field="email")
    judge_colleague(owner=owner, email=email, is_known=may_be_office)
    return ask_to_join(owner=owner, email=email, role=role, by=membership.user, at=at, succeeds=membership)


def ask_to_join(*, owner, email, role, by, at, succeeds=None):
    """Store an invitation that was judged already, mail its link and return it. Raises `TooManyMails`."""
    today = at.astimezone(ZoneInfo(owner.time_zone)).date()
    allow_mail(kind=MailKind.INVITATION, sender=str(by.pk), address=email, today=today)
    place = {OWNERS[role]: owner}
    facts = {"role": role, "invited_by": by, "invited_at": at, "succeeds": succeeds}
    invitation = Invitation.objects.update_or_create(email=email, accepted_at=None, **place, defaults=facts)[0]
    link = absolute("registration:join", sign(invitation))
    send(
        kind=MailKind.SUCCESSION if succeeds else MailKind.INVITATION,
        to=email,
        invitation=invitation,
        by=by,
        link=link,
    )
    note_team(AuditCode.TEAM_INVITED, subject=email, by=by, at=invitation)
    return invitation


@transaction.atomic
def take_back(*, invitation, by):
    """Remove an invitation that waits, so that its link leads nowhere. Raises `TeamRefused` where it was accepted."""
    hold_team(invitation.owner)
    held = Invitation.objects.waiting().filter(pk=invitation.pk).first()
    if held is None:
        raise TeamRefused(_("This invitation was accepted or withdrawn meanwhile: nothing was changed."))
    note_team(AuditCode.TEAM_INVITATION_TAKEN_BACK, subject=held.email, by=by, at=held)
    held.delete()


def invitation_of(token, *, now):
    """Return the invitation that a link names; raise `LinkRefused` for one that leads nowhere (any more)."""
    invitation = row_of(Invitation, token)
    if invitation is None:
        raise LinkRefused(
            _("This invitation does not exist, or was taken back: ask whoever invited you for a new one.")
        )
    if invitation.accepted_at:
        raise LinkRefused(_("This invitation was used already: sign in."))
    if not may_invite(invitation.invited_by, invitation.owner):
        raise LinkRefused(
            _("Whoever invited you no longer works there. Ask somebody else there for a new invitation.")
        )
    if invitation.valid_until <= now:
        raise LinkRefused(_("This invitation is older than 14 days: ask whoever invited you for a new one."))
    return invitation


@transaction.atomic
def accept_invitation(*, token, now, user=None, name="", password="", as_role=None):
    """Give whoever opened the link the role that they were invited to, and return the membership.

    `user` is whoever is signed in; without one, or with somebody else, `name` and `password` make the account.
    `as_role` is the role that they were shown, if any. Whoever they succeed has that role no longer; everybody else
    there is told by mail. Raises `LinkRefused`, `RoleChanged`, or `AccountExists` where the address has an account
    and it is not signed in.
    """
    owner = invitation_of(token, now=now).owner
    hold_team(owner)
    invitation = invitation_of(token, now=now)
    owner = invitation.owner  # another one where two were merged meanwhile
    if as_role and as_role != invitation.role:
        raise RoleChanged(_("Your invitation was changed meanwhile: please read again what you will do there."))
    user = settle_account(email=invitation.email, user=user, name=name, password=password)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    others = [colleague.user for colleague in colleagues_of(owner) if colleague.user != user]
    membership = add_member(user=user, role=invitation.role, owner=owner, by=user)
    for other in others:
        is_followed = invitation.succeeds is not None and invitation.succeeds.user == other
        send(
            kind=MailKind.SUCCEEDED if is_followed else MailKind.NEW_COLLEAGUE,
            to=other.email,
            membership=membership,
            link=absolute("home"),
        )
    if invitation.succeeds:
        note_team(AuditCode.TEAM_HANDED_OVER, subject=user, by=invitation.invited_by, at=invitation.succeeds)
        invitation.succeeds.delete()
    return membership


def hold_team(owner):
    """Until the transaction ends, nobody else changes who works for an organization."""
    type(owner)._base_manager.select_for_update(no_key=True).only("pk").get(pk=owner.pk)


def move_team(*, kind, old, new, by, today):
    """Let all who work at `old` do so at `new` instead; `kind` is what both are, such as "supplier". Invitations that
    wait follow the people who sent them: those of a team without people end. Whoever calls has locked both and
    writes the trail. Raises `WallRefused` at `into`."""
    judge_joined_teams(old=old, new=new, today=today)
    ended = new if old.memberships.exists() else old
    for invitation in Invitation.objects.waiting().filter(**{kind: ended}):
        take_back(invitation=invitation, by=by)
    Membership.objects.filter(**{kind: old}).update(**{kind: new})
    Invitation.objects.filter(**{kind: old}).update(**{kind: new})


def note_team(code, *, subject, by, at, **details):
    """Add one line on a team to the trail, `at` a membership or an invitation; whoever it belongs to finds it."""
    owners = {name: getattr(at, name) for name in ("agency", "supplier", "department", "program")}
    record(what=code, subject=subject, by=by, role=str(at.role), **owners, **details)
