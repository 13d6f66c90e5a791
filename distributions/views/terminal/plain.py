"""A press where no script runs."""

from django.utils.translation import gettext as _

from agencies import clock
from distributions.actions import LogBusy, log_batch
from distributions.entries import judge
from distributions.forms.terminal import PressForm
from distributions.models import SubmissionKey
from distributions.offer import offer_of
from distributions.views.terminal.answers import TOO_OFTEN
from distributions.views.terminal.drawing import draw_sentence, draw_terminal, turn_away
from distributions.views.terminal.guard import why_turned_away


def press(request, terminal):
    """Count what a plain form says, once however often it is sent."""
    if why := why_turned_away(request, terminal):
        return turn_away_press(request, terminal, why)
    today = clock.today(terminal.agency.time_zone)
    form = press_form(request, terminal, today)
    if not form.is_valid():
        return draw_terminal(request, terminal, form, status=400)
    return count_form(request, terminal, form, today)


def press_form(request, terminal, today):
    return PressForm(request.POST, offer=offer_of(terminal.agency, today=today))


def turn_away_press(request, terminal, why):
    """Say why nothing was counted; what only came too often is drawn again as it was filled in."""
    if why.status == TOO_OFTEN and terminal:
        form = press_form(request, terminal, clock.today(terminal.agency.time_zone))
        return draw_terminal(request, terminal, form, sentence=why.sentence, status=why.status)
    return turn_away(request, why, heading=_("Nothing was counted"), button=_("Open the terminal"))


def count_form(request, terminal, form, today):
    """Count all lines of a form in one batch, or none and say why."""
    agency = terminal.agency
    accepted, refused = judge(form.entries(), agency=agency, today=today)
    for refusal in refused:
        form.refuse(refusal)
    if refused or not form.is_sure():
        return draw_terminal(request, terminal, form, status=400)
    used = SubmissionKey.objects.filter(agency=agency, uuid__in=form.uuids).exists()
    if used:
        sentence = _("This press was already counted: log another?")
        return draw_sentence(request, _("Already counted"), sentence, button=_("Log another"))
    try:
        logged = log_batch(agency=agency, location=terminal.location, entries=list(accepted.values()), today=today)
    except LogBusy:
        busy = _("The log is busy and nothing was counted: press the button again.")
        return draw_terminal(request, terminal, form, sentence=busy, status=503)
    if logged.refused:
        sentence = _("This entry could not be stored. Tell your coordinator.")
        return draw_terminal(request, terminal, form, sentence=sentence, status=400)
    return draw_sentence(request, _("Counted"), form.words(), button=_("Log another"))
