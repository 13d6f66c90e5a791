"""Who works for an agency, supplier, health department or program office."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.accounts import settle_account
from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.refusals import Refused
from agencies.links import LinkRefused, absolute, row_of, sign
from agencies.mail_kinds import MailKind
from agencies.models import OWNERS, Agency, AuditCode, Invitation, Membership, Role, User


class TeamRefused(Refused):
    """The person is on the team already, or is the last coordinator."""


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
def invite(*, owner, email, role, by, at):
    """Ask somebody by mail to take a role at its owner, and return the invitation; `at` is this instant.

    `owner` is the agency, supplier, health department or program that the role belongs to. Asking again sends a new
    mail and makes the link valid for another 14 days. Raises `TeamRefused` at `email`.
    """
    email = email.strip().lower()
    place = {OWNERS[role]: owner}
    if Membership.objects.filter(user__email=email, **place).exists():
        raise TeamRefused(_("This person is on the team already."), field="email")
    facts = {"role": role, "invited_by": by, "invited_at": at}
    invitation = Invitation.objects.update_or_create(email=email, accepted_at=None, **place, defaults=facts)[0]
    link = absolute("registration:join", sign(invitation))
    send(kind=MailKind.INVITATION, to=email, invitation=invitation, by=by, link=link)
    note_team(AuditCode.TEAM_INVITED, subject=email, by=by, at=invitation)
    return invitation


@transaction.atomic
def take_back(*, invitation, by):
    """Remove an invitation that waits, so that its link leads nowhere."""
    note_team(AuditCode.TEAM_INVITATION_TAKEN_BACK, subject=invitation.email, by=by, at=invitation)
    invitation.delete()


def invitation_of(token, *, now):
    """Return the invitation that a link names; raise `LinkRefused` for one that is broken, used or too old."""
    invitation = row_of(Invitation, token)
    if invitation is None:
        raise LinkRefused(
            _("This invitation does not exist, or was taken back: ask whoever invited you for a new one.")
        )
    if invitation.accepted_at:
        raise LinkRefused(_("This invitation was used already: sign in."))
    if invitation.valid_until <= now:
        raise LinkRefused(_("This invitation is older than 14 days: ask whoever invited you for a new one."))
    return invitation


@transaction.atomic
def accept_invitation(*, token, now, user=None, name="", password=""):
    """Give whoever opened the link the role that they were invited to, and return the membership.

    `user` is whoever is signed in; without one, or with somebody else, `name` and `password` make the account.
    Raises `LinkRefused`, or `AccountExists` where the address has an account and it is not signed in.
    """
    invitation = invitation_of(token, now=now)
    invitation = Invitation.objects.waiting().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if invitation is None:
        raise LinkRefused(_("This invitation was used already: sign in."))
    user = settle_account(email=invitation.email, user=user, name=name, password=password)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    return add_member(user=user, role=invitation.role, owner=invitation.owner, by=user)


@transaction.atomic
def remove_member(*, membership, by):
    """Take somebody off a team; their account stays. Raises `TeamRefused` for the last coordinator of an agency."""
    if membership.role == Role.COORDINATOR:
        _keep_a_coordinator(membership)
    note_team(AuditCode.TEAM_REMOVED, subject=membership.user, by=by, at=membership)
    membership.delete()


def _keep_a_coordinator(membership):
    """Raise `TeamRefused` unless the agency has another coordinator; hold it so."""
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=membership.agency_id)
    coordinators = Membership.objects.filter(agency=agency, role=Role.COORDINATOR)
    if not coordinators.exclude(pk=membership.pk).exists():
        raise TeamRefused(_("Your agency needs a coordinator: invite another one before you remove the last."))


def note_team(code, *, subject, by, at, **details):
    """Add one line on a team to the trail, `at` a membership or an invitation; whoever it belongs to finds it."""
    owners = {name: getattr(at, name) for name in ("agency", "supplier", "department", "program")}
    record(what=code, subject=subject, by=by, role=str(at.role), **owners, **details)
