"""Wrong tries of something secret, counted against where they came from.

They are counted in the memory of each process, under a hash, and forgotten after a quarter of an hour.
"""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from agencies.keys import hash_of

MOST_WRONG = 30
WRONG_FOR = 15 * 60


def sender_of(request: HttpRequest) -> str:
    """Return the address that sends, behind as many proxies as are trusted."""
    hops = [*request.headers.get("X-Forwarded-For", "").split(","), request.META["REMOTE_ADDR"]]
    return hops[-1 - min(settings.TRUSTED_PROXIES, len(hops) - 1)].strip()


def has_tried_too_often(request: HttpRequest, *, what: str) -> bool:
    """Tell whether too many wrong tries of `what`, such as "terminal-codes", came from there."""
    return cache.get(_tally_of(request, what), 0) >= MOST_WRONG


def note_wrong_try(request: HttpRequest, *, what: str) -> None:
    """Count one wrong try of `what`."""
    tally = _tally_of(request, what)
    cache.add(tally, 0, WRONG_FOR)
    cache.incr(tally)


def _tally_of(request: HttpRequest, what: str) -> str:
    return f"wrong-{what}-{hash_of(sender_of(request))}"
