"""What a terminal is answered where our side failed. The log has been told already; nothing was counted."""

from django.utils.translation import gettext as _

from agencies.faults import is_of_the_machine
from distributions.views.terminal.answers import TurnedAway, say
from distributions.views.terminal.arrivals import tell_the_time
from distributions.views.terminal.drawing import turn_away

SCRIPT = "application/json"
SECONDS_UNTIL_THE_MACHINE_IS_TRIED_AGAIN = 15


def answer_fault(request, fault):
    """Say in words that the server failed with `fault`, in JSON where a script asks.

    A terminal goes on by itself. Where the machine is at fault it waits a while and sends the same again; where our
    code is, the fault may be one entry's doing, and without a time to wait it looks for that one (`sender.js`).
    """
    wait = {"Retry-After": str(SECONDS_UNTIL_THE_MACHINE_IS_TRIED_AGAIN)} if is_of_the_machine(fault) else {}
    address = request.resolver_match.url_name
    heading, sentence = words_at(address)
    why = TurnedAway(500, sentence, wait)
    if address == "entries" or request.content_type == SCRIPT:
        response = say(why)
    else:
        response = turn_away(request, why, heading=heading, button=_("Open the terminal"))
    return tell_the_time(response)


def words_at(address):
    """Return the heading and the sentence for what failed at an address of the terminal, by its name."""
    if address == "entries":
        return "", _(
            "The server has a problem and nothing was counted. What you logged stays on this computer and is sent "
            "again automatically. Call your program coordinator or IT."
        )
    if address == "low":
        return _("Nobody was told"), _(
            "The server has a problem and nobody was told. Call your program coordinator or IT."
        )
    return _("Nothing was counted"), _(
        "The server has a problem and nothing was counted. Write down the day, the ZIP code and the number of kits, "
        "and log them later. Call your program coordinator or IT."
    )
