"""What a typed ZIP code means as a place to count under. What was typed is put into no message and no log."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.models import Jurisdiction, ZipCode
from agencies.sql.questions import Question

NAMED = Question(
    lambda code: ZipCode.objects.select_related("jurisdiction").filter(zip=code), code=ZipCode._meta.get_field("zip")
)


class PlaceRefused(ValueError):
    """A ZIP code that cannot be one. Its text is the sentence for the person who typed it."""


@dataclass(frozen=True)
class Place:
    """Where kits are counted: under a jurisdiction, and under a ZIP code unless that is ""."""

    jurisdiction: Jurisdiction
    zip_code: str = ""


@dataclass(frozen=True)
class Located:
    """The answer to a batch: each text that was asked for is a key of exactly one of the two."""

    places: dict[str, Place]
    refused: dict[str, str]


def clean_zip(text: str) -> str:
    """Return the five digits of a ZIP code; raise `PlaceRefused` for anything else.

    The four digits after a ZIP code are a street: they are refused, never dropped in silence.
    """
    typed = text.strip()
    if re.fullmatch(r"[0-9]{5}[^0-9]*[0-9]{4}", typed):
        raise PlaceRefused(_("Enter only the first five digits."))
    if not re.fullmatch(r"[0-9]{5}", typed):
        raise PlaceRefused(_("Enter the five digits of the ZIP code."))
    if typed == "00000":
        raise PlaceRefused(no_such_zip())
    return typed


def locate(zip_codes: Iterable[str], *, state: str) -> Located:
    """Find the places of typed ZIP codes, each alone: a refused one does not touch the others.

    A ZIP code of post office boxes, of one organization, of the military, or too small to be named is counted
    under its county only. One that no table knows is counted under "Unknown or out of state" of `state`, as
    long as some ZIP code begins with its three digits. One query, and two more if there are unknown ones
    (SQLite asks for very many ZIP codes in parts). Raises
    `Jurisdiction.DoesNotExist` before `load_places`: nothing real may be refused for want of places.
    """
    cleaned, refused = clean_each(zip_codes)
    known = _look_up(set(cleaned.values()))
    unknown = {code for code in cleaned.values() if code not in known}
    prefixes = ZipCode.objects.with_prefix_among(code[:3] for code in unknown) if unknown else set()
    elsewhere = elsewhere_of(state) if unknown else None
    places = {}
    for text, code in cleaned.items():
        if code in known:
            row = known[code]
            places[text] = Place(row.jurisdiction, code if row.may_be_named else "")
        elif elsewhere and code[:3] in prefixes:
            places[text] = Place(elsewhere)
        else:
            refused[text] = no_such_zip()
    return Located(places, refused)


def _look_up(codes: set[str]) -> dict[str, ZipCode]:
    """Return the ZIP codes that a table knows, by their digits."""
    if len(codes) == 1:
        return {row.zip: row for row in NAMED(code=next(iter(codes)))}
    return ZipCode.objects.select_related("jurisdiction").in_bulk(codes)


def locate_one(text: str, *, state: str) -> Place:
    """Return the place of one typed ZIP code as `locate` does; raise `PlaceRefused`."""
    located = locate([text], state=state)
    if text in located.refused:
        raise PlaceRefused(located.refused[text])
    return located.places[text]


def elsewhere_of(state: str) -> Jurisdiction:
    """Return a state's "Unknown or out of state"; raise `Jurisdiction.DoesNotExist` before `load_places`."""
    return Jurisdiction.objects.get(state=state, kind=Jurisdiction.Kind.ELSEWHERE)


def not_known_of(state: str) -> Jurisdiction:
    """Return a state's "County not known"; raise `Jurisdiction.DoesNotExist` before `load_places`."""
    return Jurisdiction.objects.get(state=state, kind=Jurisdiction.Kind.NOT_KNOWN)


def clean_each(zip_codes: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return (text → five digits, text → refusal)."""
    cleaned, refused = {}, {}
    for text in zip_codes:
        try:
            cleaned[text] = clean_zip(text)
        except PlaceRefused as refusal:
            refused[text] = str(refusal)
    return cleaned, refused


def no_such_zip() -> str:
    return _("No ZIP code begins with these three digits. Check the five digits.")
