"""Taking back a delivery that covered a part of a shortfall takes nothing from what lies beside that shortfall."""

import pytest

from inventory import actions
from inventory.models import LedgerEntry
from tests.inventory.conftest import GOOD_UNTIL, LATER


@pytest.fixture
def beside(stock, station, alice, today):
    """A shortfall of 5 in the storeroom, and 8 kits of B2 beside it, which a merger brought there."""
    stock.receive("A1", 3)
    stock.leave(8)
    stock.receive("B2", 8, expires_on=LATER, location=station)
    actions.merge_location(location=station, into=stock.location, by=alice, today=today)
    assert (stock.levels(), stock.short()) == ({"B2": 8}, 5)
    return stock


def test_the_shortfall_is_what_it_was_and_the_other_lot_stays(beside, alice, today):
    beside.receive("C3", 4)
    assert (beside.levels(), beside.short()) == ({"B2": 8}, 1)

    actions.take_back_entry(entry=LedgerEntry.objects.first(), today=today, by=alice)

    assert (beside.levels(), beside.short()) == ({"B2": 8}, 5)
    assert beside.closes()


def test_put_right_it_covers_what_it_would_have_covered(beside, alice, today, kit):
    beside.receive("C3", 4)
    right = {"location": beside.location, "item": kit, "number": "C3", "expires_on": GOOD_UNTIL, "on": today}
    entry = LedgerEntry.objects.first()

    actions.put_right(entry=entry, enter=actions.receive, today=today, by=alice, quantity=2, **right)

    assert (beside.levels(), beside.short()) == ({"B2": 8}, 3)
    assert beside.closes()


def test_what_came_since_covers_it(stock, alice, today):
    stock.receive("A1", 3)
    stock.leave(8)
    stock.receive("C3", 4)
    entry = LedgerEntry.objects.first()
    stock.receive("B2", 10, expires_on=LATER)

    actions.take_back_entry(entry=entry, today=today, by=alice)

    assert (stock.levels(), stock.short()) == ({"B2": 5}, 0)
    assert stock.closes()
