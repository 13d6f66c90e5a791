"""What every request of a terminal passes before anything of it is looked at, in one order.

1. Does another site's page send it? That costs nothing to see, and must use up nothing of the terminal's limit.
2. Did too much come? Keys that open nothing are counted too, so nobody tries them out; and it asks no database.
3. Does the key open a terminal that is in use, of which it is said whom to call? A stolen device learns nothing else.
4. Does the page belong to this terminal's agency? What was logged for another one waits for its own terminal.

What only reads (the page, its towns) asks the third alone: it changes nothing, and a page that came too often would
stand in the way of the one that is stored.
"""

from distributions.views.terminal.limits import why_too_often
from distributions.views.terminal.trust import why_closed, why_from_elsewhere, why_of_another_agency

READING = {"GET", "HEAD"}


def why_turned_away(request, terminal):
    """Return `TurnedAway`, or None where a request of this terminal of `terminal_of_key` may be looked at."""
    if request.method in READING:
        return why_closed(terminal)
    return why_not_listened_to(request, terminal) or why_closed(terminal) or why_of_another_agency(request, terminal)


def why_not_listened_to(request, terminal):
    """The first half, for a browser that is only becoming a terminal: who sends, and how often."""
    return why_from_elsewhere(request) or why_too_often(request, terminal)
