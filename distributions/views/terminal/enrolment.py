"""How a browser becomes a terminal: by a code that is read out, or by the key in a link."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import TERMINAL_COOKIE, public
from agencies.actions.terminals import enrol_by_code
from agencies.querysets.terminals import terminal_of_key
from agencies.refusals import show_refusals
from agencies.tries import has_tried_too_often, note_wrong_try
from distributions.forms.terminal import EnrolmentForm
from distributions.views.terminal.answers import unless_busy
from distributions.views.terminal.drawing import draw_busy, draw_way_in
from distributions.views.terminal.guard import why_not_listened_to
from distributions.views.terminal.trust import remember, why_closed

CODES = "terminal-codes"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public("whoever holds a code or a link makes a browser a terminal")
@unless_busy(draw_busy)
def enrol(request):
    """Make this browser a terminal, by `code` or by `key`."""
    if request.method != "POST":
        return redirect("terminal:page")
    if why := why_not_listened_to(request, None):
        return draw_way_in(request, status=why.status, sentence=why.sentence)
    if "key" in request.POST:
        return enrol_by_link(request, request.POST["key"])
    return enrol_by_typing(request)


def enrol_by_link(request, key):
    """Let the key's terminal in; a script that offers a key which this browser holds is told so, without a page."""
    terminal = terminal_of_key(key)
    if terminal is None:
        sentence = _("This link does not work: ask your coordinator for a new one.")
        return draw_way_in(request, status=403, sentence=sentence)
    if why := why_closed(terminal):
        return draw_way_in(request, status=why.status, sentence=why.sentence)
    is_held = request.COOKIES.get(TERMINAL_COOKIE) == key and request.headers.get("Accept") == "application/json"
    return remember(HttpResponse(status=204) if is_held else redirect("terminal:page"), key)


def enrol_by_typing(request):
    form = EnrolmentForm(request.POST)
    if not form.is_valid():
        return draw_way_in(request, status=400, form=form)
    if has_tried_too_often(request, what=CODES):
        sentence = _("Too many wrong codes came from here: wait 15 minutes, or open the link.")
        return draw_way_in(request, status=429, sentence=sentence)
    with show_refusals(form):
        key = enrol_by_code(code=form.cleaned_data["code"], now=clock.now())
        return remember(redirect("terminal:page"), key)
    note_wrong_try(request, what=CODES)
    return draw_way_in(request, status=403, form=form)
