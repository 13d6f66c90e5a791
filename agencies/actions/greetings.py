"""What an agency's coordinators are mailed about the agency itself: welcome, and once a year whether it goes on."""

from datetime import date

from django.db import transaction

from agencies.actions.mail import send
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Agency, Membership, SentOnce
from agencies.querysets.team import addresses_of


def welcome_coordinator(membership: Membership) -> None:
    """Mail whoever has just registered an agency what to do first."""
    send(kind=MailKind.WELCOME, to=membership.user.email, agency=membership.agency, link=absolute("home"))


@transaction.atomic
def ask_for_confirmation(*, agency: Agency, link: str, today: date) -> int:
    """Ask each coordinator whether the program of `agency` is still running, once for each time that it is due.

    `link` is the full address of the page with the button. Returns the number of mails: 0 where they went out before,
    and where the agency has no coordinator; then nothing is written down.
    """
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    since = agency.confirmed_on or agency.active_since_on
    once = {"what": SentOnce.What.CONFIRMATION, "about": f"{agency.pk} {since.isoformat()}"}
    addresses = addresses_of(agency)
    if not addresses or SentOnce.objects.filter(**once).exists():
        return 0
    SentOnce.objects.create(**once, on=today)
    return sum(send(kind=MailKind.CONFIRMATION_DUE, to=one, agency=agency, link=link) for one in addresses)
