"""Where an agency keeps kits."""

import pytest
from django.db import connection
from django.urls import reverse

from agencies.actions.terminals import open_terminal
from agencies.models import AuditEvent, Location
from tests.inventory.conftest import told


@pytest.fixture
def page(agency):
    return reverse("agencies:locations", kwargs={"slug": agency.slug})


@pytest.fixture
def station(agency):
    return Location.objects.create(agency=agency, name="North Station", kind="station")


@pytest.fixture
def scope_queries():
    return 3 if connection.vendor == "postgresql" else 0


@pytest.fixture
def at(client):
    """A browser in which somebody is signed in: `at(alice)`."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_a_location_is_added(agency, alice, at, page):
    answer = at(alice).post(f"{page}add/", {"name": " South   Station ", "kind": "station", "par": "7"})

    made = agency.locations.get(kind="station")
    assert answer.url == page
    assert (made.name, made.par, made.parent) == ("South Station", 7, None)
    assert AuditEvent.objects.get(what="location.added").by == alice


def test_an_event_has_no_number_to_have(agency, alice, at, page):
    at(alice).post(f"{page}add/", {"name": "County Fair", "kind": "event", "par": "7"})

    assert agency.locations.get(kind="event").par is None


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
        ({"name": "North", "kind": "station", "par": "0"}, {"par": ["Enter a whole number from 1 to 9999."]}),
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


def test_all_of_a_location_is_changed_in_one_form(agency, alice, at, page, station):
    answer = at(alice).post(f"{page}{station.pk}/", {"name": "North", "kind": "storeroom", "par": "20"})

    station.refresh_from_db()
    assert answer.url == page
    assert (station.name, station.kind, station.par) == ("North", "storeroom", 20)
    assert AuditEvent.objects.get(what="location.renamed").details == {"before": "North Station"}
    assert AuditEvent.objects.get(what="location.changed").details == {"before": {"kind": "station", "par": None}}


def test_a_location_sent_as_it_is_leaves_no_trail(agency, alice, at, page, station):
    at(alice).post(f"{page}{station.pk}/", {"name": "North Station", "kind": "station"})

    assert not AuditEvent.objects.filter(what__startswith="location.").exists()


def test_a_vehicle_moves_to_another_station(agency, alice, at, page, station):
    car = Location.objects.create(agency=agency, name="Car 7", kind="vehicle", parent=station, par=4)
    home = agency.main_location

    at(alice).post(f"{page}{car.pk}/", {"name": "Car 7", "kind": "vehicle", "parent": home.pk, "par": "6"})

    car.refresh_from_db()
    assert (car.parent, car.par) == (home, 6)


def test_a_taken_name_is_refused_and_the_old_one_stays(agency, alice, at, page, station):
    answer = at(alice).post(f"{page}{station.pk}/", {"name": "STOREROOM", "kind": "station"})

    station.refresh_from_db()
    assert answer.context["form"].errors == {"name": ["Your agency has a location with this name already."]}
    assert station.name == "North Station"


def test_a_station_does_not_become_a_vehicle(agency, alice, at, page, station):
    home = agency.main_location.pk

    at(alice).post(f"{page}{station.pk}/", {"name": "North", "kind": "vehicle", "parent": home, "par": "4"})

    station.refresh_from_db()
    assert (station.name, station.kind) == ("North Station", "station")


def test_the_main_location_stays_a_storeroom(agency, alice, at, page):
    answer = at(alice).post(f"{page}{agency.main_location.pk}/", {"name": "Storeroom", "kind": "station"})

    agency.main_location.refresh_from_db()
    assert answer.context["form"].errors == {
        "kind": ["This is your main location, and that is a storeroom. Choose another main location first."]
    }
    assert agency.main_location.kind == "storeroom"


def test_a_station_with_a_terminal_may_become_an_event(agency, alice, at, page, station):
    open_terminal(agency=agency, location=station, by=alice)

    answer = at(alice).post(f"{page}{station.pk}/", {"name": "North Station", "kind": "event"})

    station.refresh_from_db()
    assert answer.status_code == 302
    assert station.kind == "event"


def test_the_main_location_is_a_storeroom_of_choice(agency, alice, at, page):
    second = Location.objects.create(agency=agency, name="Annex", kind="storeroom")

    answer = at(alice).post(f"{page}{second.pk}/main/")

    agency.refresh_from_db()
    assert told(answer) == ["Annex is the main location now."]
    assert agency.main_location == second


def test_a_station_is_no_main_location(agency, alice, at, page, station):
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

    with django_assert_num_queries(5 + scope_queries):
        browser.get(page)
