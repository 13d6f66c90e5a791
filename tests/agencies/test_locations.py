"""Where an agency keeps kits."""

import pytest
from django.urls import reverse

from agencies.models import AuditEvent, Location


@pytest.fixture
def page(agency):
    return reverse("agencies:locations", kwargs={"slug": agency.slug})


@pytest.fixture
def station(agency):
    return Location.objects.create(agency=agency, name="North Station", kind="station")


def test_a_location_is_added(agency, alice, at, page):
    answer = at(alice).post(f"{page}add/", {"name": " South   Station ", "kind": "station", "par": "7"})

    made = agency.locations.get(kind="station")
    assert answer.url == page
    assert (made.name, made.par, made.parent) == ("South Station", None, None)
    assert AuditEvent.objects.get(what="location.added").by == alice


def test_a_vehicle_has_its_station_and_its_number(agency, alice, at, page, station):
    at(alice).post(f"{page}add/", {"name": "Car 7", "kind": "vehicle", "parent": station.pk, "par": "4"})

    car = agency.locations.get(kind="vehicle")
    assert (car.parent, car.par) == (station, 4)
    assert "North Station" in at(alice).get(page).content.decode()


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({"kind": "station"}, {"name": ["Enter a name."]}),
        ({"name": "North"}, {"kind": ["Choose what kind of location it is."]}),
        (
            {"name": "storeroom", "kind": "storeroom"},
            {"name": ["Your agency has a location with this name already."]},
        ),
        (
            {"name": "Car 7", "kind": "vehicle"},
            {
                "parent": ["Choose the station that the vehicle belongs to."],
                "par": ["Enter how many kits the vehicle should carry."],
            },
        ),
    ],
)
def test_a_location_is_refused_at_its_field(agency, alice, at, page, said, errors):
    answer = at(alice).post(f"{page}add/", said)

    assert answer.context["form"].errors == errors
    assert agency.locations.count() == 1


def test_a_vehicle_of_another_agencys_station_is_refused(agency, stranger, alice, at, page):
    theirs = stranger.main_location.pk

    answer = at(alice).post(f"{page}add/", {"name": "Car 7", "kind": "vehicle", "parent": theirs, "par": "4"})

    assert list(answer.context["form"].errors) == ["parent"]
    assert agency.locations.count() == 1


def test_a_location_gets_another_name(agency, alice, at, page):
    at(alice).post(f"{page}{agency.main_location.pk}/rename/", {"name": "Basement"})

    assert agency.locations.get().name == "Basement"
    assert AuditEvent.objects.get(what="location.renamed").details == {"before": "Storeroom"}


def test_a_taken_name_is_refused_and_the_old_one_stays(agency, alice, at, page, station):
    answer = at(alice).post(f"{page}{station.pk}/rename/", {"name": "STOREROOM"})

    station.refresh_from_db()
    assert answer.context["form"].errors == {"name": ["Your agency has a location with this name already."]}
    assert station.name == "North Station"


def test_the_main_location_is_a_storeroom_of_choice(agency, alice, at, page, told):
    second = Location.objects.create(agency=agency, name="Annex", kind="storeroom")

    answer = at(alice).post(f"{page}{second.pk}/main/")

    agency.refresh_from_db()
    assert told(answer) == ["Annex is the main location now."]
    assert agency.main_location == second


def test_a_station_is_no_main_location(agency, alice, at, page, station, told):
    before = agency.main_location

    answer = at(alice).post(f"{page}{station.pk}/main/")

    agency.refresh_from_db()
    assert told(answer) == ["The main location is a storeroom: choose one."]
    assert agency.main_location == before


@pytest.mark.parametrize("cars", [1, 4])
def test_the_page_costs_the_same_with_more_rows(
    agency, alice, at, page, station, cars, django_assert_num_queries, scope_queries
):
    for number in range(cars):
        Location.objects.create(agency=agency, name=f"Car {number}", kind="vehicle", parent=station, par=2)
    browser = at(alice)

    with django_assert_num_queries(4 + scope_queries):
        browser.get(page)
