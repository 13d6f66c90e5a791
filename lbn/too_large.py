"""What is far too large is refused by the length that it states, before any of it is read."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

AS_MANY_DIGITS = 20  # What has more is far too large by its first ones.


class RefuseTooLarge:
    """Answers a request that states a longer body than an upload may have with a sentence and the way back.

    Nothing of it is read here, so no memory and no disk are taken. The terminal has a bound and words of its own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if stated_length(request) <= settings.REQUEST_AT_MOST or request.path_info.startswith("/terminal/"):
            return self.get_response(request)
        return render(request, "413.html", {"back": find_way_back(request)}, status=413)


def stated_length(request):
    """Return how many bytes a request says that its body has, 0 where it says nothing; raise `BadRequest` for what is
    no plain number, which others might read as one."""
    stated = request.META.get("CONTENT_LENGTH") or "0"
    if not (stated.isascii() and stated.isdigit()):
        raise BadRequest("The length of a body is a plain number.")
    return int(stated.lstrip("0")[:AS_MANY_DIGITS] or 0)


def find_way_back(request):
    """Return the page here from which a request was sent, "" where it does not say; what takes it may have none."""
    stated = request.META.get("HTTP_REFERER", "")
    return stated if url_has_allowed_host_and_scheme(stated, {request.get_host()}, request.is_secure()) else ""
