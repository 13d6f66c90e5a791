"""A press where no script runs."""

from django.utils.translation import gettext as _

from agencies import clock
from distributions.actions import LogBusy, log_batch
from distributions.entries import judge
from distributions.forms.terminal import PressForm
from distributions.models import SubmissionKey
from distributions.offer import offer_of
from distributions.views.terminal.drawing import shown, told
from distributions.views.terminal.enrolment import enrolment
from distributions.views.terminal.limits import too_often
from distributions.views.terminal.trust import closed, from_elsewhere


def press(request, terminal):
    """Count what a plain form says, once however often it is sent."""
    if from_elsewhere(request):
        sentence = _("Kits are logged on the terminal's own page only.")
        return told(request, _("Nothing was counted"), sentence, button=_("Open the terminal"), status=403)
    if refusal := closed(terminal):
        return enrolment(request, *refusal)
    today = clock.today(terminal.agency.time_zone)
    form = PressForm(request.POST, offer=offer_of(terminal.agency, today=today))
    if refusal := too_often(request, terminal):
        return shown(request, terminal, form, sentence=refusal[1], status=429)
    if not form.is_valid():
        return shown(request, terminal, form, status=400)
    return answered(request, terminal, form, today)


def answered(request, terminal, form, today):
    """Count all lines of a form in one batch, or none and say why."""
    agency = terminal.agency
    accepted, refused = judge(form.entries(), agency=agency, today=today)
    for refusal in refused:
        form.refuse(refusal)
    if refused or not form.is_sure():
        return shown(request, terminal, form, status=400)
    used = SubmissionKey.objects.filter(agency=agency, uuid__in=form.uuids).exists()
    if used:
        sentence = _("This press was already counted: log another?")
        return told(request, _("Already counted"), sentence, button=_("Log another"))
    try:
        logged = log_batch(agency=agency, location=terminal.location, entries=list(accepted.values()), today=today)
    except LogBusy:
        busy = _("The log is busy and nothing was counted: press the button again.")
        return shown(request, terminal, form, sentence=busy, status=503)
    if logged.refused:
        sentence = _("This entry could not be stored. Tell your coordinator.")
        return shown(request, terminal, form, sentence=sentence, status=400)
    return told(request, _("Counted"), form.words(), button=_("Log another"))
