"""The ZIP codes of an agency's counties, small enough to be kept by a terminal that has no network."""

from collections import defaultdict

from agencies.models import ZipCode
from distributions.offer import counties_of


def towns_of(agency):
    """Return {county's slug: {town: [its ZIP codes that are named, those counted under the county only]}}.

    Each list of ZIP codes is one text, parted by spaces: "12202 12203". A town without a name is "". Towns and ZIP
    codes are in order. Two queries, however many there are.
    """
    counties = {county.pk: county.slug for county in counties_of(agency)}
    found: dict[str, defaultdict[str, tuple[list, list]]] = {
        slug: defaultdict(lambda: ([], [])) for slug in counties.values()
    }
    for place in ZipCode.objects.filter(jurisdiction__in=counties).order_by("name", "zip"):
        named, folded = found[counties[place.jurisdiction_id]][place.name]
        (named if place.may_be_named else folded).append(place.zip)
    return {slug: _as_texts(towns) for slug, towns in found.items()}


def _as_texts(towns):
    return {town: [" ".join(named), " ".join(folded)] for town, (named, folded) in towns.items()}
