"""From what needs doing to done: what has expired or is recalled is written off at once, on a form filled in."""

from datetime import date

import pytest

from inventory import actions
from inventory.models import LedgerEntry, StockMovement
from inventory.querysets import stock_warnings
from tests.inventory.conftest import GOOD_UNTIL, told, words

EXPIRED = date(2026, 11, 20)


@pytest.fixture
def shelves(stock, station):
    """Six kits that expired yesterday at two locations, and twenty good ones."""
    stock.open(("OLD", EXPIRED, 4), ("A1", GOOD_UNTIL, 20), on=date(2026, 11, 1))
    stock.open(("OLD", EXPIRED, 2), location=station, on=date(2026, 11, 1))
    return stock


def filled_in(page):
    form = page.context["form"]
    levels = [str(level.pk) for level in form["levels"].initial]
    return {"levels": levels, "on": "2026-11-21"} | {name: form[name].value() for name in ("reason", "key", "seen")}


def test_the_warning_leads_to_the_form(at, shelves):
    assert "/stock/write-off/lots/?what=expired" in at("stock").content.decode()


def test_what_has_expired_is_ticked_and_written_off_with_one_press(at, shelves, station):
    page = at("write_off_lots", query="?what=expired")

    answer = at("write_off_lots", filled_in(page), query="?what=expired")

    assert "OLD" in words(page)
    assert "A1" not in [str(level.lot) for level in page.context["form"]["levels"].initial]
    assert told(answer) == ["Written off: 6 in all."]
    assert (shelves.levels(), shelves.levels(station)) == ({"A1": 20}, {})
    assert LedgerEntry.objects.filter(kind="written_off").count() == 1
    assert set(StockMovement.objects.filter(reason="expired").values_list("quantity", flat=True)) == {-4, -2}


def test_what_is_recalled_is_returned(at, shelves):
    actions.recall(lot=shelves.lot("A1"))

    page = at("write_off_lots", query="?what=recalled")
    at("write_off_lots", filled_in(page), query="?what=recalled")

    assert page.context["form"]["reason"].value() == "returned"
    assert shelves.levels() == {"OLD": 4}


def test_a_page_sent_twice_writes_off_once(at, shelves):
    page = filled_in(at("write_off_lots", query="?what=expired"))
    at("write_off_lots", page, query="?what=expired")
    shelves.receive("A1", 5)

    at("write_off_lots", page, query="?what=expired")

    assert LedgerEntry.objects.filter(kind="written_off").count() == 1
    assert shelves.levels() == {"A1": 25}


def test_what_came_in_since_the_page_was_drawn_is_not_written_off_unseen(at, shelves, station):
    page = filled_in(at("write_off_lots", query="?what=expired"))
    shelves.receive("OLD", 5, expires_on=EXPIRED, on=EXPIRED)

    answer = at("write_off_lots", page, query="?what=expired")

    sentence = f"There are 9 of lot OLD at {shelves.location} by now. Look again: nothing was changed."
    assert sentence in words(answer)
    assert (shelves.levels(), shelves.levels(station)) == ({"OLD": 9, "A1": 20}, {"OLD": 2})
    assert not LedgerEntry.objects.filter(kind="written_off").exists()
    seen = {"seen": answer.context["form"]["seen"].value()}
    again = at("write_off_lots", page | seen, query="?what=expired")
    assert told(again) == ["Written off: 11 in all."]
    assert (shelves.levels(), shelves.levels(station)) == ({"A1": 20}, {})


@pytest.mark.parametrize("seen", ["", "x", "9" * 5000, "LEVEL:" + "9" * 5000, "LEVEL:-4"])
def test_a_page_that_does_not_say_what_it_showed_writes_nothing_off(at, shelves, seen):
    page = filled_in(at("write_off_lots", query="?what=expired"))
    sent = seen.replace("LEVEL", page["levels"][0])

    answer = at("write_off_lots", page | {"seen": sent}, query="?what=expired")

    assert "Look again: nothing was changed." in words(answer)
    assert shelves.levels() == {"OLD": 4, "A1": 20}


def test_nothing_ticked_is_asked_for_and_nothing_changes(at, shelves):
    page = filled_in(at("write_off_lots", query="?what=expired"))

    answer = at("write_off_lots", page | {"levels": []}, query="?what=expired")

    assert "Select at least one lot." in words(answer)
    assert shelves.levels() == {"OLD": 4, "A1": 20}


def test_recalled_lots_that_are_good_are_not_written_off_as_expired(at, shelves):
    actions.recall(lot=shelves.lot("A1"))
    page = at("write_off_lots", query="?what=recalled")

    answer = at("write_off_lots", filled_in(page) | {"reason": "expired"}, query="?what=recalled")

    assert "Lot A1 is good until Mar 31, 2028. Choose another reason." in words(answer)
    assert shelves.levels() == {"OLD": 4, "A1": 20}


def test_what_is_neither_expired_nor_recalled_is_written_off_lot_by_lot(at, shelves):
    assert at("write_off_lots").url.endswith("/stock/write-off/")


def test_several_lots_written_off_at_once_are_taken_back_at_once(at, shelves, station):
    at("write_off_lots", filled_in(at("write_off_lots", query="?what=expired")), query="?what=expired")
    entry = LedgerEntry.objects.get(kind="written_off")

    page = at("entry", args=[entry.pk])
    at("take_back", {}, args=[entry.pk])

    assert not page.context["can_correct"]
    assert at("correct_entry", args=[entry.pk]).status_code == 302
    assert (shelves.levels(), shelves.levels(station)) == ({"OLD": 4, "A1": 20}, {"OLD": 2})


def test_a_shortfall_is_told_for_each_location_and_leads_to_its_count(at, shelves, station, today):
    shelves.leave(5, location=station)

    [short] = [one for one in stock_warnings(shelves.agency, today) if one.kind == "shortfall"]

    assert (short.location, short.quantity) == (station, 5)
    assert f"/stock/count/?location={station.pk}" in at("stock").content.decode()
