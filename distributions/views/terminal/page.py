"""The page that hangs on the station's wall."""

from uuid import uuid4

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import TERMINAL_COOKIE, terminal_page
from agencies.actions.terminals import seen
from distributions.actions import LogBusy
from distributions.forms.terminal import PressForm
from distributions.models import SubmissionKey
from distributions.offer import offer_of
from distributions.views.terminal.arrivals import count
from distributions.views.terminal.enrolment import enrolment
from distributions.views.terminal.trust import closed, from_elsewhere, remember


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@terminal_page
def page(request, terminal):
    """Show the terminal, or the way in; count a plain form where no script runs."""
    if request.method == "POST":
        return press(request, terminal)
    if refusal := closed(terminal):
        return enrolment(request, *(refusal if terminal else ()))
    today = clock.today(terminal.agency.time_zone)
    seen(terminal=terminal, today=today)
    form = PressForm(initial={"uuid": uuid4()}, offer=offer_of(terminal.agency, today=today))
    return remember(shown(request, terminal, form), request.COOKIES[TERMINAL_COOKIE])


def shown(request, terminal, form, *, sentence="", status=200):
    context = {"terminal": terminal, "form": form, "sentence": sentence, "now": clock.now().isoformat()}
    return render(request, "distributions/terminal.html", context, status=status)


def told(request, heading, sentence, *, button, status=200):
    context = {"heading": heading, "sentence": sentence, "button": button}
    return render(request, "distributions/terminal_told.html", context, status=status)


def press(request, terminal):
    """Count what a plain form says, once however often it is sent."""
    if from_elsewhere(request):
        sentence = _("Kits are logged on the terminal's own page only.")
        return told(request, _("Nothing was counted"), sentence, button=_("Open the terminal"), status=403)
    if refusal := closed(terminal):
        return enrolment(request, *refusal)
    today = clock.today(terminal.agency.time_zone)
    form = PressForm(request.POST, offer=offer_of(terminal.agency, today=today))
    if not form.is_valid():
        return shown(request, terminal, form, status=400)
    return answered(request, terminal, form)


def answered(request, terminal, form):
    entry = form.entry()
    try:
        used = SubmissionKey.objects.filter(agency=terminal.agency, uuid=entry["uuid"]).exists()
        refused = count(terminal, [entry])["refused"]
    except LogBusy:
        busy = _("The log is busy and nothing was counted: press the button again.")
        return shown(request, terminal, form, sentence=busy, status=503)
    if refused:
        form.refuse(refused[0])
        return shown(request, terminal, form, status=400)
    if used:
        sentence = _("This press was already counted: log another?")
        return told(request, _("Already counted"), sentence, button=_("Log another"))
    return told(request, _("Counted"), form.words(), button=_("Log another"))
