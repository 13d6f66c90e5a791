"""Somebody says that kits run low: by one tap, or by a plain form."""

import json

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from agencies import clock
from agencies.access import terminal_page
from distributions.forms.terminal import LowForm
from distributions.views.terminal.arrivals import said
from distributions.views.terminal.drawing import told
from distributions.views.terminal.enrolment import enrolment
from distributions.views.terminal.limits import too_often
from distributions.views.terminal.trust import closed, from_elsewhere, of_another_agency
from inventory.actions import tell_low


@csrf_exempt
@require_POST
@terminal_page
def low(request, terminal):
    """Tell the coordinator that kits run low here: JSON {"left": a number or null}, or a plain form."""
    if request.content_type == "application/json":
        return by_script(request, terminal)
    return by_form(request, terminal)


def by_script(request, terminal):
    if from_elsewhere(request):
        return said(403, _("This is told on the terminal's own page only."))
    if refusal := too_often(request, terminal) or closed(terminal) or of_another_agency(request, terminal):
        return said(*refusal)
    form = LowForm(sent_in(request))
    if not form.is_valid():
        return said(400, form.errors["left"][0])
    tell(terminal, form)
    return JsonResponse({"message": thanks(form)})


def sent_in(request):
    """Return what a form reads of the JSON that was sent; what is no such object has a number that cannot be."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError, RequestDataTooBig, UnreadablePostError):
        sent = None
    if not isinstance(sent, dict) or set(sent) != {"left"}:
        return {"left": "?"}
    return sent if sent["left"] is None or type(sent["left"]) is int else {"left": "?"}


def by_form(request, terminal):
    again = {"button": _("Back to the log")}
    if from_elsewhere(request):
        sentence = _("This is told on the terminal's own page only.")
        return told(request, _("Nobody was told"), sentence, status=403, **again)
    if refusal := too_often(request, terminal):
        return told(request, _("Nobody was told"), refusal[1], status=429, **again)
    if refusal := closed(terminal):
        return enrolment(request, *refusal)
    form = LowForm(request.POST)
    if not form.is_valid():
        return told(request, _("Nobody was told"), form.errors["left"][0], status=400, low=form, **again)
    tell(terminal, form)
    asked = LowForm() if form.cleaned_data["left"] is None else None
    return told(request, _("Your coordinator is told"), thanks(form), low=asked, **again)


def tell(terminal, form):
    today = clock.today(terminal.agency.time_zone)
    tell_low(location=terminal.location, left=form.cleaned_data["left"], today=today)


def thanks(form):
    left = form.cleaned_data["left"]
    if left is None:
        return _("Your coordinator sees that kits run low here.")
    return _("Your coordinator sees that kits run low here, and how many are left: %(left)s.") % {"left": left}
