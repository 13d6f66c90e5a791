"""The ZIP codes of an agency's counties and of those beside them, small enough for a terminal without a network."""

from collections import defaultdict
from functools import reduce
from math import cos, radians
from operator import or_

from django.db.models import Max, Min, Q

from agencies.models import Jurisdiction, ZipCode
from distributions.offer import counties_of

BESIDE = 0.2  # Degrees of latitude, about 14 miles: two counties so near have a border, or nearly.
MILES_SHRINK_UNTIL = 80  # No place is nearer to a pole than this latitude.


def towns_of(agency):
    """Return {county's slug: its towns} for the counties that `agency` serves, and under "near", where there are
    any, {county's slug: [what people call it, its towns]} for those beside them.

    Towns are {town: [its ZIP codes that are named, those counted under the county only]}, and as a third, where
    there are any, the ZIP codes for which the town is another name. Each list of ZIP codes is one text, parted by
    spaces: "12202 12203". A town without a name is "". All are in order. Four queries, however many there are.
    """
    own = counties_of(agency)
    near = counties_beside(own)
    found = towns_in([*own, *near])
    told = {county.slug: found[county.pk] for county in own}
    return told | ({"near": {county.slug: [county.label, found[county.pk]] for county in near}} if near else {})


def towns_in(counties):
    """Return {county's id: its towns} of `counties`, as `towns_of` has them."""
    found: dict[int, defaultdict[str, tuple[list, list, list]]] = {
        county.pk: defaultdict(lambda: ([], [], [])) for county in counties
    }
    for place in ZipCode.objects.filter(jurisdiction__in=counties).order_by("name", "zip"):
        towns = found[place.jurisdiction_id]
        named, folded, _also = towns[place.name]
        (named if place.may_be_named else folded).append(place.zip)
        for name in filter(None, place.other_names.split("|")):
            towns[name][2].append(place.zip)
    return {county: _as_texts(towns) for county, towns in found.items()}


def _as_texts(towns):
    return {
        town: [" ".join(named), " ".join(folded), *([" ".join(also)] if also else [])]
        for town, (named, folded, also) in sorted(towns.items())
    }


def counties_beside(counties):
    """Return the counties that have a ZIP code in the box around the ZIP codes of one of `counties`, or close to it.

    The data has no borders. What it places wrongly is offered as outside the area, no more. A county of which no
    coordinates were loaded is beside none.
    """
    corners = (Min("latitude"), Max("latitude"), Min("longitude"), Max("longitude"))
    placed = ZipCode.objects.filter(jurisdiction__in=counties, latitude__isnull=False).order_by()
    boxes = placed.values_list("jurisdiction").annotate(*corners)
    close = [_close_to(*box) for _county, *box in boxes]
    if not close:
        return []
    there = ZipCode.objects.filter(reduce(or_, close)).values("jurisdiction")
    others = Jurisdiction.objects.real_places().filter(pk__in=there)
    return list(others.exclude(pk__in=[county.pk for county in counties]).order_by("state", "name"))


def _close_to(south, north, west, east):
    across = BESIDE / cos(radians(min(abs(north), MILES_SHRINK_UNTIL)))
    return Q(latitude__range=(south - BESIDE, north + BESIDE), longitude__range=(west - across, east + across))
