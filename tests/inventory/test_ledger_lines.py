"""The ledger on its page: one order, one line for one thing, the balance after each."""

from datetime import date

import pytest

from inventory import actions
from inventory.models import LedgerEntry
from inventory.querysets import journal
from inventory.views.ledger_tables import lines_of_month
from tests.inventory.conftest import GOOD_UNTIL, LATER

OCTOBER = date(2026, 10, 5)


@pytest.fixture
def lines(stock):
    """(what, quantity, balance) of each line of the newest month."""

    def lines(location=None):
        month = journal(stock.agency, stock.item, location)[0]
        return [(line.what, line.quantity, line.balance) for line in lines_of_month(month)]

    return lines


LEFT = "Left with people, as logged this month"


def test_each_line_says_the_balance_after_it(stock, lines):
    stock.open(("A1", GOOD_UNTIL, 40))
    stock.receive("B2", 10, expires_on=LATER)
    stock.write_off("A1", 3)
    stock.leave(4)

    assert lines() == [
        ("Opening count", 40, 40),
        ("Received", 10, 50),
        ("Damaged", -3, 47),
        (LEFT, -4, 43),
    ]


def test_a_move_is_one_line_and_changes_nothing_in_all(stock, station, lines):
    stock.open(("A1", GOOD_UNTIL, 40))
    stock.move("A1", 8, target=station)

    assert lines() == [("Opening count", 40, 40), ("Moved 8 to Station 1", 0, 40), (LEFT, 0, 40)]
    assert lines(station) == [("Moved to another location", 8, 8), (LEFT, 0, 8)]


def test_what_was_taken_back_at_once_is_one_line(stock, lines, today, alice):
    stock.open(("A1", GOOD_UNTIL, 40))
    stock.receive("A1", 480)
    right = {"location": stock.location, "item": stock.item, "number": "A1", "expires_on": GOOD_UNTIL, "on": today}
    entry = LedgerEntry.objects.get(kind="received")
    actions.put_right(entry=entry, enter=actions.receive, today=today, by=alice, quantity=48, **right)
    stock.write_off("A1", 8)

    assert lines() == [
        ("Opening count", 40, 40),
        ("Delivery of 480, entered by mistake and taken back", 0, 40),
        ("Received", 48, 88),
        ("Damaged", -8, 80),
        (LEFT, 0, 80),
    ]


def test_a_later_count_says_what_a_correction_changed_in_its_difference(stock, lines, today, alice):
    stock.receive("A1", 480)
    stock.count(("A1", GOOD_UNTIL, 46))
    actions.take_back_entry(entry=LedgerEntry.objects.get(kind="received"), today=today, by=alice)

    assert lines() == [
        ("Delivery of 480, entered by mistake and taken back", 0, 0),
        ("Difference of the count on Nov 21, 2026, changed by a correction", 480, 480),
        ("Difference found by a count", -434, 46),
        (LEFT, 0, 46),
    ]


@pytest.fixture
def corrected_twice(stock, today, alice):
    """480 typed, 46 counted, put right as 48, put right again as 50."""
    stock.receive("A1", 480)
    stock.count(("A1", GOOD_UNTIL, 46))
    right = {"location": stock.location, "item": stock.item, "number": "A1", "expires_on": GOOD_UNTIL, "on": today}
    for quantity in (48, 50):
        entry = LedgerEntry.objects.standing().get(kind="received")
        how = {"enter": actions.receive, "today": today, "by": alice}
        actions.put_right(entry=entry, **how, quantity=quantity, **right)
    return stock


CHANGED = "Difference of the count on Nov 21, 2026, changed by a correction"


def test_what_is_put_right_again_after_a_count_is_told_once_more_and_adds_up(corrected_twice, lines):
    assert lines() == [
        ("Delivery of 480, entered by mistake and taken back", 0, 0),
        (CHANGED, 480, 480),
        ("Delivery of 48, entered by mistake and taken back", 0, 480),
        (CHANGED, -48, 432),
        (CHANGED, 48, 480),
        ("Received", 50, 530),
        (CHANGED, -50, 480),
        ("Difference found by a count", -434, 46),
        (LEFT, 0, 46),
    ]


def test_a_count_taken_back_after_that_leaves_no_difference(corrected_twice, lines, today, alice):
    actions.take_back_entry(entry=LedgerEntry.objects.get(kind="counted"), today=today, by=alice)

    assert corrected_twice.levels() == {"A1": 50}
    assert lines() == [
        ("Delivery of 480, entered by mistake and taken back", 0, 0),
        ("Delivery of 48, entered by mistake and taken back", 0, 0),
        ("Received", 50, 50),
        ("Count of 434, entered by mistake and taken back", 0, 50),
        (LEFT, 0, 50),
    ]


def test_what_a_count_had_missed_is_told_beside_what_was_left(stock, lines):
    stock.open(("A1", GOOD_UNTIL, 20), on=date(2026, 11, 1))
    stock.count(("A1", GOOD_UNTIL, 16))
    stock.leave(3, on=date(2026, 11, 10))

    assert lines() == [
        ("Opening count", 20, 20),
        ("Difference found by a count", -4, 16),
        (LEFT, -3, 13),
        ("Of these, already missing at an earlier count", 3, 16),
    ]


def test_what_is_taken_back_after_its_month_was_closed_has_a_line_of_its_own(stock, lines, close_quarter, alice):
    stock.receive("A1", 480, on=OCTOBER)
    close_quarter()
    later = date(2027, 1, 25)

    actions.take_back_entry(entry=LedgerEntry.objects.get(kind="received"), today=later, by=alice)

    assert lines() == [("Delivery of Oct 5, 2026 taken back (happened on Oct 5, 2026)", -480, 0), (LEFT, 0, 0)]
