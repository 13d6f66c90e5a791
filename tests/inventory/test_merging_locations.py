"""A location that was made twice becomes a part of the other one, and no figure of the agency changes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies.actions.locations import LocationRefused
from agencies.actions.terminals import open_terminal
from agencies.models import AuditEvent, Location
from agencies.trail import what_happened_in
from inventory import actions
from inventory.models import LateUse, LedgerEntry, LowStockNotice, Shortfall, StockLevel, StockMovement, StockUse
from inventory.querysets import closing_by_item, flow, journal
from tests.inventory.conftest import GOOD_UNTIL, LATER, told, words

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
COUNTED = date(2026, 10, 20)
AFTER = date(2026, 10, 25)


@pytest.fixture
def twin(agency):
    """The station once more, under another name."""
    return Location.objects.create(agency=agency, name="Station One", kind="station", par=8)


@pytest.fixture
def both(stock, station, twin):
    """Stock in the station and in its twin, with a count, late use, shortfalls and kits left at both."""
    stock.open(("A1", GOOD_UNTIL, 20), location=station, on=OCTOBER)
    stock.leave(2, on=date(2026, 10, 12), location=station)
    stock.count(("A1", GOOD_UNTIL, 15), location=station, on=COUNTED)
    stock.leave(1, on=date(2026, 10, 13), location=station)
    stock.receive("A1", 4, location=twin, on=AFTER)
    stock.receive("B2", 3, location=twin, expires_on=LATER, on=AFTER)
    stock.leave(10, on=date(2026, 10, 28), location=twin)
    stock.leave(3, on=date(2026, 11, 2), location=station)
    stock.move("A1", 2, source=station, target=twin, on=date(2026, 11, 3))
    return stock


@pytest.fixture
def merge(agency, alice, today):
    return lambda old, new: actions.merge_location(location=old, into=new, by=alice, today=today)


def sums(model, agency, *names):
    """What the agency has of `model`, added up over its locations by `names`."""
    found = {}
    for *key, quantity in model.objects.filter(agency=agency).values_list(*names, "quantity"):
        found[tuple(key)] = found.get(tuple(key), 0) + quantity
    return {key: quantity for key, quantity in found.items() if quantity}


def figures(agency):
    """Everything of an agency that is a figure, whatever the location: by lot, item and month."""
    return {
        "levels": sums(StockLevel, agency, "lot__number"),
        "moved": sums(StockMovement, agency, "lot__number", "reason", "on"),
        "use": sums(StockUse, agency, "lot__number", "posted_month"),
        "late": sums(LateUse, agency, "lot__number", "posted_month"),
        "short": sums(Shortfall, agency, "item__slug", "posted_month"),
        "closing": [closing_by_item(agency, month) for month in (OCTOBER, NOVEMBER)],
        "flow": [flow(agency, month, month) for month in (OCTOBER, NOVEMBER)],
    }


def rows_at(location):
    """How many rows name a location, by their model."""
    models = (StockLevel, StockMovement, StockUse, LateUse, Shortfall, LedgerEntry, LowStockNotice)
    return {model.__name__: model.objects.filter(location=location).count() for model in models}


def test_no_figure_of_the_agency_changes_and_the_ledger_closes(agency, both, merge, station, twin):
    before = figures(agency)
    assert before["levels"] == {("A1",): 10}
    assert all(before.values())

    merge(twin, station)

    assert figures(agency) == before
    assert both.closes()


def test_everything_names_the_one_that_remains(both, merge, kit, agency, station, twin, today):
    entries = LedgerEntry.objects.count()
    actions.tell_low(location=twin, left=2, today=today)

    merge(twin, station)

    assert set(rows_at(twin).values()) == {0}
    assert both.levels(station) == {"A1": 10}
    assert both.short(station) == 1
    assert LedgerEntry.objects.count() == entries
    assert journal(agency, kit, station)[0].closing == 10
    assert LowStockNotice.objects.get().location == station


def test_it_is_closed_with_a_line_in_the_trail(merge, station, twin, today):
    merge(twin, station)

    twin.refresh_from_db()
    assert (twin.closed_on, twin.merged_into) == (today, station)
    event = AuditEvent.objects.get(what="location.merged")
    assert (event.subject, event.row, event.details) == ("Station One", twin.pk, {"into": "Station 1"})
    assert what_happened_in(event) == "Location merged into another one: Station 1"


def test_terminals_vehicles_and_the_number_to_have_go_along(agency, alice, merge, station, twin):
    terminal = open_terminal(agency=agency, location=twin, label="Front desk", by=alice)
    car = Location.objects.create(agency=agency, name="Car 3", kind="vehicle", parent=twin, par=4)

    merge(twin, station)

    for row in (terminal, car, station):
        row.refresh_from_db()
    assert (terminal.location, terminal.status, car.parent, station.par) == (station, "active", station, 8)


def test_two_notices_of_one_day_are_one_that_is_open(alice, merge, station, twin, today):
    settled = actions.tell_low(location=station, left=5, today=today).notice
    actions.settle_low(notice=settled, by=alice, today=today)
    actions.tell_low(location=twin, left=3, today=today)

    merge(twin, station)

    notice = LowStockNotice.objects.get()
    assert (notice.location, notice.left, notice.settled_on) == (station, 3, None)


def test_what_was_merged_before_goes_on_to_the_last_one(agency, merge, station, twin):
    third = Location.objects.create(agency=agency, name="Station I", kind="station")
    merge(third, twin)

    merge(twin, station)

    third.refresh_from_db()
    assert third.merged_into == station


def test_kits_on_their_way_to_it_are_taken_at_the_one_that_remains(both, merge, station, twin):
    merge(twin, station)

    both.leave(5, location=twin)
    both.bring_back(1, location=twin)

    assert set(rows_at(twin).values()) == {0}
    assert both.levels(station) == {"A1": 5}
    assert both.short(station) == 0
    assert both.closes()


def test_what_was_typed_wrong_before_is_put_right_afterwards(alice, both, merge, station, today, twin):
    wrong = LedgerEntry.objects.get(kind="received", movements__lot__number="A1")
    merge(twin, station)

    right = {"location": station, "item": both.item, "number": "A1", "expires_on": GOOD_UNTIL, "on": AFTER}
    actions.put_right(entry=wrong, enter=actions.receive, quantity=14, today=today, by=alice, **right)

    assert sum(both.levels(station).values()) - both.short(station) == 10 - 1 + 10
    assert both.closes()


def test_what_was_counted_before_stays_counted_whatever_is_corrected(alice, both, merge, station, today, twin):
    opening = LedgerEntry.objects.get(kind="opening")
    merge(station, twin)

    actions.take_back_entry(entry=opening, today=today, by=alice)

    assert (both.levels(twin), both.short(twin)) == ({"A1": 10}, 1)
    assert both.closes()


def test_a_move_between_the_two_is_taken_back_for_nothing(alice, both, merge, station, today, twin):
    merge(twin, station)

    actions.take_back_entry(entry=LedgerEntry.objects.get(kind="moved"), today=today, by=alice)

    assert (both.levels(station), both.short(station)) == ({"A1": 10}, 1)
    assert both.closes()


def refusal_of(merge, old, new):
    before = rows_at(old)
    with pytest.raises(LocationRefused) as refused:
        merge(old, new)
    old.refresh_from_db()
    assert (rows_at(old), old.closed_on) == (before, None)
    return str(refused.value)


def test_the_main_location_remains(merge, storeroom, station):
    assert refusal_of(merge, storeroom, station) == (
        "Storeroom is your main location. Merge the other one into it, or choose another main location first."
    )


def test_a_vehicle_has_nothing_to_merge(merge, car, station):
    assert refusal_of(merge, car, station) == (
        "A vehicle has no stock of its own, so there is nothing to merge. Close it instead."
    )


def test_an_event_is_no_place_that_stays(agency, merge, station):
    fair = Location.objects.create(agency=agency, name="County Fair", kind="event")

    assert refusal_of(merge, fair, station).startswith("An event can only be merged into another event.")


def test_a_closed_or_foreign_one_is_none_to_merge_into(merge, station, stranger, today, twin):
    twin.closed_on = today
    twin.save()

    for other in (twin, stranger.main_location, station):
        assert refusal_of(merge, station, other) == "Choose another location that is in use."


def test_two_that_were_counted_apart_keep_their_books(both, merge, station, twin, today):
    both.count(("A1", GOOD_UNTIL, 9), location=station, on=today)

    assert refusal_of(merge, twin, station) == (
        "Naloxone kit (two 4 mg doses) was counted at Station 1 after it had come to Station One, so the two have "
        "books of their own. Move what is at Station One to Station 1, then close Station One."
    )


def test_a_delivery_from_before_the_count_keeps_them_apart_too(stock, merge, station, twin):
    stock.open(("A1", GOOD_UNTIL, 20), location=station, on=OCTOBER)
    stock.count(("A1", GOOD_UNTIL, 20), location=station, on=COUNTED)
    stock.receive("B2", 4, location=twin, on=COUNTED - timedelta(days=1))

    assert "have books of their own" in refusal_of(merge, twin, station)


def page_of(agency, name, *args):
    return reverse(f"agencies:{name}", args=[agency.slug, *args])


def test_the_page_says_what_will_happen_before_it_does(agency, alice, client, both, station, twin):
    client.force_login(alice)
    both.receive("C3", 3, location=twin)
    page = page_of(agency, "location_merge", twin.pk)

    asked = words(client.post(page, {"into": station.pk}))

    assert "Station One and Station 1 become one location, and Station 1 remains." in asked
    assert "2 items on hand are at Station 1 then." in asked
    twin.refresh_from_db()
    assert twin.closed_on is None
    done = client.post(page, {"into": station.pk, "confirmed": "yes"})
    assert told(done) == ["Station One is merged into Station 1, which has all that was there."]
    assert "Station One Station" in words(client.get(done.url))
    assert both.levels(station) == {"A1": 10, "C3": 2}


def test_the_page_offers_only_what_may_remain_and_says_what_it_refuses(
    agency, alice, client, car, station, storeroom
):
    client.force_login(alice)
    Location.objects.create(agency=agency, name="County Fair", kind="event")

    offered = client.get(page_of(agency, "location_merge", station.pk)).context["form"].fields["into"].queryset
    refused = client.post(page_of(agency, "location_merge", storeroom.pk), {"into": station.pk})

    assert list(offered) == [storeroom]
    assert refused.context["form"].errors["into"][0].startswith("Storeroom is your main location.")
    assert client.get(page_of(agency, "location_merge", car.pk)).status_code == 404


def test_its_page_leads_to_the_other_one_until_it_is_opened_anew(agency, alice, client, merge, both, station, twin):
    client.force_login(alice)
    merge(twin, station)

    led = client.get(page_of(agency, "location", twin.pk))
    opened = client.post(page_of(agency, "location_reopen", twin.pk))

    assert led.url == page_of(agency, "location", station.pk)
    assert told(opened)[-1] == "Station One is open again, with nothing in it: what it had stays at Station 1."
    twin.refresh_from_db()
    assert (twin.closed_on, twin.merged_into, both.levels(twin)) == (None, None, {})
