"""The sentence after an entry carries Undo: one press, and the stock is as if it had never been entered."""

import pytest

from inventory import actions
from inventory.models import LedgerEntry
from tests.inventory.conftest import GOOD_UNTIL, told
from tests.inventory.test_entry_pages import DAY, lines


@pytest.fixture
def undo(client):
    """Press the Undo of the sentence that an answer leads to, and return what is said then."""

    def press(answer):
        [message] = answer.wsgi_request._messages
        page = client.get(answer.url).content.decode()
        assert f'action="{message.extra_tags}"' in page
        return told(client.post(message.extra_tags))

    return press


@pytest.fixture
def stocked(stock):
    stock.receive("A1", 12)
    return stock


def level_of(stock, number):
    return stock.lot(number).levels.get(location=stock.location).pk


def test_a_delivery_is_undone(at, stocked, undo):
    what = {"item": stocked.item.pk, "number": "B2", "expires_on": GOOD_UNTIL.isoformat(), "quantity": 480}

    said = undo(at("receive", what | {"location": stocked.location.pk, "on": DAY}))

    assert said[-1].startswith("Taken back: Delivery of Nov 21, 2026.")
    assert stocked.levels() == {"A1": 12}


def test_a_move_is_undone(at, stocked, station, undo):
    undo(at("move", {"level": level_of(stocked, "A1"), "quantity": 5, "target": station.pk, "on": DAY}))

    assert (stocked.levels(), stocked.levels(station)) == ({"A1": 12}, {})


def test_a_write_off_is_undone(at, stocked, undo):
    undo(at("write_off", {"level": level_of(stocked, "A1"), "quantity": 5, "reason": "lost", "on": DAY}))

    assert stocked.levels() == {"A1": 12}


def test_several_lots_written_off_at_once_are_undone_at_once(at, stocked, undo):
    stocked.receive("B2", 3)
    for number in ("A1", "B2"):
        actions.recall(lot=stocked.lot(number))
    form = at("write_off_lots", query="?what=recalled").context["form"]
    levels = [str(level.pk) for level in form.fields["levels"].initial]
    data = {
        "levels": levels,
        "reason": "returned",
        "on": DAY,
        "seen": form["seen"].value(),
        "key": form["key"].value(),
    }

    undo(at("write_off_lots", data, query="?what=recalled"))

    assert stocked.levels() == {"A1": 12, "B2": 3}


def test_an_opening_count_is_undone(at, stock, undo):
    undo(at("opening", {"location": stock.location.pk, "on": DAY} | lines(("naloxone-kit", "A1", "2028-03-31", 30))))

    assert stock.levels() == {}
    assert LedgerEntry.objects.standing().count() == 0


def test_a_count_is_undone(at, stocked, undo):
    seen = {"seen_counted": 10, "seen_level": 12, "seen_shortfall": 0, "reason": "lost", "agreed": "yes"}
    query = f"?location={stocked.location.pk}&item={stocked.item.slug}"

    undo(at("count", {f"lot_{stocked.lot('A1').pk}": 10} | seen, query=query))

    assert stocked.levels() == {"A1": 12}
    assert stocked.lot("A1").levels.get().counted_on is None


def test_a_lot_held_back_is_released_and_held_back_again(at, stocked, undo):
    said = undo(at("hold_back", {}, args=[stocked.lot("A1").pk]))

    assert said[-1] == "Lot A1 is in use again: it may be left with people."
    assert stocked.lot("A1").status == "active"


def test_the_same_page_sent_twice_has_nothing_to_undo_the_second_time(at, stocked):
    form = at("receive").context["form"]
    what = {"item": stocked.item.pk, "number": "B2", "expires_on": GOOD_UNTIL.isoformat(), "quantity": 4}
    data = what | {"location": stocked.location.pk, "on": DAY, "key": form["key"].value()}
    at("receive", data)

    again = at("receive", data)

    last = list(again.wsgi_request._messages)[-1]
    assert (str(last), last.extra_tags) == (
        "This was stored already. Enter it again only if it happened twice.",
        "",
    )
    assert stocked.levels() == {"A1": 12, "B2": 4}
