"""The page that hangs on the station's wall."""

from django.conf import settings
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import TERMINAL_COOKIE, terminal_page
from agencies.actions.terminals import note_visit
from distributions.forms.terminal import PressForm
from distributions.offer import offer_of
from distributions.views.terminal.answers import unless_busy
from distributions.views.terminal.drawing import draw_busy, draw_terminal, draw_way_in
from distributions.views.terminal.guard import why_turned_away
from distributions.views.terminal.plain import press
from distributions.views.terminal.trust import remember

A_YEAR = 365 * 24 * 60 * 60


@csrf_exempt
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
@unless_busy(draw_busy)
@terminal_page
def page(request, terminal):
    """Show the terminal, or the way in; count a plain form where no script runs.

    Packing it gives nothing away: the page holds no secret, and the only thing it repeats is a ZIP code typed wrong.
    """
    with translation.override(language_asked(request) or translation.get_language()):
        if request.method == "POST":
            return press(request, terminal)
        if terminal is None:
            return keep_language(request, draw_way_in(request))
        if why := why_turned_away(request, terminal):
            return keep_language(request, draw_way_in(request, status=why.status, sentence=why.sentence))
        return keep_language(request, open_page(request, terminal))


def language_asked(request):
    """The language that the address asks for ("es"), or None where it asks for none that there is."""
    asked = request.GET.get("language")
    return asked if asked in dict(settings.LANGUAGES) else None


def open_page(request, terminal):
    today = clock.today(terminal.agency.time_zone)
    note_visit(terminal=terminal, today=today)
    response = draw_terminal(request, terminal, PressForm(offer=offer_of(terminal.agency, today=today)))
    # An answer fetched ahead may come late: it must not bring back the key that another link has replaced meanwhile.
    return remember(response, request.COOKIES[TERMINAL_COOKIE]) if is_visit(request) else response


def is_visit(request):
    """Whether somebody goes to the page, and not the worker alone, which asks ahead."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def keep_language(request, response):
    """Let the browser remember a language that was asked for, as the switch on the other pages does."""
    if is_visit(request) and (language := language_asked(request)):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response
