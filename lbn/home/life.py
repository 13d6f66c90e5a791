"""What an agency's own life asks of its people: who wants to be under it or in a coalition with it, and whether it is
still running."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency, CoalitionMember
from agencies.wording import write_day
from lbn.home.answers import Said, Settle, at_agency

ASKS = (Agency.Status.CONFIRMATION_DUE, Agency.Status.OVERDUE)


def about_running(agency):
    """Ask once a year whether the program is still running; say of a closed agency that it is closed. No query."""
    if agency.status == Agency.Status.CLOSED:
        words = _("Your agency is closed since %(day)s. No report of a later period is expected.")
        url = at_agency("agencies:close", agency)
        return [Said("closed", words % {"day": write_day(agency.closed_on)}, "quiet", _("Closed"), url)]
    if agency.status not in ASKS:
        return []
    settle = Settle(at_agency("agencies:confirm_running", agency), _("Yes, our program is still running"))
    words = _("Is your program still running? Once a year we ask each agency.")
    return [Said("confirm", words, "attention", _("Yearly confirmation"), settle=settle)]


def about_parents(agency):
    """Say which agencies ask this one to be under them, the one that waits longest first. One query."""
    words = _("%(parent)s asks your agency to be under it.")
    asking = agency.parent_invitations.select_related("parent")
    return [Said("parent", words % {"parent": one.parent}, "attention", _("Asks you")) for one in asking]


def about_children(agency):
    """Say which agencies ask to be under this one, the one that waits longest first. One query."""
    words = _("%(child)s asks to be under your agency.")
    asking = agency.child_requests.select_related("agency")
    return [Said("child", words % {"child": one.agency}, "attention", _("Asks you")) for one in asking]


def about_coalitions(agency):
    """Say which coalitions wait for the answer of this agency, the one that waits longest first. One query."""
    words = _("%(starter)s asks your agency to agree to the coalition “%(coalition)s”.")
    return [
        Said(
            "coalition",
            words % {"starter": one.coalition.started_by, "coalition": one.coalition},
            "attention",
            _("Asks you"),
            reverse("agencies:coalition", args=[agency.slug, one.coalition_id]),
        )
        for one in CoalitionMember.objects.asked_of(agency)
    ]
