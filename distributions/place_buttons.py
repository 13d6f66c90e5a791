"""Which places an agency could give a button on its terminals: where it leaves kits, else where it works."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from agencies.models import Agency, PlacePreset, ZipCode
from agencies.periods import add_months, month_of
from agencies.querysets.terminals import zip_codes_served_by
from distributions.by_place import places_of

MONTHS = 12


class SuggestedPlace(NamedTuple):
    """A ZIP code, and how often its own log says kits were left there in the last twelve months."""

    zip_code: ZipCode
    visits: int


def suggest_places(agency: Agency, *, today: date) -> list[SuggestedPlace]:
    """Return the places that fit on the terminals beside the buttons there are, the likeliest first.

    Those of the agency's own log come first, most visits first. Then come ZIP codes of its counties: of a town that
    its name names, and after that of the towns with the most ZIP codes, which stand for the most people where nothing
    says how many live in one. A number of queries that does not grow.
    """
    taken = set(PlacePreset.objects.filter(agency=agency).values_list("zip_code", flat=True))
    visits = visits_by_zip(agency, today=today)
    logged = ZipCode.objects.filter(pk__in=visits, kind=ZipCode.Kind.STANDARD, too_small=False)
    found = sorted(logged, key=lambda place: (-visits[place.pk], place.pk))
    found += likeliest_first(zip_codes_served_by(agency), name=agency.name)
    fresh = {place.pk: place for place in found if place.pk not in taken}
    return [SuggestedPlace(place, visits.get(place.pk, 0)) for place in fresh.values()][
        : PlacePreset.MOST - len(taken)
    ]


def visits_by_zip(agency: Agency, *, today: date) -> dict[str, int]:
    """Return {ZIP code: visits} of the last twelve months, as the agency's own log has them."""
    month = month_of(today)
    lines = places_of(agency, first=add_months(month, 1 - MONTHS), last=month)
    return {line.zip_code: line.figures.handouts for line in lines if line.zip_code and line.figures.handouts > 0}


def likeliest_first(places, *, name: str) -> list[ZipCode]:
    """Return these ZIP codes: of a town in `name` first, then of towns with many, then by number."""
    places = list(places)
    sizes = Counter(place.name for place in places)
    words = f" {name.casefold()} "

    def rank(place):
        is_named = bool(place.name) and f" {place.name.casefold()} " in words
        return (not is_named, -sizes[place.name], place.name, place.pk)

    return sorted(places, key=rank)
