"""Counties and ZIP codes of the United States as the installed `zipcodes` package has them, put in order.

Reading it takes about a second and 150 MB: only commands that load places or programs do.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import zipcodes

# The county codes of the federal standard INCITS 31, which the Census Bureau publishes and which are free of rights.
CODES = Path(__file__).parent / "county_codes.txt"
KINDS = {"STANDARD": "standard", "PO BOX": "po_box", "UNIQUE": "unique", "MILITARY": "military"}
DESIGNATIONS = ("county", "municipio", "municipality")
OTHER_SPELLINGS = {
    "city and borough of juneau": "juneau city and borough",
    "municipality of anchorage": "anchorage municipality",
}


@dataclass(frozen=True, order=True)
class CountyRow:
    """A county or independent city: "Albany", "Baltimore City", "Orleans Parish"."""

    state: str
    name: str
    kind: str


@dataclass(frozen=True)
class ZipRow:
    """One ZIP code; `county` is None where the data has none, coordinates are None where it has 0.0.

    `other_names` are the further place names that the Postal Service accepts for it: ("Colonie", "Roessleville").
    """

    zip: str
    state: str
    county: CountyRow | None
    kind: str
    town: str
    other_names: tuple[str, ...]
    latitude: float | None
    longitude: float | None


@cache
def zip_rows() -> tuple[ZipRow, ...]:
    """Return all ZIP codes in order."""
    rows = sorted(zipcodes.list_all(), key=lambda row: row["zip_code"])
    counties = match_spellings((row["state"], row["county"]) for row in rows if row["county"])
    return tuple(
        ZipRow(
            zip=row["zip_code"],
            state=row["state"],
            county=counties.get((row["state"], row["county"])),
            kind=KINDS[row["zip_code_type"]],
            town=row["city"],
            other_names=tuple(sorted(set(row["acceptable_cities"]) - {row["city"]})),
            latitude=float(row["lat"]) or None,
            longitude=float(row["long"]) or None,
        )
        for row in rows
    )


@cache
def states() -> frozenset[str]:
    """Return the codes of all states, territories and military posts."""
    return frozenset(row.state for row in zip_rows())


@cache
def county_names(state: str) -> frozenset[str]:
    """Return the names of a state's counties and independent cities; empty for a state that is none."""
    return frozenset(row.county.name for row in zip_rows() if row.state == state and row.county)


@cache
def county_codes() -> dict[str, str]:
    """Return the five-digit code of each county, by the slug of its jurisdiction."""
    lines = (line.split() for line in CODES.read_text().splitlines())
    return {slug: code for code, slug in lines}


def match_spellings(spelled: Iterable[tuple[str, str]]) -> dict[tuple[str, str], CountyRow]:
    """Return the county that each (state, spelling) means: spellings that differ in case and dots are one."""
    spellings = defaultdict(set)
    for state, spelling in spelled:
        spellings[state, spelling_key(spelling)].add(spelling)
    for state, key in sorted(spellings):
        for full in (f"{key} {designation}" for designation in DESIGNATIONS):
            if (state, full) in spellings and (state, key) in spellings:
                spellings[state, full] |= spellings.pop((state, key))
    return {
        (state, spelling): county_named(state, max(same, key=by_care))
        for (state, _key), same in spellings.items()
        for spelling in same
    }


def spelling_key(spelling: str) -> str:
    key = spelling.casefold().replace(".", "")
    return OTHER_SPELLINGS.get(key, key)


def by_care(spelling: str) -> tuple[int, int, int, str]:
    """Rank spellings: full before bare, "St. Mary's" before "St Mary's", "DeKalb" before "Dekalb"."""
    designated = spelling.casefold().endswith(DESIGNATIONS)
    return designated, spelling.count("."), sum(letter.isupper() for letter in spelling), spelling


def county_named(state: str, spelling: str) -> CountyRow:
    if spelling.endswith(" County"):
        return CountyRow(state, spelling.removesuffix(" County"), "county")
    if spelling.casefold().endswith(" city"):
        return CountyRow(state, spelling[: -len("city")] + "City", "city")
    return CountyRow(state, spelling, "county")
