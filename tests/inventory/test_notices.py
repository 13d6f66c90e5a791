"""Somebody says that kits run low, and a coordinator settles it."""

from datetime import timedelta

import pytest

from agencies.models import AuditEvent
from inventory.actions import QuantityRefused, settle_low, tell_low
from inventory.models import LowStockNotice


def notices():
    return list(LowStockNotice.objects.order_by("on").values_list("on", "left", "settled_on"))


def test_telling_twice_on_a_day_is_one_notice_with_the_last_number(station, today):
    tell_low(location=station, left=None, today=today)
    tell_low(location=station, left=3, today=today)
    tell_low(location=station, left=1, today=today)

    assert notices() == [(today, 1, None)]


def test_telling_without_a_number_keeps_the_number_that_was_told(station, today):
    tell_low(location=station, left=0, today=today)
    tell_low(location=station, left=None, today=today)

    assert notices() == [(today, 0, None)]


def test_the_next_day_is_another_notice(station, today):
    tell_low(location=station, left=2, today=today - timedelta(days=1))
    tell_low(location=station, left=None, today=today)

    assert notices() == [(today - timedelta(days=1), 2, None), (today, None, None)]


def test_telling_leaves_no_trail_with_a_time_of_day(station, today):
    before = AuditEvent.objects.count()

    tell_low(location=station, left=2, today=today)

    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("left", [-1, 1000])
def test_number_that_cannot_be_is_refused_and_nothing_is_told(station, today, left):
    with pytest.raises(QuantityRefused, match="How many are left is a number from 0 to 999"):
        tell_low(location=station, left=left, today=today)

    assert notices() == []


def test_open_notices_are_the_last_of_each_location_newest_first(agency, station, storeroom, today):
    tell_low(location=station, left=4, today=today - timedelta(days=2))
    tell_low(location=storeroom, left=9, today=today - timedelta(days=1))
    tell_low(location=station, left=1, today=today)

    shown = LowStockNotice.objects.open_for(agency)

    assert [(str(notice.location), notice.left) for notice in shown] == [("Station 1", 1), ("Storeroom", 9)]


def test_another_agencys_notices_are_not_shown(station, stranger, today):
    tell_low(location=station, left=1, today=today)

    assert list(LowStockNotice.objects.open_for(stranger)) == []


def test_settling_ends_the_earlier_ones_of_that_location_and_no_other(agency, station, storeroom, alice, today):
    tell_low(location=storeroom, left=5, today=today)
    tell_low(location=station, left=4, today=today - timedelta(days=2))
    notice = tell_low(location=station, left=1, today=today).notice

    settled = settle_low(notice=notice, by=alice, today=today)

    assert settled == 2
    assert [str(notice.location) for notice in LowStockNotice.objects.open_for(agency)] == ["Storeroom"]
    event = AuditEvent.objects.get(what="stock.low_settled")
    assert (event.by, event.subject) == (alice, "Station 1")


def test_settling_again_changes_nothing(station, alice, today):
    notice = tell_low(location=station, left=1, today=today).notice
    settle_low(notice=notice, by=alice, today=today)

    assert settle_low(notice=notice, by=alice, today=today) == 0
    assert AuditEvent.objects.filter(what="stock.low_settled").count() == 1


def test_low_again_on_the_day_it_was_settled_is_open_again(agency, station, alice, today):
    settle_low(notice=tell_low(location=station, left=1, today=today).notice, by=alice, today=today)

    tell_low(location=station, left=None, today=today)

    assert [notice.left for notice in LowStockNotice.objects.open_for(agency)] == [1]
