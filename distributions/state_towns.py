"""The towns of a whole state, for whoever types ZIP codes from paper."""

from collections import defaultdict

from agencies.models import ZipCode


def towns_of_state(state: str) -> dict[str, dict[str, str]]:
    """Return {county as people read it: {town: its ZIP codes}}: "12202 12203". One query."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    places = ZipCode.objects.filter(jurisdiction__state=state).select_related("jurisdiction")
    for place in places.order_by("jurisdiction__name", "name", "zip"):
        found[place.jurisdiction.label][place.name].append(place.zip)
    return {county: {town: " ".join(zips) for town, zips in towns.items()} for county, towns in found.items()}
