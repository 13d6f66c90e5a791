"""Walls against the program office: it sees no agency's log (`docs/privacy.md`), so it lets nobody of its own in."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused
from agencies.models import Agency, AuditCode, AuditEvent, Program, Supplier
from agencies.querysets.team import is_of_office
from agencies.wording import say
from agencies.workdays import add_business_days

# So long whoever was taken off by the office has to say something before it invites somebody else.
DAYS_TO_OBJECT = 3


class WallRefused(Refused):
    """Somebody whom only the organization itself may invite, and knowing what that means."""


def judge_first_person(*, owner, email, today):
    """Return without a word where the program office may invite `email` as an organization's first person.

    `today` is the day where the program is. Raises `WallRefused` at `email`.
    """
    sentence = why_not_the_first(owner, today) or _why_not_this_one(owner, email)
    if sentence:
        raise WallRefused(sentence, field="email")


def why_not_the_first(owner, today: date) -> str:
    """Return why the program office may invite nobody to an organization now; "" where it may."""
    if isinstance(owner, Agency):
        return _("An agency invites its own people. You can ask for a new coordinator where it has none.")
    if owner.memberships.exists():
        return say(_("Only the people of %(owner)s invite their colleagues."), owner=owner)
    begins_on = _first_free_day(owner)
    if begins_on and today < begins_on:
        sentence = _("Somebody was taken off here. You can invite somebody else from %(day)s on.")
        return say(sentence, day=begins_on)
    return ""


def judge_joined_teams(*, old, new, today):
    """Return without a word where the program office may merge one supplier or health department into another: only
    one has people, and nobody was taken off the other just now. Else the office's own friend in one would read the
    other. Raises `WallRefused` at `into`.
    """
    without = [one for one in (old, new) if not one.memberships.exists()]
    if not without:
        raise WallRefused(
            _(
                "Both have people. Ask the people of one of them to leave it first, each on their account page. Then "
                "the people of the other one can invite them."
            ),
            field="into",
        )
    for owner in without:
        begins_on = _first_free_day(owner)
        if begins_on and today < begins_on:
            sentence = _("Somebody was taken off at %(owner)s. You can merge the two from %(day)s on.")
            raise WallRefused(say(sentence, owner=owner, day=begins_on), field="into")


def _first_free_day(owner):
    """The day from which somebody new may be invited after the last one was taken off, or None."""
    owned = {"supplier": owner} if isinstance(owner, Supplier) else {"department": owner}
    last = AuditEvent.objects.filter(what=AuditCode.TEAM_REMOVED, **owned).order_by("-at").first()
    if last is None:
        return None
    return add_business_days(last.at.astimezone(ZoneInfo(owner.time_zone)).date(), DAYS_TO_OBJECT)


def _why_not_this_one(owner, email):
    if owner.invitations.waiting().exclude(email=email).exists():
        return _("Somebody is invited already. Take that invitation back first.")
    if is_of_office(email, owner.program):
        return _(
            "This address is at the program office's own domain. The program office cannot let its own people in "
            "elsewhere."
        )
    return ""


def judge_list_address(*, program, email):
    """Return without a word where `email` may be a supplier's address on the program's list; raise `WallRefused` at
    `email` for one of the office's own: agencies' reports are mailed there while nobody signs in for the supplier."""
    if email and is_of_office(email, program):
        sentence = _("This address is at the program office's own domain. Enter the supplier's own address.")
        raise WallRefused(sentence, field="email")


def judge_colleague(*, owner, email, is_known):
    """Return without a word where an organization may invite `email`; people of the program office only knowingly.

    Raises `WallRefused` at `may_be_office` for such an address unless `is_known`.
    """
    if isinstance(owner, Program) or is_known or not is_of_office(email, owner.program):
        return
    raise WallRefused(
        _("This address belongs to your program office. Tick the box if you want to invite it all the same."),
        field="may_be_office",
    )
