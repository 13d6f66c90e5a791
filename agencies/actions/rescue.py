"""An agency whose coordinators are gone gets a new one from its program office: slowly, and in the open.

Everybody who has ever coordinated it, everybody who works there and whoever registered it is mailed at once, and each
of them can stop it. Three business days later the invitation goes out.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.mail_limits import TooManyMails
from agencies.actions.refusals import Refused
from agencies.actions.team import ask_to_join, hold_team
from agencies.links import LinkRefused, absolute, row_of, sign
from agencies.mail_kinds import MailKind
from agencies.models import Agency, AuditCode, Rescue, Role, User
from agencies.querysets.rescues import addresses_to_warn, rescue_waiting_at
from agencies.querysets.team import is_of_office, may_invite
from agencies.wording import say
from agencies.workdays import add_business_days

DAYS_TO_STOP = 3


class RescueRefused(Refused):
    """The program office cannot ask this person to coordinate the agency, or not again."""


@transaction.atomic
def ask_for_coordinator(*, agency: Agency, email: str, by: User, today: date) -> Rescue:
    """Ask that `email` become coordinator of an agency, and tell everybody there at once; `today` is the day there.

    Raises `RescueRefused` at `email` for one of the office's own people or their domain, for whoever coordinates it
    already, and where somebody is asked for already.
    """
    email = email.strip().lower()
    hold_team(agency)
    sentence = _why_not(agency, email)
    if sentence:
        raise RescueRefused(sentence, field="email")
    invites_on = add_business_days(today, DAYS_TO_STOP)
    rescue = Rescue.objects.create(agency=agency, email=email, asked_by=by, asked_on=today, invites_on=invites_on)
    link = absolute("registration:rescue", sign(rescue))
    for address in addresses_to_warn(agency, but=email):
        send(kind=MailKind.RESCUE, to=address, rescue=rescue, link=link)
    _note(AuditCode.TEAM_RESCUE_ASKED, rescue, by=by)
    return rescue


def _why_not(agency, email):
    if is_of_office(email, agency.program):
        return _(
            "This address is at the program office's own domain. The program office cannot let its own people into "
            "an agency."
        )
    if agency.memberships.filter(user__email=email, role=Role.COORDINATOR).exists():
        return _("This person coordinates the agency already.")
    if agency.rescues.waiting().exists():
        return _("A new coordinator is on the way already. Take that back first.")
    return ""


def rescue_of(token: str) -> Rescue:
    """Return what a link in the mail is about; raise `LinkRefused` for one that leads nowhere (any more)."""
    rescue = row_of(Rescue, token)
    if rescue is None:
        raise LinkRefused(_("This link is not complete: copy the whole link from the mail."))
    if rescue.stopped_on:
        raise LinkRefused(say(_("This was stopped on %(day)s. Nobody was invited."), day=rescue.stopped_on))
    if rescue.invited_on:
        sentence = _("The invitation went out on %(day)s. Sign in: on the Team page you can take it back.")
        raise LinkRefused(say(sentence, day=rescue.invited_on))
    return rescue


@transaction.atomic
def stop_rescue(*, rescue: Rescue, by: User | None, today: date) -> None:
    """Invite nobody after all; whoever asked is told, unless they stop it themselves. `by` is None for the link.

    Raises `RescueRefused` where it was stopped or went out before.
    """
    held = _hold(rescue)
    if held is None:
        raise RescueRefused(_("It is too late to stop this: it was stopped before, or the invitation went out."))
    held.stopped_on = today
    held.save(update_fields=["stopped_on"])
    _note(AuditCode.TEAM_RESCUE_STOPPED, held, by=by)
    if by != held.asked_by:
        link = absolute("operator:rescue", held.agency.pk)
        send(kind=MailKind.RESCUE_STOPPED, to=held.asked_by.email, rescue=held, link=link)


@transaction.atomic
def invite_due(*, agency: Agency, at: datetime, today: date) -> int:
    """Send the invitation that nobody at an agency has stopped, once its day has come; return how many went out.

    One that would be a mail too many today goes out tomorrow. One that may not go out any more, since whoever asked
    left the office or the address became the office's, is stopped.
    """
    rescue = rescue_waiting_at(agency)
    held = rescue and _hold(rescue)
    if held is None or held.invites_on > today:
        return 0
    hold_team(agency)
    is_coordinator = agency.memberships.filter(user__email=held.email, role=Role.COORDINATOR).exists()
    if is_coordinator or is_of_office(held.email, agency.program) or not may_invite(held.asked_by, agency):
        stop_rescue(rescue=held, by=None, today=today)
        return 0
    try:
        invitation = ask_to_join(owner=agency, email=held.email, role=Role.COORDINATOR, by=held.asked_by, at=at)
    except TooManyMails:
        return 0
    held.invitation = invitation
    held.invited_on = today
    held.save(update_fields=["invitation", "invited_on"])
    _note(AuditCode.TEAM_RESCUE_INVITED, held, by=None)
    return 1


def _hold(rescue):
    """The rescue, locked, or None if it does not wait any more."""
    waiting = Rescue.objects.waiting().select_related("agency__program", "asked_by")
    return waiting.select_for_update(of=("self",)).filter(pk=rescue.pk).first()


def _note(code, rescue, *, by):
    facts = {"email": rescue.email, "invites_on": rescue.invites_on.isoformat()}
    record(what=code, subject=rescue.email, by=by, agency=rescue.agency, **facts)
