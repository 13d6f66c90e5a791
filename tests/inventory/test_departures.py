from datetime import date

import pytest

from inventory import actions
from inventory.models import StockMovement
from tests.inventory.conftest import GOOD_UNTIL


def test_moved_kits_are_at_the_other_location(stock, station):
    stock.receive("A1", 12)

    covered = stock.move("A1", 5, target=station)

    assert covered == 0
    assert (stock.levels(), stock.levels(station)) == ({"A1": 7}, {"A1": 5})
    assert sorted(StockMovement.objects.filter(reason="moved").values_list("quantity", flat=True)) == [-5, 5]
    assert stock.closes()


def test_moved_kits_cover_a_shortfall_where_they_arrive(stock, station):
    stock.receive("A1", 12)
    stock.move("A1", 1, target=station)
    stock.leave(3, location=station)

    covered = stock.move("A1", 5, target=station)

    assert covered == 2
    assert (stock.levels(station), stock.short(station)) == ({"A1": 3}, 0)
    assert stock.closes()


def test_more_than_there_is_cannot_be_moved(stock, station):
    stock.receive("A1", 12)

    with pytest.raises(actions.NotEnough) as refused:
        stock.move("A1", 13, target=station)

    assert str(refused.value) == "There are only 12 of lot A1 at Storeroom. If there are more, count first."
    assert (stock.levels(), stock.levels(station)) == ({"A1": 12}, {})


def test_kits_are_moved_to_another_location_with_a_ledger(stock, storeroom, car, stranger):
    stock.receive("A1", 12)

    for target in (storeroom, car, stranger.main_location):
        with pytest.raises(actions.StockLocationRefused) as refused:
            stock.move("A1", 2, target=target)
        assert refused.value.field == "target"

    assert stock.levels() == {"A1": 12}


def test_kits_cannot_leave_before_they_came(stock, station):
    stock.receive("A1", 12)

    with pytest.raises(actions.DayRefused, match="there were not yet so many of lot A1"):
        stock.move("A1", 2, target=station, on=date(2026, 11, 20))

    assert stock.levels() == {"A1": 12}


@pytest.mark.parametrize("reason", actions.LOSSES)
def test_written_off_kits_are_gone_for_their_reason(stock, reason):
    stock.open(("OLD", date(2026, 11, 20), 4))

    left = stock.write_off("OLD", 3, reason)

    assert left == 1
    assert stock.levels() == {"OLD": 1}
    assert StockMovement.objects.get(quantity=-3).reason == reason
    assert stock.closes()


def test_a_good_lot_cannot_be_written_off_as_expired(stock):
    stock.receive("A1", 4)

    with pytest.raises(actions.LotRefused, match=r"Lot A1 is good until Mar 31, 2028\. Choose another reason\."):
        stock.write_off("A1", 1, "expired")

    assert stock.levels() == {"A1": 4}


def test_more_than_there_is_cannot_be_written_off(stock):
    stock.receive("A1", 4)

    with pytest.raises(actions.NotEnough):
        stock.write_off("A1", 5)

    assert stock.levels() == {"A1": 4}


def test_a_lot_held_back_is_not_taken_until_it_is_released(stock, alice):
    stock.receive("A1", 4)
    lot = actions.hold_back(lot=stock.lot("A1"), by=alice)

    stock.leave(1)
    short = stock.short()
    actions.release(lot=lot, by=alice)
    stock.leave(1)

    assert short == 1
    assert stock.levels() == {"A1": 3}
    assert stock.closes()


def test_a_lot_is_held_back_once_and_a_recalled_one_stays_so(stock, alice):
    stock.receive("A1", 4)
    lot = stock.lot("A1")
    with pytest.raises(actions.LotRefused, match="in use"):
        actions.release(lot=lot, by=alice)
    lot.status = "recalled"
    lot.save()

    for act in (actions.hold_back, actions.release):
        with pytest.raises(actions.LotRefused):
            act(lot=lot, by=alice)

    assert stock.lot("A1").status == "recalled"


def test_a_count_and_a_move_before_the_opening_count_are_refused(stock, station):
    stock.open(("A1", GOOD_UNTIL, 5), on=date(2026, 11, 2))

    with pytest.raises(actions.DayRefused):
        stock.count(("A1", GOOD_UNTIL, 4), on=date(2026, 11, 1))
    with pytest.raises(actions.DayRefused):
        stock.move("A1", 2, target=station, on=date(2026, 11, 1))

    assert stock.levels() == {"A1": 5}
