"""A location is closed when nothing is kept or expected there, and opened again."""

import pytest
from django.urls import reverse

from agencies.actions.terminals import open_terminal, revoke
from agencies.models import AuditEvent, Location
from inventory.actions import tell_low
from inventory.refusals import StockLocationRefused
from tests.inventory.conftest import GOOD_UNTIL, told, words


@pytest.fixture
def press(client, agency, alice):
    """Press a location's button as Alice and return the answer: `press("close", station)`."""
    client.force_login(alice)

    def post(name, location):
        return client.post(reverse(f"agencies:location_{name}", args=[agency.slug, location.pk]))

    return post


@pytest.fixture
def shown(client, agency, alice):
    """The page of locations, in words."""
    client.force_login(alice)
    return lambda: words(client.get(reverse("agencies:locations", args=[agency.slug])))


def is_open(location):
    location.refresh_from_db()
    return location.closed_on is None


def test_an_empty_location_is_closed_and_stands_apart(press, shown, station, today):
    answer = press("close", station)

    station.refresh_from_db()
    assert told(answer) == ["Station 1 is closed. You can open it again below."]
    assert station.closed_on == today
    assert AuditEvent.objects.filter(what="location.closed", row=station.pk).count() == 1
    assert "Closed locations" in shown()


def test_a_closed_location_is_opened_again(press, shown, station):
    press("close", station)

    answer = press("reopen", station)

    assert told(answer)[-1] == "Station 1 is open again."
    assert is_open(station)
    assert "Closed locations" not in shown()


def test_stock_keeps_a_location_open_until_it_is_moved(press, stock, station, storeroom):
    stock.open(("A1", GOOD_UNTIL, 3), location=station)

    refused = press("close", station)

    assert told(refused) == [
        "3 items are still in stock at Station 1. Move them to another location or write them off first."
    ]
    assert is_open(station)
    stock.move("A1", 3, source=station, target=storeroom)
    press("close", station)
    assert not is_open(station)


def test_kits_that_no_stock_covered_keep_it_open_until_they_are_counted(press, stock, station):
    stock.open(("A1", GOOD_UNTIL, 1), location=station)
    stock.leave(3, location=station)

    refused = press("close", station)

    assert told(refused) == [
        "More was left at Station 1 than its stock held. Count there first, so that the books are even."
    ]
    assert is_open(station)
    stock.count(("A1", GOOD_UNTIL, 0), location=station)
    press("close", station)
    assert not is_open(station)


def test_a_terminal_in_use_keeps_it_open(agency, alice, press, station):
    terminal = open_terminal(agency=agency, location=station, label="Front desk", by=alice)

    refused = press("close", station)

    assert told(refused) == [
        "Kits can still be logged at Station 1. Close its terminals first, or move them: Front desk."
    ]
    assert is_open(station)
    revoke(terminal=terminal, by=alice)
    press("close", station)
    assert not is_open(station)


def test_its_vehicles_keep_it_open(press, station, car):
    refused = press("close", station)

    assert told(refused) == ["Vehicles belong to Station 1. Give them another station first, or close them: Car 12."]
    assert is_open(station)


def test_the_main_location_is_not_closed(press, storeroom):
    refused = press("close", storeroom)

    assert told(refused) == ["Storeroom is your main location. Choose another main location first."]
    assert is_open(storeroom)


def test_a_vehicle_waits_for_its_station_to_open_again(press, station, car):
    press("close", car)
    press("close", station)

    refused = press("reopen", car)

    assert told(refused)[-1:] == ["Open Station 1 again first: Car 12 is one of its vehicles."]
    assert not is_open(car)


def test_what_was_told_there_is_settled(press, station, today):
    notice = tell_low(location=station, left=2, today=today).notice

    press("close", station)

    notice.refresh_from_db()
    assert notice.settled_on == today


def test_no_form_offers_a_closed_location(client, agency, press, shown, stock, station):
    stock.open(("A1", GOOD_UNTIL, 3))
    press("close", station)
    shown()

    pages = [reverse(f"inventory:{name}", args=[agency.slug]) for name in ("opening", "receive", "move", "count")] + [
        reverse("agencies:terminal_add", args=[agency.slug]),
        reverse("agencies:location_add", args=[agency.slug]),
        reverse("distributions:tracking_sheet", args=[agency.slug]),
    ]

    assert [page for page in pages if "Station 1" in client.get(page).content.decode()] == []


def test_a_delivery_to_a_location_that_was_closed_meanwhile_is_refused(press, stock, station):
    press("close", station)

    with pytest.raises(StockLocationRefused) as refusal:
        stock.receive("A1", 5, location=station)

    assert str(refusal.value) == "Station 1 is closed. Choose another location, or open it again first."
    assert stock.levels(station) == {}


def test_a_closed_name_is_said_to_be_a_closed_ones(client, agency, alice, press, station):
    press("close", station)

    answer = client.post(
        reverse("agencies:location_add", args=[agency.slug]), {"name": "Station 1", "kind": "station"}
    )

    assert answer.context["form"].errors == {
        "name": ["A closed location has this name: open it again, or choose another name."]
    }


def test_the_list_says_how_many_kits_to_bring(stock, shown, station):
    station.par = 10
    station.save()
    stock.open(("A1", GOOD_UNTIL, 4), location=station)

    assert "10 4 6" in shown()


def test_another_agency_is_told_nothing(client, stranger, agency, station):
    client.force_login(stranger.memberships.get().user)

    for name in ("close", "reopen"):
        address = reverse(f"agencies:location_{name}", args=[stranger.slug, station.pk])
        assert client.post(address).status_code == 404
    assert is_open(station)
    assert Location.objects.filter(closed_on__isnull=False).count() == 0
