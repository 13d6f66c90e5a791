"""What a terminal sends, judged entry by entry: the fields of the contract and not one more."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import RFC_4122, UUID

from django.utils.translation import gettext as _

from agencies.models import Jurisdiction
from agencies.places import locate
from agencies.sheets import CellRefused, say_kits_at_a_time, say_people_trained, within_a_year
from agencies.sql.questions import Question
from distributions.actions import LogEntry
from distributions.limits import MOST_KITS, MOST_TRAINED
from inventory.models import Item

MOST_ENTRIES = 100
ALWAYS = {"uuid", "handed_out_on", "item", "items", "people_trained"}
SHAPES = (ALWAYS | {"zip_code"}, ALWAYS | {"jurisdiction"})
SLUG = re.compile(r"[a-z0-9_-]{1,80}")
ZIP_CODE = re.compile(r"[0-9]{5}")
ITEM = Question(
    lambda slug: Item.objects.filter(slug=slug).order_by().values_list("slug", "pk"),
    slug=Item._meta.get_field("slug"),
)


class BodyRefused(ValueError):
    """The body is not a batch of entries; the message says what a batch is."""


class EntryRefused(ValueError):
    """One entry cannot be counted; the message says what to do, `field` where."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field


class EntryRefusal(NamedTuple):
    """Why one entry cannot be counted: its uuid as sent, or None where it has none in words; field and sentence."""

    uuid: str | None
    field: str
    message: str


class JudgedEntries(NamedTuple):
    """What can be counted, by uuid as sent, and what cannot."""

    accepted: dict[str, LogEntry]
    refused: list[EntryRefusal]


class Ambiguous(dict):
    """A JSON object in which a name stood twice, without what stood twice: nobody can say which was meant."""


def as_object(pairs: list[tuple]) -> dict:
    """Return the object that JSON wrote as `pairs`; `Ambiguous` where a name stands twice (`object_pairs_hook`)."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    times = Counter(name for name, _value in pairs)
    return Ambiguous({name: value for name, value in found.items() if times[name] == 1})


def entries_in(body):
    """Return the list of entries in a decoded JSON body; raise `BodyRefused`."""
    entries = body.get("entries") if type(body) is dict and set(body) == {"entries"} else None
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_ENTRIES:
        raise BodyRefused(_("Send a list of 1 to %(most)s entries.") % {"most": MOST_ENTRIES})
    return entries


def judge(entries, *, agency, today):
    """Judge what was sent for `agency` on `today`, each entry by itself; return `JudgedEntries`.

    Entries that share a uuid are one where they are the same; where they are not, none of them is counted.
    A handful of queries, however many entries: items, counties, ZIP codes, and two more if a ZIP code is unknown.
    """
    books = _Books(entries, state=agency.program.state)
    contested = _contested_uuids(entries)
    judged = JudgedEntries({}, [])
    for sent in entries:
        uuid = _text(sent, "uuid")
        try:
            entry = _entry(sent, books, today)
            if uuid.lower() in contested:
                raise EntryRefused("uuid", _("Two different entries came with this identifier: neither was counted."))
            judged.accepted[uuid] = entry
        except EntryRefused as refusal:
            judged.refused.append(EntryRefusal(uuid, refusal.field, str(refusal)))
    return judged


def _contested_uuids(entries: Iterable) -> set[str]:
    """Return the uuids, in small letters, with which entries came that are not the same."""
    sharing = defaultdict(list)
    for sent in entries:
        if uuid := _text(sent, "uuid"):
            sharing[uuid.lower()].append(_body(sent))
    return {uuid for uuid, bodies in sharing.items() if any(body != bodies[0] for body in bodies[1:])}


def _body(sent):
    """Return what an entry says besides its uuid, such that `1`, `1.0` and `true` differ; None where that is no
    entry's, for what cannot be counted is the same as nothing.
    """
    if type(sent) is not dict or any(not isinstance(value, str | int) for value in sent.values()):
        return None
    return {name: (type(value), value) for name, value in sent.items() if name != "uuid"}


class _Books:
    """What the entries name, looked up once for all of them."""

    def __init__(self, entries, *, state):
        self.located = locate(_texts(entries, "zip_code"), state=state)
        counties, items = _slugs(entries, "jurisdiction"), _slugs(entries, "item")
        found = Jurisdiction.objects.filter(slug__in=counties) if counties else ()
        self.counties = {county.slug: county.pk for county in found}
        self.items = dict(_items(items)) if items else {}


def _items(slugs):
    if len(slugs) == 1:
        return ITEM(slug=next(iter(slugs)))
    return Item.objects.filter(slug__in=slugs).values_list("slug", "pk")


def _text(sent, name):
    value = sent.get(name) if isinstance(sent, dict) else None
    return value if isinstance(value, str) else None


def _texts(entries, name):
    return {_text(sent, name) for sent in entries} - {None}


def _slugs(entries, name):
    """What looks like a slug; no database is asked for the rest, which some cannot even read."""
    return {text for text in _texts(entries, name) if SLUG.fullmatch(text)}


def _entry(sent, books, today):
    if type(sent) is not dict or set(sent) not in SHAPES:
        raise EntryRefused("", _("This entry does not have the fields of an entry."))
    uuid = _uuid(sent["uuid"])
    jurisdiction_id, zip_code = _place(sent, books)
    return LogEntry(
        uuid=uuid,
        handed_out_on=_day(sent["handed_out_on"], today),
        jurisdiction_id=jurisdiction_id,
        zip_code=zip_code,
        item_id=_item(sent["item"], books),
        items=_number(sent, "items", 1, MOST_KITS, lambda: say_kits_at_a_time(MOST_KITS)),
        people_trained=_number(sent, "people_trained", 0, MOST_TRAINED, lambda: say_people_trained(MOST_TRAINED)),
    )


def _uuid(text):
    try:
        uuid = UUID(text) if isinstance(text, str) else None
    except ValueError:
        uuid = None
    if uuid is None or uuid.version != 4 or uuid.variant != RFC_4122 or str(uuid) != text.lower():
        raise EntryRefused("uuid", _("This entry needs a random identifier of its own (UUID version 4)."))
    return uuid


def _day(text, today):
    try:
        if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise EntryRefused("handed_out_on", _("There is no such day.")) from None
    try:
        within_a_year(day, today=today)
    except CellRefused as refusal:
        raise EntryRefused("handed_out_on", str(refusal)) from refusal
    return day


def _place(sent, books):
    if "jurisdiction" in sent:
        named = sent["jurisdiction"]
        if not isinstance(named, str) or named not in books.counties:
            raise EntryRefused("jurisdiction", _("There is no such county."))
        return books.counties[named], ""
    typed = sent["zip_code"]
    if isinstance(typed, str) and typed in books.located.refused:
        raise EntryRefused("zip_code", books.located.refused[typed])
    if not isinstance(typed, str) or not ZIP_CODE.fullmatch(typed):
        raise EntryRefused("zip_code", _("Enter the five digits of the ZIP code."))
    place = books.located.places[typed]
    return place.jurisdiction.pk, place.zip_code


def _item(slug, books):
    if not isinstance(slug, str) or slug not in books.items:
        raise EntryRefused("item", _("There is no such item."))
    return books.items[slug]


def _number(sent, field, low, high, sentence):
    """The whole number in a field; the `sentence` of a refusal is made only where there is one."""
    value = sent[field]
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise EntryRefused(field, sentence())
    return value
