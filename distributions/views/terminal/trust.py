"""Whose requests a terminal takes."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from agencies import clock
from agencies.access import TERMINAL_COOKIE
from agencies.models import Agency, Terminal
from agencies.wording import write_day
from distributions.views.terminal.answers import TurnedAway

SENDS_AFTER_CLOSING = timedelta(days=60)
COOKIE_LASTS = 400 * 24 * 60 * 60


def why_from_elsewhere(request):
    """Return `TurnedAway` where the browser says that another site's page sends this request."""
    origin = request.headers.get("Origin")
    if origin is None or origin == f"{request.scheme}://{request.get_host()}":
        return None
    return TurnedAway(403, _("This came from another website, so nothing was done. Use the terminal's own page."))


def whom_to_call(agency):
    """Whom people at a terminal call: by name and phone where the agency says so, else its coordinator."""
    named = agency.help_name or _("the program coordinator")
    return f"{named}, {agency.help_phone}," if agency.help_phone else named


def why_closed(terminal):
    """Return `TurnedAway` where nothing is taken now through this terminal of `terminal_of_key`."""
    if terminal is None:
        sentence = _("This browser is not set up as a terminal: open the terminal link again, or type a new code.")
        return TurnedAway(401, sentence, needs_key=True)
    agency = {"agency": terminal.agency.name, "whom": whom_to_call(terminal.agency)}
    if terminal.status != Terminal.Status.ACTIVE:
        sentence = _("This terminal was closed. Call %(whom)s of %(agency)s.") % agency
        return TurnedAway(403, sentence, needs_key=True)
    if closed_for_good(terminal.agency):
        sentence = _(
            "%(agency)s closed on %(day)s, and its terminals have stopped. Nothing was counted; what waits on this "
            "computer is kept. Call %(whom)s of %(agency)s."
        )
        return TurnedAway(403, sentence % (agency | {"day": write_day(terminal.agency.closed_on)}), needs_key=True)
    until_on = terminal.key_until_on
    if until_on and until_on < clock.today(terminal.agency.time_zone):
        sentence = _(
            "The link that opened this terminal was replaced and ended on %(day)s. Ask %(whom)s of "
            "%(agency)s for the new link or a code; what waits on this computer is kept until then."
        )
        return TurnedAway(403, sentence % (agency | {"day": write_day(until_on)}), needs_key=True)
    return None


def closed_for_good(agency):
    """Tell whether an agency closed so long ago that its terminals send nothing any more."""
    if agency.status != Agency.Status.CLOSED:
        return False
    return agency.closed_on + SENDS_AFTER_CLOSING < clock.today(agency.time_zone)


def why_of_another_agency(request, terminal):
    """Return `TurnedAway` where what this page sends is not for this terminal.

    The browser's key may have become another agency's since the page was opened; the page says whose entries these
    are.
    """
    if request.headers.get("Terminal-Agency", str(terminal.agency_id)) == str(terminal.agency_id):
        return None
    sentence = _(
        "This browser is a terminal of %(agency)s now. What was logged for another agency is kept here, and is sent "
        "once a terminal of that agency is set up here again."
    )
    return TurnedAway(409, sentence % {"agency": terminal.agency.name})


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
