"""What a terminal is answered where nothing of what it sent was looked at: one value, in JSON or on a page."""

from dataclasses import dataclass, field
from functools import wraps

from django.http import JsonResponse
from django.utils.translation import gettext as _

from distributions.actions import LogBusy, raise_if_busy

SECONDS_UNTIL_NEXT_TRY = 5
TOO_OFTEN = 429


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Why a request was not looked at, as status, sentence and headers; `needs_key` where a new key would help."""

    status: int
    sentence: str
    headers: dict[str, str] = field(default_factory=dict)
    needs_key: bool = False


def say(why):
    """Answer with a `TurnedAway` in JSON."""
    return JsonResponse({"message": why.sentence}, status=why.status, headers=why.headers)


def say_again(sentence):
    """Answer in JSON that the same is to be sent again in a moment."""
    return say(TurnedAway(503, sentence, {"Retry-After": str(SECONDS_UNTIL_NEXT_TRY)}))


def unless_busy(answer):
    """Let `answer(request)` speak for a view where the database is busy with others, and nothing else is wrong."""

    def decorate(view):
        @wraps(view)
        def ask(request, **kwargs):
            try:
                with raise_if_busy():
                    return view(request, **kwargs)
            except LogBusy:
                return answer(request)

        return ask

    return decorate


def say_busy(request):
    """Answer in JSON that the log is busy."""
    return say_again(_("The log is busy and nothing was counted: send the entries again."))
