"""Loading the places under which kits are counted."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import chain

from django.db import transaction
from django.utils.text import slugify

from agencies import place_data
from agencies.actions.refusals import Refused
from agencies.models import Jurisdiction, Program, ZipCode
from agencies.sql.rows import store_rows

REFRESHED = ("kind", "name", "other_names", "latitude", "longitude")
UNPLACED = {
    Jurisdiction.Kind.NOT_KNOWN: "County not known",
    Jurisdiction.Kind.ELSEWHERE: "Unknown or out of state",
}


class PlacesRefused(Refused):
    """The places cannot be loaded as asked; its text is one sentence."""


@dataclass
class PlacesLoaded:
    """What a load did; `moved` are the ZIP codes that the data has in another county than the table."""

    jurisdictions: int = 0
    added: int = 0
    changed: int = 0
    moved: list[str] = field(default_factory=list)


@transaction.atomic
def load_places(*, states: Collection[str] | None = None) -> PlacesLoaded:
    """Load all counties and ZIP codes of the United States, or do nothing at all; again changes nothing.

    `states` (two-letter codes, None for all) limits only town names and coordinates: elsewhere those columns
    are left as they are. A ZIP code never changes its county here, because one period must not have it in
    two: the difference is returned and the table keeps what it has. `too_small` is never touched, and
    nothing is deleted. Raises `PlacesRefused` for a code in `states` that no state has.
    """
    unknown = sorted(set(states or ()) - place_data.states())
    if unknown:
        raise PlacesRefused(f"{unknown[0]} is not a state; give two-letter codes such as NY,MD,CA.")
    loaded = PlacesLoaded()
    jurisdictions = load_jurisdictions(loaded)
    load_zip_codes(loaded, jurisdictions, detailed=states)
    for state in Program.objects.order_by("state").values_list("state", flat=True).distinct():
        mark_places(state=state)
    return loaded


def load_jurisdictions(loaded: PlacesLoaded) -> dict[tuple[str, str], int]:
    """Add the jurisdictions that are missing; return the id of each by state and name."""
    counties = {row.county for row in place_data.zip_rows() if row.county}
    known = set(Jurisdiction.objects.values_list("state", "name"))
    wanted = chain(
        ((county.state, county.name, county.kind) for county in sorted(counties)),
        ((state, name, kind) for state in sorted(place_data.states()) for kind, name in UNPLACED.items()),
    )
    new = [
        Jurisdiction(
            slug=slug_of(state, name, kind),
            state=state,
            name=name,
            kind=kind,
            fips=place_data.county_codes().get(slug_of(state, name, kind), ""),
        )
        for state, name, kind in wanted
        if (state, name) not in known
    ]
    Jurisdiction.objects.bulk_create(new)
    loaded.jurisdictions = len(new)
    set_county_codes()
    return {(state, name): id for state, name, id in Jurisdiction.objects.values_list("state", "name", "id")}


def set_county_codes() -> None:
    """Write down the federal code of each county that has none yet."""
    codes = place_data.county_codes()
    bare = [place for place in Jurisdiction.objects.filter(fips="") if place.slug in codes]
    for place in bare:
        place.fips = codes[place.slug]
    Jurisdiction.objects.bulk_update(bare, ["fips"], batch_size=500)


def slug_of(state: str, name: str, kind: str) -> str:
    """Return "ny-albany", "md-baltimore-city", or "ny-not-known" and "ny-elsewhere" for the unplaced."""
    return slugify(f"{state} {kind.replace('_', '-') if kind in UNPLACED else name}")


def load_zip_codes(
    loaded: PlacesLoaded, jurisdictions: dict[tuple[str, str], int], *, detailed: Collection[str] | None
) -> None:
    table = ZipCode.objects.values_list("zip", "jurisdiction_id", *REFRESHED)
    present = {zip_code: (home, columns) for zip_code, home, *columns in table}
    rows = []
    for row in place_data.zip_rows():
        county = row.county.name if row.county else UNPLACED[Jurisdiction.Kind.NOT_KNOWN]
        home = jurisdictions[row.state, county]
        old_home, old = present.get(row.zip, (home, None))
        if old_home != home:
            loaded.moved.append(row.zip)
        fresh = [row.kind, *(old[1:] if old else ("", "", None, None))]
        if detailed is None or row.state in detailed:
            fresh = [row.kind, row.town, "|".join(row.other_names), row.latitude, row.longitude]
        if fresh != old:
            rows.append((row.zip, home, False, *fresh))
            loaded.changed += bool(old)
    names = ("zip", "jurisdiction_id", "too_small", *REFRESHED)
    store_rows(ZipCode, key=("zip",), names=names, refresh=REFRESHED, rows=rows)
    loaded.added = len(rows) - loaded.changed


def mark_places(*, state: str) -> None:
    """Write down what the programs of a state say about its places: regions, and ZIP codes too small to name.

    Regions follow the packs; a ZIP code once marked too small stays so until the operator decides otherwise.
    """
    regions: dict[str, str] = {}
    too_small: list[str] = []
    for program in Program.objects.in_state(state):
        too_small += program.pack["too_small_zip_codes"]
        for region in program.pack["regions"]:
            regions |= dict.fromkeys(region["counties"], region["name"])
    stale = []
    for jurisdiction in Jurisdiction.objects.in_state(state):
        region_name = regions.get(jurisdiction.name, "")
        if jurisdiction.region != region_name:
            jurisdiction.region = region_name
            stale.append(jurisdiction)
    Jurisdiction.objects.bulk_update(stale, ["region"])
    ZipCode.objects.filter(zip__in=too_small, too_small=False).update(too_small=True)
