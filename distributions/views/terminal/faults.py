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
    if request.resolver_match.url_name == "entries":
        response = say(TurnedAway(500, _waits(), wait))
    elif request.content_type == SCRIPT:
        response = say(TurnedAway(500, _is_lost(), wait))
    else:
        why = TurnedAway(500, _is_lost(), wait)
        response = turn_away(request, why, heading=_("Nothing was counted"), button=_("Open the terminal"))
    return tell_the_time(response)


def _waits():
    return _(
        "The server has a problem and nothing was counted. What you logged stays on this computer and is sent again "
        "automatically. Call your program coordinator or IT."
    )


def _is_lost():
    return _(
        "The server has a problem, so nothing was counted or passed on. Write down the day, the ZIP code and the "
        "number of kits, and log them later. Call your program coordinator or IT."
    )
