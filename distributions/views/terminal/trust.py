"""Whose requests a terminal takes."""

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.access import TERMINAL_COOKIE
from agencies.models import Terminal

COOKIE_LASTS = 400 * 24 * 60 * 60


def from_elsewhere(request):
    """Whether the browser says that another site's page sends this request."""
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"


def closed(terminal):
    """Why nothing is taken through this terminal (or None) now, as (status, sentence), or None."""
    if terminal is None:
        return 401, _("This browser is not set up as a terminal: open the terminal link again, or type a new code.")
    if terminal.status != Terminal.Status.ACTIVE:
        return 403, _("This terminal was closed. Call the program coordinator of %(agency)s.") % {
            "agency": terminal.agency.name
        }
    return None


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
