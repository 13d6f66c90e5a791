"""The towns that "Other place" finds, for a page that has no network."""

from django.http import JsonResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from agencies.access import terminal_page
from distributions.towns import towns_of
from distributions.views.terminal.arrivals import said
from distributions.views.terminal.trust import closed


@gzip_page
@require_safe
@terminal_page
def towns(request, terminal):
    """ZIP codes and towns of the agency's counties, as `towns_of` returns them."""
    if refusal := closed(terminal):
        return said(*refusal)
    return JsonResponse(
        towns_of(terminal.agency), json_dumps_params={"separators": (",", ":"), "ensure_ascii": False}
    )
