import csv
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from inventory.models import Lot
from tests.inventory.conftest import GOOD_UNTIL, LATER, told, words

DOOR = {"sqlite": 0, "postgresql": 3}[connection.vendor]  # statements with which the door opens and closes its scope
PAGES = ("stock", "opening", "receive", "move", "write_off", "count", "ledger")


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_with_and_without_stock(at, stock, name):
    empty = at(name)
    stock.receive("A1", 5)
    full = at(name)

    assert (empty.status_code, full.status_code) == (200, 200)


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_told_nothing(client, stock, agency, stranger, name):
    client.force_login(stranger.memberships.get().user)

    assert client.get(reverse(f"inventory:{name}", args=[agency.slug])).status_code == 404


def test_another_agencys_lot_is_not_found_or_changed(at, stock, stranger, kit):
    theirs = Lot.objects.create(agency=stranger, item=kit, number="T1", expires_on=GOOD_UNTIL)

    answers = [
        at("lot", args=[theirs.pk]),
        at("hold_back", {}, args=[theirs.pk]),
        at("release", {}, args=[theirs.pk]),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Lot.objects.get().status == "active"


def test_an_empty_stock_says_how_to_begin(at):
    assert "Start with an opening count or a delivery" in words(at("stock"))
    assert "Start with an opening count or a delivery" in words(at("ledger"))


def test_stock_shows_lots_with_time_left_and_what_needs_somebody(at, stock, station, alice):
    stock.open(("OLD", date(2026, 11, 20), 2), ("A1", GOOD_UNTIL, 1100), ("", None, 3))
    stock.receive("SOON", 4, expires_on=date(2026, 12, 1), location=station)
    Lot.objects.filter(number="A1").update(status="recalled")

    page = words(at("stock"))

    assert "1,100 on hand are recalled. Set them apart and return them." in page
    assert "SOON 4 Expires soon Dec 1, 2026 10 days" in page
    assert "OLD 2 Expired Nov 20, 2026 1 day ago" in page
    assert "A1 1,100 Recalled Mar 31, 2028 1 year, 4 months" in page
    assert "not recorded 3 Expiry not recorded" in page
    assert "Total 1,109" in page


def test_stock_shows_what_was_logged_and_not_covered(at, stock):
    stock.receive("A1", 1)
    stock.leave(3)

    page = words(at("stock"))

    assert "To count 2 logged here were not in stock." in page
    assert "Total 0" in page


def test_a_page_of_stock_costs_the_same_with_more_lots(at, stock, station, strips, django_assert_num_queries):
    for round_number in range(2):
        for index in range(1 + 3 * round_number):
            stock.receive(f"R{round_number}-{index}", 5, location=station)
            stock.receive(f"S{round_number}-{index}", 5, item=strips)
        with django_assert_num_queries(12 + DOOR):
            at("stock")
        with django_assert_num_queries(16 + DOOR):
            at("ledger")


def test_a_lot_is_held_back_and_released(at, stock):
    stock.receive("A1", 12)
    lot = stock.lot("A1")

    held = at("hold_back", {}, args=[lot.pk])
    page = words(at("lot", args=[lot.pk]))
    released = at("release", {}, args=[lot.pk])

    assert told(held) == [
        "Lot A1 is held back: set it apart, the log takes none of it. Release it when it is found good."
    ]
    assert "Held back" in page
    assert "Lot A1 is in use again: it may be left with people." in told(released)
    assert stock.lot("A1").status == "active"


def test_the_ledger_runs_from_opening_to_closing_balance(at, stock, station):
    stock.open(("A1", GOOD_UNTIL, 40), on=date(2026, 10, 5))
    stock.leave(9, on=date(2026, 10, 31))
    stock.receive("B2", 10, expires_on=LATER)

    page = words(at("ledger"))
    elsewhere = words(at("ledger", query=f"?item={stock.item.slug}&location={station.pk}"))

    assert "Opening balance 31 Nov 21, 2026 Received +10 41 Storeroom B2 Alice November 2026 Left with people" in page
    assert "Opening balance 0 Oct 5, 2026 Opening count +40 40 Storeroom A1 Alice October 2026" in page
    assert "October 2026 Left with people, as logged this month \N{MINUS SIGN}9 31" in page
    assert "Closing balance 41" in page
    assert "Nothing came to or left this location yet." in elsewhere


def test_the_stock_is_taken_away_lot_by_lot(at, stock, station):
    stock.open(("A1", GOOD_UNTIL, 1100))
    stock.receive("SOON", 4, expires_on=date(2026, 12, 1), location=station)

    file = at("stock", query="?download=csv").content.decode("utf-8-sig").splitlines()

    assert [line.split(",")[1:6] for line in file] == [
        ["Location", "Lot", "On hand", "Status", "Expires on"],
        ["Station 1", "SOON", "4", "Expires soon", "2026-12-01"],
        ["Storeroom", "A1", "1100", "In date", "2028-03-31"],
    ]


def test_the_ledger_is_taken_away_whole_with_its_balances(at, stock):
    stock.open(("A1", GOOD_UNTIL, 40), on=date(2026, 10, 5))
    stock.leave(9, on=date(2026, 10, 31))

    file = at("ledger", query=f"?item={stock.item.slug}&page=2&q=x&download=csv").content.decode("utf-8-sig")

    assert [row[:4] for row in csv.reader(file.splitlines())] == [
        ["Day", "What", "Quantity", "Balance"],
        ["October 2026", "Opening balance", "0", "0"],
        ["2026-10-05", "Opening count", "40", "40"],
        ["October 2026", "Left with people, as logged this month", "-9", "31"],
        ["October 2026", "Closing balance", "0", "31"],
    ]


def test_the_ledger_is_paged_by_month(at, stock):
    for month in range(1, 10):
        stock.receive(f"M{month}", month, on=date(2026, month, 10), today=date(2026, month, 10))

    first, second = words(at("ledger")), words(at("ledger", query="?page=2"))

    assert "Page 1 of 2" in first
    assert "September 2026" in first
    assert "March 2026" not in first
    assert "March 2026" in second
