"""Whose requests a terminal takes."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies import clock
from agencies.access import TERMINAL_COOKIE
from agencies.models import Terminal

COOKIE_LASTS = 400 * 24 * 60 * 60


def from_elsewhere(request):
    """Whether the browser says that another site's page sends this request."""
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"


def closed(terminal):
    """Why nothing is taken now through this terminal of `terminal_of_key`, as (status, sentence), or None."""
    if terminal is None:
        return 401, _("This browser is not set up as a terminal: open the terminal link again, or type a new code.")
    if terminal.status != Terminal.Status.ACTIVE:
        return 403, _("This terminal was closed. Call the program coordinator of %(agency)s.") % {
            "agency": terminal.agency.name
        }
    until_on = terminal.key_until_on
    if until_on and until_on < clock.today(terminal.agency.time_zone):
        return 403, _(
            "The link that opened this terminal was replaced and ended on %(day)s. Ask the program coordinator of "
            "%(agency)s for the new link or a code; what waits on this computer is kept until then."
        ) % {"day": date_format(until_on), "agency": terminal.agency.name}
    return None


def of_another_agency(request, terminal):
    """Why what this page sends is not for this terminal, as (status, sentence), or None.

    The browser's key may have become another agency's since the page was opened; the page says whose entries these
    are.
    """
    if request.headers.get("Terminal-Agency", str(terminal.agency_id)) == str(terminal.agency_id):
        return None
    return 409, _(
        "This browser is a terminal of %(agency)s now. What was logged for another agency is kept here, and is sent "
        "once a terminal of that agency is set up here again."
    ) % {"agency": terminal.agency.name}


def remember(response, key):
    """Leave the terminal's key with the browser, for the terminal's pages alone, and return the response."""
    response.set_cookie(
        TERMINAL_COOKIE,
        key,
        max_age=COOKIE_LASTS,
        path="/terminal/",
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response
