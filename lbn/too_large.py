"""What is far too large is refused by the length that it states, before any of it is read."""

from django.conf import settings
from django.shortcuts import render


class RefuseTooLarge:
    """Answers a request that states a longer body than an upload may have with a sentence and the way back.

    Nothing of it is read here, so no memory and no disk are taken. The terminal has a bound and words of its own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if stated_length(request) <= settings.REQUEST_AT_MOST or request.path_info.startswith("/terminal/"):
            return self.get_response(request)
        return render(request, "413.html", status=413)


def stated_length(request):
    """Return how many bytes a request says that its body has, 0 where it does not say a number."""
    stated = request.META.get("CONTENT_LENGTH") or "0"
    return int(stated) if stated.isascii() and stated.isdigit() else 0
