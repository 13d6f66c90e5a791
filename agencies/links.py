"""Links that go out by mail: signed, so that nobody can make one up; opening one never changes anything."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from agencies.actions.refusals import Refused


class LinkRefused(Refused):
    """A link that leads nowhere. Its text is one sentence for whoever opened it."""


def absolute(view, *args, **kwargs):
    """Return the full address of a page, for mails and commands."""
    return settings.LBN_BASE_URL + reverse(view, args=args, kwargs=kwargs)


def sign(row, purpose=""):
    """Return a token that names `row`, for one `purpose` where a row has several links."""
    return signing.dumps(str(row.pk), salt=f"{row._meta.label_lower}{purpose}")


def row_of(model, token, *, lasts=None, purpose=""):
    """Return the row of `model` that `token` names, or None for a token that was not made by `sign` for the same
    purpose, or longer ago than `lasts` (a timedelta)."""
    try:
        key = signing.loads(token, salt=f"{model._meta.label_lower}{purpose}", max_age=lasts)
    except signing.BadSignature:
        return None
    return model.objects.filter(pk=key).first()
