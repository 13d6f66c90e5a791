"""What one can do about something on home: a sentence, and a button for whoever may press it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _


class Settle(NamedTuple):
    """A button that sends `fields` to `url` and so ends what waits."""

    url: str
    action: str
    fields: dict = {}


class Need(NamedTuple):
    """One thing that waits. `url` and `action` are the button's; both are empty for who may not do it. `settle`,
    where there is one, ends it at once."""

    sentence: str
    url: str = ""
    action: str = ""
    tone: str = "quiet"
    word: str = ""
    detail: str = ""
    settle: Settle | None = None


class Said(NamedTuple):
    """Something that waits, before it is known who reads it. `url` where it has a page of its own, `settle` where it
    can be ended at once."""

    kind: str
    sentence: str
    tone: str
    word: str
    url: str = ""
    settle: Settle | None = None


class HomeFigure(NamedTuple):
    """One of the big figures; `number` may also be a day in words."""

    label: str
    number: int | str
    url: str
    unit: str = ""
    note: str = ""
    tone: str = ""
    word: str = ""


def at_agency(name, agency, *, query=""):
    """The address of a page of `agency`, with `query` (such as "shown=lapsing") where one is given."""
    address = reverse(name, kwargs={"slug": agency.slug})
    return f"{address}?{query}" if query else address


def for_others():
    """What stands in place of a button that one may not press."""
    return _("Your program coordinator can do this.")
