"""Reading what a terminal's script sends: whole, and as JSON in which no name stands twice."""

import json

from django.http import UnreadablePostError
from django.utils.translation import gettext as _

from distributions.entries import BodyRefused, as_object


class BrokeOff(Exception):
    """Only a part of the request arrived: the same is to be sent again."""


def read_json(request):
    """Return the JSON that was sent, its objects as `as_object` has them; raise `BodyRefused` for anything else and
    `BrokeOff` where the line broke.
    """
    try:
        body = request.body
    except UnreadablePostError as broken:
        raise BrokeOff from broken
    if len(body) < int(request.META.get("CONTENT_LENGTH") or 0):
        raise BrokeOff
    try:
        return json.loads(body, object_pairs_hook=as_object)
    except (ValueError, RecursionError):
        raise BodyRefused(_("Send JSON: a list of entries.")) from None
