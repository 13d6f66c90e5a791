"""Somebody says that kits run low: by one tap, or by a plain form."""

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from agencies import clock
from agencies.access import terminal_page
from distributions.entries import BodyRefused
from distributions.forms.terminal import LowForm
from distributions.views.terminal.answers import TurnedAway, say, say_again, unless_busy
from distributions.views.terminal.drawing import draw_sentence, turn_away
from distributions.views.terminal.guard import why_turned_away
from distributions.views.terminal.low_undo import read_low_undo, sign_low_undo
from distributions.views.terminal.reading import BrokeOff, read_json
from inventory.actions import tell_low, withdraw_low

SCRIPT = "application/json"


def answer_busy(request):
    """Say that nobody could be told just now."""
    sentence = _("The server is busy and nobody was told: press the button again.")
    if request.content_type == SCRIPT:
        return say_again(sentence)
    return draw_sentence(request, _("Nobody was told"), sentence, button=_("Back to the log"), status=503)


@csrf_exempt
@require_POST
@unless_busy(answer_busy)
@terminal_page
def low(request, terminal):
    """Tell the coordinator that kits run low here: JSON {"left": a number or null}, or a plain form.

    The answer holds `undo`; {"undo": that text} takes it back. {"left": a number, "undo": that text} tells more, and
    the new `undo` takes back both.
    """
    if request.content_type == SCRIPT:
        return tell_by_script(request, terminal)
    return tell_by_form(request, terminal)


def tell_by_script(request, terminal):
    if why := why_turned_away(request, terminal):
        return say(why)
    try:
        sent = object_in(request)
    except BrokeOff:
        return say_again(_("Only a part of this arrived and nobody was told: press the button again."))
    if set(sent) == {"undo"}:
        is_undone = take_back(terminal, sent["undo"])
        return JsonResponse({"message": undone_words(is_undone)}, status=200 if is_undone else 409)
    earlier = read_low_undo(terminal, sent.pop("undo", None))
    form = LowForm(number_in(sent))
    if not form.is_valid():
        return say(TurnedAway(400, str(form.errors["left"][0])))
    return JsonResponse({"undo": tell(terminal, form, earlier=earlier), "message": thanks(form)})


def object_in(request):
    """Return the JSON object that was sent; empty for whatever is none."""
    try:
        sent = read_json(request)
    except (BodyRefused, RequestDataTooBig):
        return {}
    return sent if type(sent) is dict else {}


def number_in(sent):
    """Return what a form reads of an object that was sent; what has no number alone has one that cannot be."""
    if set(sent) != {"left"}:
        return {"left": "?"}
    return sent if sent["left"] is None or type(sent["left"]) is int else {"left": "?"}


def tell_by_form(request, terminal):
    heading, back = _("Nobody was told"), {"button": _("Back to the log")}
    if why := why_turned_away(request, terminal):
        return turn_away(request, why, heading=heading, **back)
    if "undo" in request.POST:
        is_undone = take_back(terminal, request.POST["undo"])
        heading = _("Undone") if is_undone else _("Could not undo")
        return draw_sentence(request, heading, undone_words(is_undone), status=200 if is_undone else 409, **back)
    form = LowForm(request.POST)
    if not form.is_valid():
        return draw_sentence(request, heading, form.errors["left"][0], status=400, low=form, **back)
    undo = tell(terminal, form)
    asked = LowForm() if form.cleaned_data["left"] is None else None
    return draw_sentence(request, _("Your coordinator is told"), thanks(form), low=asked, undo=undo, **back)


def tell(terminal, form, *, earlier=None):
    """Tell what a form says; return the text that takes it back, and what the same page told `earlier`."""
    today, left = clock.today(terminal.agency.time_zone), form.cleaned_data["left"]
    told = tell_low(location=terminal.location, left=left, today=today, earlier=earlier)
    return sign_low_undo(terminal, told.undo)


def take_back(terminal, text):
    """Take back what `sign_low_undo` is for; tell whether anything was."""
    undo = read_low_undo(terminal, text)
    return undo is not None and withdraw_low(location=terminal.location, undo=undo)


def undone_words(is_undone):
    if is_undone:
        return _("Your coordinator no longer sees that kits run low here.")
    return _("This cannot be undone any more. Tell your coordinator yourself.")


def thanks(form):
    left = form.cleaned_data["left"]
    if left is None:
        return _("Your coordinator sees that kits run low here.")
    return _("Your coordinator sees that kits run low here, and how many are left: %(left)s.") % {"left": left}
