"""Where people go on once they have signed in: to a page that can be opened, never to the address of a button."""

from inspect import getclosurevars
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

OPENS_A_PAGE = ("GET", "HEAD")


def send_to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Ask whoever is not signed in, or is no more, to sign in, and lead on to the page that they wanted.

    What was sent to a button's address is not sent again: its sender goes on at the page that the button was on.
    """
    if request.method in OPENS_A_PAGE:
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(page_before(request) or reverse("home"))


def page_before(request: HttpRequest) -> str:
    """Return the path of our page from which a request came; "" where that is not said, not ours or no page."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    is_ours = before.scheme == request.scheme and before.netloc == request.get_host()
    return before.path if is_ours and is_page(before.path) else ""


def is_page(path: str) -> bool:
    """Tell whether an address of ours can be opened, or only be sent something by a button."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    methods = getclosurevars(view).nonlocals.get("request_method_list", OPENS_A_PAGE)  # of Django's method lock
    return "GET" in methods
