"""Where entries arrive. Every answer is JSON, and nothing that was sent is ever written to a log."""

from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from agencies import clock
from agencies.access import terminal_page
from distributions.actions import log_batch
from distributions.entries import BodyRefused, entries_in, judge
from distributions.views.terminal.answers import TurnedAway, say, say_again, say_busy, unless_busy
from distributions.views.terminal.guard import why_turned_away
from distributions.views.terminal.reading import BrokeOff, read_json


def tell_the_time(response):
    """Say with an answer what time it is, because a device may be wrong about the day; return the answer."""
    response.headers["Terminal-Clock"] = clock.now().isoformat()
    return response


def with_the_time(view):
    @wraps(view)
    def ask(request):
        return tell_the_time(view(request))

    return ask


@csrf_exempt
@with_the_time
@unless_busy(say_busy)
@terminal_page
def entries(request, terminal):
    """Count a batch: answer which entries are stored and which are refused, or say why none was looked at."""
    if request.method != "POST":
        return say(TurnedAway(405, _("Entries are sent by POST."), {"Allow": "POST"}))
    if why := why_turned_away(request, terminal):
        return say(why)
    if "Transfer-Encoding" in request.headers:
        return say(TurnedAway(411, _("Send the entries in one piece, with their length.")))
    try:
        return JsonResponse(count(terminal, entries_in(read_json(request))))
    except RequestDataTooBig:
        return say(TurnedAway(413, _("This is more than a terminal sends at once: send fewer entries.")))
    except BodyRefused as refusal:
        return say(TurnedAway(400, str(refusal)))
    except BrokeOff:
        return say_again(_("Only a part of this arrived and nothing was counted: send the entries again."))


def count(terminal, sent):
    """Count what can be counted of a list of entries as sent; return the contract's answer. Raises `LogBusy`."""
    agency = terminal.agency
    today = clock.today(agency.time_zone)
    accepted, refused = judge(sent, agency=agency, today=today)
    answer = {"stored": [], "refused": [refusal._asdict() for refusal in refused]}
    if not accepted:
        return answer
    batch = list(accepted.values())
    logged = log_batch(agency=agency, location=terminal.location, entries=batch, today=today)
    sentence = _("This entry could not be stored. Tell your coordinator.")
    for uuid, entry in accepted.items():
        if entry.uuid in logged.stored:
            answer["stored"].append(uuid)
        else:
            answer["refused"].append({"uuid": uuid, "field": "", "message": sentence})
    return answer
