"""How often a terminal may send.

A limit loses nothing: what is refused waits in the browser and is sent again. It is there for a stolen key and a
script gone wild, so it is far above what people and their queues need. It is counted in the memory of each process,
because it must not cost a kit that is logged a statement; several processes let through several times as much.
"""

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from agencies.access import TERMINAL_COOKIE
from agencies.keys import hash_of
from agencies.tries import sender_of
from distributions.views.terminal.answers import TOO_OFTEN, TurnedAway

A_MINUTE = 60
ADDRESS_IS_SHARED_BY = 3  # Without a key that opens something, a whole site behind one address counts together.


def why_too_often(request, terminal):
    """Count this request of `terminal` (or None); return `TurnedAway` where more came in a minute than may."""
    most = settings.TERMINAL_REQUESTS_PER_MINUTE
    if terminal is None:
        sender, most = f"address-{hash_of(sender_of(request))}", most * ADDRESS_IS_SHARED_BY
    else:
        sender = f"key-{hash_of(request.COOKIES[TERMINAL_COOKIE])}"
    if _count(sender) <= most:
        return None
    sentence = _("Too much came from here at once and the last of it was not taken: send it again in a minute.")
    return TurnedAway(TOO_OFTEN, sentence, {"Retry-After": str(A_MINUTE)})


def _count(sender):
    """Count one more of this sender and return how many there were since the first; after a minute it begins anew."""
    counts = caches["terminal"]
    counts.add(sender, 0, A_MINUTE)
    try:
        return counts.incr(sender)
    except ValueError:  # The minute ended in between.
        counts.add(sender, 1, A_MINUTE)
        return 1
