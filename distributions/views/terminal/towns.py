"""The towns that "Other place" finds, for a page that has no network."""

from django.http import Http404, JsonResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from agencies.access import terminal_page
from distributions.towns import towns_of
from distributions.views.terminal.answers import say
from distributions.views.terminal.guard import why_turned_away


@gzip_page
@conditional_page
@require_safe
@terminal_page
def towns(request, terminal, agency):
    """ZIP codes and towns of the agency's counties, as `towns_of` returns them.

    A browser may keep them, for they are no secret, and asks after five minutes whether they are still the same. The
    address names the agency: a browser that becomes another agency's terminal has none of these.
    """
    if why := why_turned_away(request, terminal):
        return say(why)
    if agency != terminal.agency_id:
        raise Http404
    written = {"separators": (",", ":"), "ensure_ascii": False}
    response = JsonResponse(towns_of(terminal.agency), json_dumps_params=written)
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
