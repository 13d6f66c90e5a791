"""What was entered by mistake: taken back and put right, so that the ledger stands as if it had never been."""

from datetime import date

import pytest

from agencies.models import AuditCode, AuditEvent
from inventory import actions
from inventory.models import LedgerEntry, StockMovement, StockUse
from inventory.querysets import flow
from tests.inventory.conftest import GOOD_UNTIL, LATER

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def last_of(agency):
    """The newest entry of a kind: `last_of("received")`."""
    return lambda kind: LedgerEntry.objects.filter(agency=agency, kind=kind).first()


@pytest.fixture
def take_back(last_of, today, alice):
    """Take back the newest entry of a kind."""
    return lambda kind, on=today: actions.take_back_entry(entry=last_of(kind), today=on, by=alice)


def movements():
    return list(
        StockMovement.objects.order_by("entry__number", "quantity").values_list("quantity", "reason", "is_void")
    )


def used():
    return sum(StockUse.objects.values_list("quantity", flat=True))


def test_a_delivery_taken_back_leaves_nothing(stock, take_back):
    stock.receive("A1", 480)

    reversal = take_back("received")

    assert stock.levels() == {}
    assert movements() == [(480, "received", True), (-480, "received", True)]
    assert reversal.reverses.number == 1
    assert (reversal.number, reversal.position) == (2, 1)
    assert stock.closes()
    assert AuditEvent.objects.filter(what=AuditCode.STOCK_TAKEN_BACK).count() == 1


def test_what_is_taken_back_once_is_not_taken_back_again(stock, take_back):
    stock.receive("A1", 480)
    take_back("received")

    with pytest.raises(actions.AlreadyTakenBack):
        take_back("received")
    with pytest.raises(actions.AlreadyTakenBack):
        take_back("taken_back")
    assert LedgerEntry.objects.count() == 2


def test_what_the_log_took_of_it_comes_from_other_lots_and_then_from_none(stock, take_back):
    stock.open(("B2", LATER, 5))
    stock.receive("A1", 480)
    stock.leave(12)

    take_back("received")

    assert stock.levels() == {}
    assert stock.short() == 7
    assert used() == 5
    assert stock.closes()


def test_a_move_taken_back_is_at_its_source_again(stock, station, take_back):
    stock.open(("A1", GOOD_UNTIL, 20))
    stock.open(("C3", LATER, 1), location=station)
    stock.move("A1", 8, target=station)
    stock.leave(3, location=station)

    take_back("moved")

    assert (stock.levels(), stock.levels(station)) == ({"A1": 20}, {})
    assert (stock.short(station), used()) == (2, 1)
    assert stock.closes()


def test_where_nothing_else_ever_was_nothing_was_to_be_taken(stock, station, take_back):
    stock.open(("A1", GOOD_UNTIL, 20))
    stock.move("A1", 8, target=station)
    stock.leave(3, location=station)

    take_back("moved")

    assert (stock.levels(), stock.levels(station)) == ({"A1": 20}, {})
    assert (stock.short(station), used()) == (0, 0)
    assert stock.closes()


def test_a_write_off_taken_back_covers_what_was_left_without_it(stock, take_back):
    stock.open(("A1", GOOD_UNTIL, 20))
    stock.write_off("A1", 18)
    stock.leave(5)

    take_back("written_off")

    assert (stock.levels(), stock.short()) == ({"A1": 15}, 0)
    assert stock.closes()


def test_a_delivery_of_which_some_was_written_off_since_stays(stock, take_back):
    stock.receive("A1", 20)
    stock.write_off("A1", 6)

    with pytest.raises(actions.LotGone, match=r"Some of lot A1 left .* since"):
        take_back("received")

    assert stock.levels() == {"A1": 14}
    assert LedgerEntry.objects.count() == 2


def test_an_opening_count_taken_back_was_never_made(stock, take_back):
    stock.open(("A1", GOOD_UNTIL, 4))
    stock.leave(6)

    take_back("opening")
    stock.leave(2)

    assert (stock.levels(), stock.short(), used()) == ({}, 0, 0)
    assert stock.open(("A1", GOOD_UNTIL, 9)) == 9
    assert stock.closes()


def test_a_count_taken_back_leaves_what_was_expected(stock, take_back):
    stock.open(("A1", GOOD_UNTIL, 20))
    stock.count(("A1", GOOD_UNTIL, 12), ("B2", LATER, 2))
    stock.leave(1)

    take_back("counted")

    assert stock.levels() == {"A1": 19}
    assert stock.agency.stock_levels.filter(counted_on=None).count() == 2
    assert stock.closes()


def test_what_was_counted_since_stays_and_its_difference_changes(stock, take_back, last_of, today, alice):
    stock.receive("A1", 480)
    stock.count(("A1", GOOD_UNTIL, 46))

    right = {"location": stock.location, "item": stock.item, "number": "A1", "expires_on": GOOD_UNTIL, "on": today}
    entry = last_of("received")
    actions.put_right(entry=entry, enter=actions.receive, today=today, by=alice, quantity=48, **right)

    assert stock.levels() == {"A1": 46}
    november = flow(stock.agency, NOVEMBER, NOVEMBER)
    assert (november.received, november.other, november.closing) == (48, {"counted": -2}, 46)
    assert stock.closes()


def test_a_count_taken_back_after_a_delivery_before_it_was_put_right(stock, take_back, last_of, today, alice):
    stock.receive("A1", 480)
    stock.count(("A1", GOOD_UNTIL, 46))
    right = {"location": stock.location, "item": stock.item, "number": "A1", "expires_on": GOOD_UNTIL, "on": today}
    entry = last_of("received")
    actions.put_right(entry=entry, enter=actions.receive, today=today, by=alice, quantity=48, **right)

    take_back("counted")

    assert stock.levels() == {"A1": 48}
    assert flow(stock.agency, NOVEMBER, NOVEMBER).other == {}
    assert stock.closes()


def test_the_label_of_a_delivery_may_be_put_right_with_it(stock, last_of, today, alice):
    stock.receive("NX-2601", 20, expires_on=date(2026, 12, 31))

    right = {"location": stock.location, "item": stock.item, "number": "NX-2601", "quantity": 20, "on": today}
    entry = last_of("received")
    actions.put_right(entry=entry, enter=actions.receive, today=today, by=alice, expires_on=GOOD_UNTIL, **right)
    stock.receive("NX-2601", 5, expires_on=GOOD_UNTIL)

    assert stock.levels() == {"NX-2601": 25}
    assert stock.lot("NX-2601").expires_on == GOOD_UNTIL


def test_what_is_right_and_refused_takes_nothing_back(stock, last_of, today, alice):
    stock.receive("A1", 480)

    right = {"location": stock.location, "item": stock.item, "number": "A1", "expires_on": GOOD_UNTIL, "on": today}
    with pytest.raises(actions.QuantityRefused):
        actions.put_right(
            entry=last_of("received"), enter=actions.receive, today=today, by=alice, quantity=0, **right
        )

    assert stock.levels() == {"A1": 480}
    assert LedgerEntry.objects.count() == 1


def test_what_was_undone_with_a_count_is_not_undone_once_more(stock, take_back, last_of, today, alice):
    stock.open(("A1", GOOD_UNTIL, 10))
    stock.receive("A1", 50)
    stock.count(("A1", GOOD_UNTIL, 15))
    right = {"location": stock.location, "item": stock.item, "number": "A1", "expires_on": GOOD_UNTIL, "on": today}
    entry = last_of("received")
    actions.put_right(entry=entry, enter=actions.receive, today=today, by=alice, quantity=5, **right)

    take_back("counted")
    take_back("received")

    assert stock.levels() == {"A1": 10}
    assert stock.closes()


def test_of_lots_that_were_opened_at_once_each_is_taken_back(stock, take_back):
    stock.open(("A1", GOOD_UNTIL, 4), ("B2", LATER, 6))
    stock.leave(7)

    take_back("opening")

    assert (stock.levels(), stock.short(), used()) == ({}, 0, 0)
    assert stock.closes()
