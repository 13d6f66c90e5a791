"""How a browser becomes a terminal: by a code that is read out, or by the key in a link."""

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import TERMINAL_COOKIE, public
from agencies.actions.terminals import EnrolmentRefused, enrol_by_code
from agencies.keys import hash_of
from agencies.querysets.terminals import terminal_of_key
from distributions.forms.terminal import EnrolmentForm
from distributions.views.terminal.limits import address_of
from distributions.views.terminal.trust import closed, from_elsewhere, remember

WRONG_CODES = 30
FORGOTTEN_AFTER = 15 * 60


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public("whoever holds a code or a link makes a browser a terminal")
def enrol(request):
    """Make this browser a terminal, by `code` or by `key`."""
    if request.method != "POST":
        return redirect("terminal:page")
    if from_elsewhere(request):
        return enrolment(request, 403, _("A terminal is set up on its own page only: type the code here."))
    if "key" in request.POST:
        return by_key(request, request.POST["key"])
    return by_code(request)


def enrolment(request, status=200, sentence="", form=None):
    """Draw the way in, with the sentence that says why it is needed."""
    context = {"form": form or EnrolmentForm(), "sentence": sentence}
    return render(request, "distributions/terminal_enrol.html", context, status=status)


def by_key(request, key):
    """Let the key's terminal in; a script that offers a key which this browser holds is told so, without a page."""
    terminal = terminal_of_key(key)
    if terminal is None:
        return enrolment(request, 403, _("This link opens nothing: ask your coordinator for a new one."))
    if refusal := closed(terminal):
        return enrolment(request, *refusal)
    is_held = request.COOKIES.get(TERMINAL_COOKIE) == key and request.headers.get("Accept") == "application/json"
    return remember(HttpResponse(status=204) if is_held else redirect("terminal:page"), key)


def by_code(request):
    form = EnrolmentForm(request.POST)
    if not form.is_valid():
        return enrolment(request, 400, form=form)
    if too_many_tries(request):
        return enrolment(request, 429, _("Too many wrong codes came from here: wait 15 minutes, or open the link."))
    try:
        key = enrol_by_code(code=form.cleaned_data["code"], now=clock.now())
    except EnrolmentRefused as refusal:
        note_wrong_code(request)
        form.add_error("code", str(refusal))
        return enrolment(request, 403, form=form)
    return remember(redirect("terminal:page"), key)


def too_many_tries(request):
    return cache.get(tally_of(request), 0) >= WRONG_CODES


def note_wrong_code(request):
    """Count a wrong code against where it came from; after a quarter of an hour it is forgotten."""
    cache.add(tally_of(request), 0, FORGOTTEN_AFTER)
    cache.incr(tally_of(request))


def tally_of(request):
    """Where wrong codes from the address of this request are counted."""
    return f"wrong-terminal-codes-{hash_of(address_of(request))}"
