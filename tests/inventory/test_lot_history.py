"""The page of a lot tells in one order of time what came, went and was counted, with what was there after each."""

from datetime import date

import pytest
from django.db import connection

from inventory import actions
from inventory.models import LedgerEntry
from tests.inventory.conftest import GOOD_UNTIL, LATER

DOOR = {"sqlite": 0, "postgresql": 3}[connection.vendor]
OCTOBER = date(2026, 10, 5)
LEFT = "Left with people, as logged this month"


@pytest.fixture
def history(at, stock):
    """(day, what, quantity, balance, location) of each line of a lot's history."""

    def lines(number="A1"):
        table = at("lot", args=[stock.lot(number).pk]).context["history"]
        return [(line.day, line.what, line.quantity, line.balance, line.location) for line in table.rows]

    return lines


@pytest.fixture
def lived(stock, station, today):
    """A lot that came, was moved, left, counted and written off, beside another one that is none of its business."""
    stock.receive("A1", 40, on=OCTOBER)
    stock.receive("B2", 10, expires_on=LATER, on=OCTOBER)
    stock.move("A1", 8, target=station, on=date(2026, 10, 20))
    stock.leave(3, on=date(2026, 10, 28), location=station)
    stock.leave(2, on=date(2026, 11, 2))
    stock.count(("A1", GOOD_UNTIL, 29), ("B2", LATER, 10), on=date(2026, 11, 10))
    stock.leave(1, on=date(2026, 11, 3))
    stock.write_off("A1", 4, on=date(2026, 11, 12))
    return stock


def test_it_is_one_table_in_one_order_with_what_was_there_after_each(history, lived):
    assert history() == [
        (OCTOBER, "Received", 40, 40, "Storeroom"),
        (date(2026, 10, 20), "Moved 8 to Station 1", 0, 40, "Storeroom"),
        ("October 2026", LEFT, -3, 37, ""),
        (date(2026, 11, 10), "Difference found by a count", -1, 36, "Storeroom"),
        (date(2026, 11, 12), "Damaged", -4, 32, "Storeroom"),
        ("November 2026", LEFT, -3, 29, ""),
        ("November 2026", "Of these, already missing at an earlier count", 1, 30, ""),
    ]
    assert sum(lived.levels().values()) + sum(
        lived.levels(lived.agency.locations.get(name="Station 1")).values()
    ) == (30 + 10)


def test_a_month_in_which_nothing_was_left_is_no_line(history, stock):
    stock.receive("A1", 40)

    assert [what for _day, what, *_rest in history()] == ["Received"]


def test_a_correction_stands_where_it_belongs(alice, history, stock, today):
    stock.receive("A1", 480)
    stock.write_off("A1", 2)
    right = {"location": stock.location, "item": stock.item, "number": "A1", "expires_on": GOOD_UNTIL, "on": today}
    wrong = LedgerEntry.objects.get(kind="received")
    actions.put_right(entry=wrong, enter=actions.receive, today=today, by=alice, quantity=48, **right)

    assert [(what, quantity, balance) for _day, what, quantity, balance, _at in history()] == [
        ("Delivery of 480, entered by mistake and taken back", 0, 0),
        ("Received", 48, 48),
        ("Damaged", -2, 46),
    ]


def test_kits_of_a_lot_that_was_another_one_say_so(alice, history, stock, today):
    stock.receive("A1", 5)
    stock.receive("AI", 7)
    actions.correct_lot(lot=stock.lot("AI"), number="A1", expires_on=GOOD_UNTIL, today=today, by=alice)

    assert [(what, quantity) for _day, what, quantity, *_rest in history()] == [("Received", 5), ("Lot corrected", 7)]
    assert [(what, quantity) for _day, what, quantity, *_rest in history("AI")] == [
        ("Received", 7),
        ("Lot corrected", -7),
    ]


def test_it_is_taken_away_as_a_file(at, lived):
    lot = lived.lot("A1")

    answer = at("lot", args=[lot.pk], query="?download=history")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert 'filename="lot-history-A1-' in answer["Content-Disposition"]
    assert lines[0] == "Day,What,Quantity,Balance,Location,Entered by"
    assert lines[1] == "2026-10-05,Received,40,40,Storeroom,Alice"
    assert lines[3] == f'October 2026,"{LEFT}",-3,37,,'
    assert len(lines) == 8


def test_the_page_costs_the_same_with_a_longer_history(at, lived, django_assert_num_queries):
    lot = lived.lot("A1")
    for _round in range(2):
        with django_assert_num_queries(13 + DOOR):
            at("lot", args=[lot.pk])
        for _time in range(3):
            lived.receive("A1", 2)
            lived.leave(1)
            lived.write_off("A1", 1)
