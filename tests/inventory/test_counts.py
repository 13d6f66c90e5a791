import pytest

from inventory import actions
from inventory.actions.stock_counts import spread_shortfall
from inventory.models import Lot, StockMovement
from tests.inventory.conftest import GOOD_UNTIL, LATER


def counted_movements():
    return set(StockMovement.objects.exclude(reason="received").values_list("lot__number", "reason", "quantity"))


def test_a_count_that_agrees_moves_nothing(stock):
    stock.receive("A1", 12)

    variance = stock.count(("A1", GOOD_UNTIL, 12))

    assert (variance, variance.difference) == ((12, 12, 0), 0)
    assert counted_movements() == set()


def test_after_a_count_the_level_is_what_was_counted(stock):
    stock.receive("A1", 12)
    stock.receive("B2", 5, expires_on=LATER)

    variance = stock.count(("A1", GOOD_UNTIL, 10), ("B2", LATER, 6), reason="lost")

    assert variance.difference == -1
    assert stock.levels() == {"A1": 10, "B2": 6}
    assert counted_movements() == {("A1", "lost", -2), ("B2", "counted", 1)}
    assert stock.closes()


def test_a_shortfall_is_covered_out_of_the_variance(stock):
    stock.receive("A1", 5)
    stock.leave(8)

    variance = stock.count(("A1", GOOD_UNTIL, 2))

    assert (variance, variance.difference) == ((2, 0, 3), 5)
    assert (stock.levels(), stock.short()) == ({"A1": 2}, 0)
    assert counted_movements() == {("A1", "counted", 5)}
    assert stock.closes()


def test_a_shortfall_explains_kits_that_are_missing_from_another_lot(stock, alice):
    stock.receive("A1", 5)
    actions.hold_back(lot=stock.lot("A1"), by=alice)
    stock.receive("B2", 1)
    stock.leave(3)

    variance = stock.count(("A1", GOOD_UNTIL, 3), ("B2", GOOD_UNTIL, 0))

    assert (variance, variance.difference) == ((3, 5, 2), 0)
    assert (stock.levels(), stock.short()) == ({"A1": 3}, 0)
    assert counted_movements() == set()
    assert stock.closes()


def test_a_lot_that_nobody_knew_of_is_found(stock):
    stock.receive("A1", 5)

    stock.count(("A1", GOOD_UNTIL, 5), ("C3", LATER, 4))

    assert stock.levels() == {"A1": 5, "C3": 4}


def test_every_lot_is_counted_or_nothing_changes(stock):
    stock.receive("A1", 5)
    stock.receive("B2", 5)

    with pytest.raises(actions.LotNotCounted, match="Lot B2 should be there too"):
        stock.count(("A1", GOOD_UNTIL, 4), ("C3", LATER, 1))

    assert stock.levels() == {"A1": 5, "B2": 5}
    assert not Lot.objects.filter(number="C3").exists()


def test_a_count_begins_with_an_opening_count(stock):
    with pytest.raises(actions.NotOpened, match="Begin with an opening count"):
        stock.count(("A1", GOOD_UNTIL, 4))

    assert not StockMovement.objects.exists()
    assert not Lot.objects.exists()


def test_kits_logged_between_count_and_confirmation_ask_for_another_count(stock):
    stock.receive("A1", 5)
    seen = actions.Variance(counted=5, level=5, shortfall=0)
    stock.leave(2)

    with pytest.raises(actions.StockChanged, match="please count again"):
        stock.count(("A1", GOOD_UNTIL, 5), expected=seen)

    assert stock.levels() == {"A1": 3}


def test_nothing_there_can_be_counted_and_less_cannot(stock):
    stock.receive("A1", 5)

    with pytest.raises(actions.QuantityRefused):
        stock.count(("A1", GOOD_UNTIL, -1))
    stock.count(("A1", GOOD_UNTIL, 0))

    assert stock.levels() == {}
    assert stock.closes()


@pytest.mark.parametrize(
    ("shortfall", "gaps", "expected"),
    [
        (0, {"a": -2, "b": 1}, {"a": 0, "b": 0}),
        (3, {"a": 0, "b": -2}, {"a": 1, "b": 2}),
        (1, {"a": -2, "b": -2}, {"a": 1, "b": 0}),
        (5, {"a": 4}, {"a": 5}),
    ],
)
def test_missing_kits_are_the_first_to_explain_a_shortfall(shortfall, gaps, expected):
    assert spread_shortfall(shortfall, gaps) == expected
