"""What a terminal is told beyond its own towns: other names of a ZIP code, and the counties beside the agency's."""

import re

import pytest

from agencies import place_data
from agencies.models import Jurisdiction, ZipCode
from distributions.towns import towns_of
from tests.distributions.terminal.test_shell import SOURCES

PLACED = {"12207": (42.65, -73.76), "12205": (42.72, -73.82), "12180": (42.73, -73.67), "12303": (42.77, -73.94)}
NAMES = {"12205": "Colonie|Roessleville", "12210": "Colonie"}


@pytest.fixture
def placed(counties):
    for zip_code, (latitude, longitude) in PLACED.items():
        ZipCode.objects.filter(zip=zip_code).update(latitude=latitude, longitude=longitude)
    for zip_code, names in NAMES.items():
        ZipCode.objects.filter(zip=zip_code).update(other_names=names)
    return counties


def test_other_names_stand_beside_the_zip_codes_that_they_are_for(agency, placed):
    towns = towns_of(agency)["ny-albany"]

    assert towns["Colonie"] == ["", "", "12205 12210"]
    assert towns["Roessleville"] == ["", "", "12205"]
    assert towns["Albany"] == ["12202 12203 12204 12205 12206 12207 12208 12209 12210", "12201 12222"]


def test_counties_beside_the_agencys_are_told_apart_from_its_own(agency, placed):
    agency.also_serves.add(placed["Schenectady"])

    told = towns_of(agency)

    assert list(told) == ["ny-albany", "ny-schenectady", "near"]
    assert list(told["near"]) == ["ny-rensselaer"]
    assert told["near"]["ny-rensselaer"][0] == "Rensselaer County"
    assert "12180" in told["near"]["ny-rensselaer"][1]["Troy"][0].split()


def test_county_far_away_or_without_coordinates_is_beside_none(agency, placed):
    ZipCode.objects.filter(zip="12180").update(latitude=44.0)

    assert list(towns_of(agency)["near"]) == ["ny-schenectady"]


@pytest.mark.parametrize(
    ("state", "county", "beside"),
    [
        ("NY", "Albany", {"Rensselaer", "Schenectady", "Saratoga", "Greene", "Columbia", "Schoharie"}),
        ("NY", "Essex", {"Franklin", "Clinton", "Hamilton", "Warren", "Washington"}),
        ("NY", "Nassau", {"Queens", "Suffolk"}),
        ("MD", "Montgomery", {"Prince George's", "Howard", "Frederick"}),
        ("CA", "San Diego", {"Orange", "Riverside", "Imperial"}),
    ],
)
def test_neighbors_of_real_counties_are_found(agency, state, county, beside):
    rows = [row for row in place_data.zip_rows() if row.state == state and row.county]
    fill_with_coordinates(rows)
    agency.jurisdiction = ZipCode.objects.filter(jurisdiction__name=f"Real {county}").first().jurisdiction

    near = towns_of(agency)["near"]

    assert {f"Real {name} County" for name in beside} - {label for label, _towns in near.values()} == set()


def fill_with_coordinates(rows):
    """Put the real ZIP codes `rows` into the table under counties whose names say that they are real."""
    names = {row.county.name for row in rows}
    counties = {
        name: Jurisdiction(slug=f"real-{number}", state="US", name=f"Real {name}", kind="county")
        for number, name in enumerate(sorted(names))
    }
    Jurisdiction.objects.bulk_create(counties.values())
    ZipCode.objects.filter(zip__in=[row.zip for row in rows]).delete()
    ZipCode.objects.bulk_create(
        ZipCode(
            zip=row.zip,
            jurisdiction=counties[row.county.name],
            kind=row.kind,
            name=row.town,
            latitude=row.latitude,
            longitude=row.longitude,
        )
        for row in rows
    )


def test_every_accepted_name_of_the_data_finds_its_zip_codes(agency, counties):
    rows = {
        row.zip: row
        for row in place_data.zip_rows()
        if row.county and row.county.name == "Albany" and row.state == "NY"
    }
    for zip_code, row in rows.items():
        ZipCode.objects.update_or_create(
            zip=zip_code,
            defaults={
                "jurisdiction": counties["Albany"],
                "kind": row.kind,
                "name": row.town,
                "other_names": "|".join(row.other_names),
            },
        )

    towns = towns_of(agency)["ny-albany"]

    assert (towns["Colonie"][2], "12211" in towns["Loudonville"][2]) == ("12203 12205", True)
    for row in rows.values():
        assert [name for name in row.other_names if row.zip not in towns[name][2]] == []


def test_terminal_knows_every_prefix_that_no_zip_code_has():
    listed = " ".join(re.findall(r'"([\d \-]+)"', SOURCES["prefixes"]))
    ranges = [(part[:3], part[-3:]) for part in listed.split()]
    none = {f"{number:03}" for first, last in ranges for number in range(int(first), int(last) + 1)}

    assert none == {f"{number:03}" for number in range(1000)} - {row.zip[:3] for row in place_data.zip_rows()}
