"""Links that go out by mail: signed, so that nobody can make one up; opening one never changes anything."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused


class LinkRefused(Refused):
    """A link that leads nowhere. Its text is one sentence for whoever opened it."""


def absolute(view, *args, **kwargs):
    """Return the full address of a page, for mails and commands."""
    return settings.LBN_BASE_URL + reverse(view, args=args, kwargs=kwargs)


def sign(row, purpose="", *, sealed=""):
    """Return a token that names `row`, for one `purpose` where a row has several links; `sealed` is the column that
    has to say the same when the link is opened. The token does not show what that is."""
    seal = f":{_seal(row, sealed)}" if sealed else ""
    return signing.dumps(f"{row.pk}{seal}", salt=f"{row._meta.label_lower}{purpose}")


def _seal(row, column):
    return salted_hmac(f"{row._meta.label_lower}.{column}", str(getattr(row, column))).hexdigest()[:20]


def row_of(model, token, *, lasts=None, purpose="", sealed=""):
    """Return the row of `model` that `token` names, or None for a token that was not made by `sign` for the same
    purpose, or longer ago than `lasts` (a timedelta). Raise `LinkRefused` where the column `sealed` says something
    else by now."""
    try:
        key = signing.loads(token, salt=f"{model._meta.label_lower}{purpose}", max_age=lasts)
    except signing.BadSignature:
        return None
    key, _colon, seal = key.partition(":")
    row = model.objects.filter(pk=key).first()
    if row is not None and sealed and not constant_time_compare(seal, _seal(row, sealed)):
        raise LinkRefused(_("The address was changed after this mail went out. Open the link in our newest mail."))
    return row
