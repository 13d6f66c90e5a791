"""An agency asks another one of its program to be under it. The other one's consent is always needed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.mail import send
from agencies.actions.mail_limits import allow_mail
from agencies.actions.parents import ParentRefused, hold_agencies, judge_pair, put_under, record_parent_step
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Agency, ChildInvitation, User
from agencies.querysets.parents import agencies_to_ask, may_have_children
from agencies.querysets.team import addresses_of


@transaction.atomic
def ask_child(*, parent: Agency, child: UUID | None, by: User, day: date) -> ChildInvitation:
    """Ask the agency with the key `child` to be under `parent`, and mail its coordinators.

    Raises `ParentRefused` where it is asked already or cannot be under another one, and where `parent` does not take
    part or is under another one itself.
    """
    found = agencies_to_ask(parent).filter(pk=child).first() if child else None
    if found is None:
        raise ParentRefused(_("This agency cannot be asked now: it may be asked already, or be under another one."))
    asked, over = hold_agencies(found, parent)
    if not may_have_children(over):
        raise ParentRefused(_("Your agency cannot have others under it now."))
    invitation = ChildInvitation.objects.create(parent=over, agency=asked, asked_on=day, asked_by=by)
    record_parent_step(asked, over, by, "child_asked")
    link = absolute("agencies:parent", asked.slug)
    for address in addresses_of(asked):
        allow_mail(kind=MailKind.CHILD_ASKED, sender=str(over.pk), address=address, today=day)
        send(kind=MailKind.CHILD_ASKED, to=address, asked=invitation, link=link)
    return invitation


@transaction.atomic
def withdraw_child_invitation(*, parent: Agency, child: UUID | None, by: User) -> Agency:
    """Ask the agency with the key `child` no longer; return it. Raises `ParentRefused` where it is not asked."""
    return _end_invitation(parent.sent_child_invitations.filter(agency=child), by, "child_withdrawn").agency


@transaction.atomic
def answer_parent(*, agency: Agency, parent: UUID | None, accept: bool, by: User, day: date) -> Agency:
    """Accept that `agency` is under the one with the key `parent`, which asked for it, or decline; return that one.

    The parent reads of periods that end from `day` on. Raises `ParentRefused` where it does not ask any more, and
    where `agency` cannot be under it any more.
    """
    waiting = agency.parent_invitations.filter(parent=parent)
    if not accept:
        return _end_invitation(waiting, by, "child_declined").parent
    child, over = _hold_pair(waiting)
    judge_pair(child, over)
    put_under(child, over, day)
    record_parent_step(child, over, by, "child_accepted")
    return over


def _hold_pair(waiting):
    """Hold both agencies of an invitation, and see that it still waits; return (child, parent)."""
    invitation = waiting.select_related("agency", "parent").first()
    if invitation is None:
        raise ParentRefused(_("Nothing is waiting for an answer any more."))
    pair = hold_agencies(invitation.agency, invitation.parent)
    if not waiting.exists():
        raise ParentRefused(_("Nothing is waiting for an answer any more."))
    return pair


def _end_invitation(waiting, by, step):
    child, over = _hold_pair(waiting)
    invitation = waiting.get()
    invitation.delete()
    record_parent_step(child, over, by, step)
    return invitation
