"""The page of an entry: take it back, or put it right on the form on which it was entered."""

from datetime import date
from uuid import uuid4

import pytest

from inventory import actions
from inventory.models import LedgerEntry, StockMovement
from tests.inventory.conftest import GOOD_UNTIL, LATER, told, words


def entry_of(kind):
    return LedgerEntry.objects.filter(kind=kind).first()


@pytest.fixture
def delivered(stock):
    stock.receive("A1", 480)
    return entry_of("received")


def typed(response):
    """What a form would send as it was opened."""
    form = response.context["form"]
    return {name: "" if form[name].value() is None else form[name].value() for name in form.fields}


def test_the_ledger_leads_to_its_entries(at, delivered):
    assert f"/stock/entries/{delivered.pk}/" in at("ledger").content.decode()


def test_an_entry_says_what_it_did_and_offers_to_correct_it(at, delivered):
    page = words(at("entry", args=[delivered.pk]))

    assert "Delivery of Nov 21, 2026" in page
    assert "Storeroom Naloxone kit" in page
    assert "+480" in page
    assert "Take it back" in page
    assert "Correct" in page


def test_a_delivery_is_taken_back_with_one_press_and_says_so(at, stock, delivered):
    answer = at("take_back", {}, args=[delivered.pk])

    assert told(answer) == [
        "Taken back: Delivery of Nov 21, 2026. Stock now shows what it would if this had never been entered."
    ]
    assert stock.levels() == {}
    page = words(at("entry", args=[delivered.pk]))
    assert "Taken back on Nov 21, 2026" in page
    assert "Take it back" not in page


def test_pressed_twice_it_says_that_nothing_changed(at, stock, delivered):
    at("take_back", {}, args=[delivered.pk])

    answer = at("take_back", {}, args=[delivered.pk])

    assert told(answer)[-1] == "This was taken back already. Nothing was changed."
    assert LedgerEntry.objects.count() == 2


def test_480_typed_for_48_is_put_right_on_the_form_as_it_was_typed(at, stock, delivered):
    page = at("correct_entry", args=[delivered.pk])
    said = typed(page)

    answer = at("correct_entry", said | {"quantity": 48}, args=[delivered.pk])

    assert said["quantity"] == 480
    assert answer.status_code == 302
    assert told(answer) == [
        "Corrected. Stock now shows what it would if this had been entered correctly the first time."
    ]
    assert stock.levels() == {"A1": 48}
    assert entry_of("received").corrects == delivered


def test_a_delivery_of_a_lot_that_was_recalled_since_is_put_right_too(at, stock, delivered):
    actions.recall(lot=stock.lot("A1"))
    said = typed(at("correct_entry", args=[delivered.pk]))

    at("correct_entry", said | {"quantity": 48}, args=[delivered.pk])

    assert stock.levels() == {"A1": 48}


def test_a_wrong_expiry_date_is_put_right_with_its_delivery(at, stock):
    stock.receive("NX-2601", 20, expires_on=date(2026, 12, 31))
    entry = entry_of("received")
    said = typed(at("correct_entry", args=[entry.pk]))

    at("correct_entry", said | {"expires_on": "2028-12-31"}, args=[entry.pk])

    assert stock.lot("NX-2601").expires_on == date(2028, 12, 31)
    assert stock.levels() == {"NX-2601": 20}


def test_a_delivery_to_the_wrong_location_goes_to_the_right_one(at, stock, station, delivered):
    said = typed(at("correct_entry", args=[delivered.pk]))

    at("correct_entry", said | {"location": station.pk}, args=[delivered.pk])

    assert (stock.levels(), stock.levels(station)) == ({}, {"A1": 480})


def test_a_move_and_a_write_off_are_put_right_too(at, stock, station):
    stock.open(("A1", GOOD_UNTIL, 20))
    stock.move("A1", 20, target=station)
    moved = entry_of("moved")
    said = typed(at("correct_entry", args=[moved.pk]))
    at("correct_entry", said | {"quantity": 2}, args=[moved.pk])
    stock.write_off("A1", 18)
    lost = entry_of("written_off")
    said = typed(at("correct_entry", args=[lost.pk]))

    at("correct_entry", said | {"quantity": 1, "reason": "lost"}, args=[lost.pk])

    assert (stock.levels(), stock.levels(station)) == ({"A1": 17}, {"A1": 2})
    assert StockMovement.objects.filter(reason="lost").get().quantity == -1


def test_what_cannot_be_right_changes_nothing_and_keeps_what_was_typed(at, stock, delivered):
    said = typed(at("correct_entry", args=[delivered.pk]))

    answer = at("correct_entry", said | {"quantity": 0}, args=[delivered.pk])

    assert answer.status_code == 200
    assert "Enter a whole number between 1 and 100,000." in words(answer)
    assert stock.levels() == {"A1": 480}
    assert LedgerEntry.objects.count() == 1


def test_what_was_corrected_meanwhile_says_so(at, stock, delivered):
    said = typed(at("correct_entry", args=[delivered.pk]))
    at("take_back", {}, args=[delivered.pk])

    answer = at("correct_entry", said | {"quantity": 48, "key": str(uuid4())}, args=[delivered.pk])

    assert "This was taken back already. Nothing was changed." in words(answer)
    assert stock.levels() == {}


def test_an_opening_count_has_no_form_to_correct_it(at, stock):
    stock.open(("A1", GOOD_UNTIL, 20), ("B2", LATER, 4))
    entry = entry_of("opening")

    assert at("correct_entry", args=[entry.pk]).status_code == 302
    page = at("entry", args=[entry.pk])
    assert not page.context["can_correct"]
    assert page.context["can_take_back"]


def test_another_agency_sees_nothing_of_it(at, delivered, stranger):
    outsider = stranger.memberships.get().user

    assert at("entry", args=[delivered.pk], who=outsider).status_code == 404
    assert at("take_back", {}, args=[delivered.pk], who=outsider).status_code == 404


@pytest.fixture
def went_on(at, stock, station, delivered):
    """Some of the 480 were moved, written off and left since."""
    stock.move("A1", 10, target=station)
    stock.write_off("A1", 3)
    stock.leave(5)
    return typed(at("correct_entry", args=[delivered.pk]))


def test_what_went_on_since_is_of_what_is_right(at, stock, station, delivered, went_on):
    at("correct_entry", went_on | {"quantity": 48}, args=[delivered.pk])

    assert (stock.levels(), stock.levels(station), stock.short()) == ({"A1": 30}, {"A1": 10}, 0)
    assert stock.closes()


def test_less_than_went_on_since_is_refused_and_nothing_changes(at, stock, station, delivered, went_on):
    refused = at("correct_entry", went_on | {"quantity": 12}, args=[delivered.pk])

    assert "Some of lot A1 left Storeroom since, by a move or a write-off." in words(refused)
    assert (stock.levels(), stock.levels(station)) == ({"A1": 462}, {"A1": 10})
    assert LedgerEntry.objects.standing().count() == 3
    assert stock.closes()
