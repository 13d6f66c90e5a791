"""What an agency's own life asks of its people: who wants to be under it."""

from django.utils.translation import gettext as _

from lbn.home.answers import Said


def about_children(agency):
    """Say which agencies ask to be under this one, the one that waits longest first. One query."""
    words = _("%(child)s asks to be under your agency.")
    asking = agency.child_requests.select_related("agency")
    return [Said("child", words % {"child": one.agency}, "attention", _("Asks you")) for one in asking]
