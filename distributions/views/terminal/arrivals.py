"""Where entries arrive. Every answer is JSON, and nothing that was sent is ever written to a log."""

import json
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from agencies import clock
from agencies.access import terminal_page
from distributions.actions import LogBusy, log_batch
from distributions.entries import BodyRefused, entries_in, judge
from distributions.views.terminal.limits import too_often
from distributions.views.terminal.trust import closed, from_elsewhere, of_another_agency

SECONDS_UNTIL_NEXT_TRY = 5


def in_words(view):
    """Answer in a sentence, too, where the database cannot be asked: the terminal keeps its entries. And say what
    time it is, because a device may be wrong about the day.
    """

    @wraps(view)
    def answered(request):
        try:
            response = view(request)
        except (OperationalError, InterfaceError):
            response = busy()
        response.headers["Terminal-Clock"] = clock.now().isoformat()
        return response

    return answered


@csrf_exempt
@in_words
@terminal_page
def entries(request, terminal):
    """Count a batch: answer which entries are stored and which are refused, or say why none was looked at."""
    if request.method != "POST":
        return said(405, _("Entries are sent by POST."), {"Allow": "POST"})
    if from_elsewhere(request):
        return said(403, _("Entries are taken from the terminal's own page only."))
    if refusal := too_often(request, terminal):
        return said(*refusal)
    if refusal := closed(terminal) or of_another_agency(request, terminal):
        return said(*refusal)
    if "Transfer-Encoding" in request.headers:
        return said(411, _("Send the entries in one piece, with their length."))
    try:
        return JsonResponse(count(terminal, entries_in(decoded(request))))
    except RequestDataTooBig:
        return said(413, _("This is more than a terminal sends at once: send fewer entries."))
    except BodyRefused as refusal:
        return said(400, str(refusal))
    except LogBusy:
        return busy()


def busy():
    sentence = _("The log is busy and nothing was counted: send the entries again.")
    return said(503, sentence, {"Retry-After": str(SECONDS_UNTIL_NEXT_TRY)})


def said(status, sentence, headers=None):
    """Answer in a sentence and JSON."""
    return JsonResponse({"message": sentence}, status=status, headers=headers)


def decoded(request):
    """Return the JSON that was sent; raise `BodyRefused` for anything else, `LogBusy` where only a part arrived."""
    try:
        body = request.body
    except UnreadablePostError as broken:
        raise LogBusy from broken
    if len(body) < int(request.META.get("CONTENT_LENGTH") or 0):
        raise LogBusy
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BodyRefused(_("Send JSON: a list of entries.")) from None


def count(terminal, sent):
    """Count what can be counted of a list of entries as sent; return the contract's answer. Raises `LogBusy`."""
    agency = terminal.agency
    today = clock.today(agency.time_zone)
    accepted, refused = judge(sent, agency=agency, today=today)
    if not accepted:
        return {"stored": [], "refused": refused}
    batch = list(accepted.values())
    logged = log_batch(agency=agency, location=terminal.location, entries=batch, today=today)
    stored = [uuid for uuid, entry in accepted.items() if entry.uuid in logged.stored]
    sentence = _("This entry could not be stored. Tell your coordinator.")
    refused += [{"uuid": uuid, "field": "", "message": sentence} for uuid in accepted if uuid not in stored]
    return {"stored": stored, "refused": refused}
