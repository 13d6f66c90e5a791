"""Kits left before a count and logged after it: the count found them gone, and they are not taken once more."""

from datetime import date, timedelta

import pytest

from inventory import actions
from inventory.models import LateUse, LedgerEntry, StockUse
from inventory.querysets import flow, missing_by_month
from tests.inventory.conftest import GOOD_UNTIL, LATER

BEFORE = date(2026, 11, 10)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def counted(stock):
    """Twenty kits on the first, 16 counted today."""
    stock.open(("A1", GOOD_UNTIL, 20), on=NOVEMBER)
    stock.count(("A1", GOOD_UNTIL, 16))
    return stock


def late():
    return sum(LateUse.objects.values_list("quantity", flat=True))


def test_a_late_sheet_takes_nothing_from_what_was_counted(counted):
    counted.leave(3, on=BEFORE)

    assert (counted.levels(), counted.short()) == ({"A1": 16}, 0)
    assert sum(StockUse.objects.values_list("quantity", flat=True)) == 3
    assert counted.closes()


def test_it_explains_what_the_count_missed(counted, agency, today):
    counted.leave(3, on=BEFORE)

    assert missing_by_month(agency, today=today) == [(NOVEMBER, 1)]
    november = flow(agency, NOVEMBER, NOVEMBER)
    assert (november.left, november.other, november.closing) == (3, {"counted": -1, "opening": 20}, 16)


def test_what_was_left_on_the_day_of_the_count_or_later_is_taken(counted, today):
    counted.leave(3, on=today)

    assert counted.levels() == {"A1": 13}
    assert late() == 0


def test_more_than_was_missed_was_there_beyond_what_was_expected(counted, agency, today):
    counted.leave(30, on=BEFORE)

    assert (counted.levels(), counted.short()) == ({"A1": 16}, 0)
    assert missing_by_month(agency, today=today) == [(NOVEMBER, -26)]
    assert counted.closes()


def test_it_is_told_of_the_lots_that_were_missing(stock):
    stock.open(("A1", GOOD_UNTIL, 20), ("B2", LATER, 20), on=NOVEMBER)
    stock.count(("A1", GOOD_UNTIL, 20), ("B2", LATER, 15))

    stock.leave(4, on=BEFORE)

    assert dict(LateUse.objects.values_list("lot__number", "quantity")) == {"B2": 4}


def test_what_was_not_left_after_all_leaves_what_was_counted(counted):
    counted.leave(3, on=BEFORE)

    counted.bring_back(2, on=BEFORE)

    assert counted.levels() == {"A1": 16}
    assert late() == 1
    assert counted.closes()


def test_a_correction_of_what_was_logged_before_the_count_leaves_what_was_counted(stock):
    stock.open(("A1", GOOD_UNTIL, 20), on=NOVEMBER)
    stock.leave(4, on=BEFORE)
    stock.count(("A1", GOOD_UNTIL, 16))

    stock.bring_back(1, on=BEFORE)

    assert stock.levels() == {"A1": 16}
    assert late() == -1
    assert stock.closes()


def test_where_the_count_is_taken_back_they_are_taken_after_all(counted, today, alice):
    counted.leave(3, on=BEFORE)

    actions.take_back_entry(entry=LedgerEntry.objects.get(kind="counted"), today=today, by=alice)

    assert (counted.levels(), late()) == ({"A1": 17}, 0)
    assert counted.closes()


def test_where_a_later_count_stands_it_had_missed_them_too(counted, today, alice):
    counted.count(("A1", GOOD_UNTIL, 16))
    counted.leave(3, on=BEFORE)
    second, first = LedgerEntry.objects.filter(kind="counted")

    actions.take_back_entry(entry=first, today=today, by=alice)

    assert (counted.levels(), dict(LateUse.objects.values_list("count", "quantity"))) == (
        {"A1": 16},
        {first.pk: 0, second.pk: 3},
    )
    assert counted.closes()


def test_where_an_earlier_count_stands_what_it_had_missed_stays(counted, today, alice):
    counted.count(("A1", GOOD_UNTIL, 16))
    counted.leave(3, on=BEFORE)
    second = LedgerEntry.objects.filter(kind="counted").first()

    actions.take_back_entry(entry=second, today=today, by=alice)

    assert (counted.levels(), late()) == ({"A1": 16}, 3)
    assert counted.closes()


def test_a_day_moved_over_a_count_is_taken_or_given_back(counted, today, kit):
    counted.leave(2, on=today)

    actions.repost(
        agency=counted.agency,
        location=counted.location,
        item=kit,
        quantity=2,
        from_day=today,
        from_month=NOVEMBER,
        to_day=today - timedelta(days=3),
        to_month=NOVEMBER,
    )

    assert (counted.levels(), late()) == ({"A1": 16}, 2)
    assert counted.closes()


def test_what_was_not_left_after_all_is_there_again_where_the_count_is_taken_back(stock, today, alice):
    stock.open(("A1", GOOD_UNTIL, 5), on=NOVEMBER)
    stock.leave(5, on=BEFORE)
    stock.count(("A1", GOOD_UNTIL, 2))
    stock.bring_back(2, on=BEFORE)

    actions.take_back_entry(entry=LedgerEntry.objects.get(kind="counted"), today=today, by=alice)

    assert (stock.levels(), stock.short(), late()) == ({"A1": 2}, 0, 0)
    assert stock.closes()


def test_where_what_was_put_right_is_put_right_again_the_lot_that_was_missing_is_told(stock, today, alice):
    stock.open(("B2", LATER, 4), on=NOVEMBER)
    stock.receive("A1", 10, on=NOVEMBER)
    stock.count(("A1", GOOD_UNTIL, 10), ("B2", LATER, 0))
    right = {"location": stock.location, "item": stock.item, "number": "A1", "expires_on": GOOD_UNTIL, "on": NOVEMBER}
    for quantity in (14, 10):
        entry = LedgerEntry.objects.standing().get(kind="received")
        how = {"enter": actions.receive, "today": today, "by": alice}
        actions.put_right(entry=entry, **how, quantity=quantity, **right)

    stock.leave(4, on=BEFORE)

    assert dict(LateUse.objects.values_list("lot__number", "quantity")) == {"B2": 4}
    assert stock.levels() == {"A1": 10}
    assert stock.closes()
