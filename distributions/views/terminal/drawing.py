"""The terminal's page and its plain answers, as pages."""

from django.shortcuts import render
from django.utils import translation

from agencies import clock
from agencies.packs import Rules
from distributions.forms.terminal import LowForm
from inventory.querysets import lots_held_back_at


def shown(request, terminal, form, *, sentence="", status=200):
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
    return render(request, "distributions/terminal.html", context, status=status)


def told(request, heading, sentence, *, button, status=200, low=None):
    """Draw one sentence and the way back; with `low` (LowForm) it asks how many kits are left."""
    context = {"heading": heading, "sentence": sentence, "button": button, "low": low}
    return render(request, "distributions/terminal_told.html", context, status=status)
