"""What a coordinator is mailed once their agency is registered."""

from agencies.actions.mail import send
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Membership


def welcome_coordinator(membership: Membership) -> None:
    """Mail whoever has just registered an agency what to do first."""
    send(kind=MailKind.WELCOME, to=membership.user.email, agency=membership.agency, link=absolute("home"))
