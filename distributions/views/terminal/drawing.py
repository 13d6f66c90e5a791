"""The terminal's page and its plain answers, as pages."""

import re

from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from agencies import clock
from agencies.packs import Rules
from distributions.forms.terminal import EnrolmentForm, LowForm
from distributions.views.terminal.answers import TurnedAway
from inventory.querysets import lots_held_back_at

INDENTATION = re.compile(rb"\n\s+")  # It would weigh on each visit over a car's modem.


def draw_terminal(request, terminal, form, *, sentence="", status=200):
    """Draw the terminal with `form` (PressForm), and `sentence` where something is to be said."""
    rules = Rules(terminal.agency.program.pack)
    context = {
        "terminal": terminal,
        "form": form,
        "low": LowForm(),
        "sentence": sentence,
        "now": clock.now().isoformat(),
        "card": rules.card(translation.get_language()),
        "held_back": lots_held_back_at(terminal.location),
    }
    response = render(request, "distributions/terminal.html", context, status=status)
    response.content = INDENTATION.sub(b"\n", response.content)
    return response


def draw_way_in(request, *, status=200, sentence="", form=None):
    """Draw the way in, with the sentence that says why it is needed."""
    context = {"form": form or EnrolmentForm(), "sentence": sentence}
    return render(request, "distributions/terminal_enrol.html", context, status=status)


def draw_sentence(request, heading, sentence, *, button, status=200, low=None, undo=""):
    """Draw one sentence and the way back; with `low` (LowForm) it asks how many kits are left, with `undo` (a text of
    `sign_low_undo`) it offers to take it back.
    """
    context = {"heading": heading, "sentence": sentence, "button": button, "low": low, "undo": undo}
    return render(request, "distributions/terminal_told.html", context, status=status)


def turn_away(request, why, *, heading, button):
    """Answer with a `TurnedAway` as a page: the way in where a new key would help, else its sentence."""
    if why.needs_key:
        response = draw_way_in(request, status=why.status, sentence=why.sentence)
    else:
        response = draw_sentence(request, heading, why.sentence, button=button, status=why.status)
    for name, value in why.headers.items():
        response.headers[name] = value
    return response


def draw_busy(request):
    """Answer as a page that the log is busy."""
    why = TurnedAway(503, _("The log is busy just now. Try again in a moment."))
    return turn_away(request, why, heading=_("Nothing was counted"), button=_("Open the terminal"))
