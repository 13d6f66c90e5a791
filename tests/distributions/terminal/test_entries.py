"""`POST /terminal/entries/`: what is counted, what it costs, and what nobody reads afterwards."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Terminal
from distributions.models import DailyCount
from inventory.models import Item, StockLevel
from tests.distributions import station
from tests.distributions.terminal.sent import ENTRY, UUID, without

URL = "/terminal/entries/"


def counted():
    return list(DailyCount.objects.values_list("zip_code", "item__slug", "handouts", "items", "people_trained"))


def test_entry_is_counted_and_its_kit_leaves_the_terminals_place(send, terminal):
    station.stock(terminal, Item.STANDARD_KIT, 12)

    answer = send(ENTRY)

    assert answer.status_code == 200
    assert answer.json() == {"stored": [UUID], "refused": []}
    assert counted() == [("12207", "naloxone-kit", 1, 1, 1)]
    assert StockLevel.objects.get().quantity == 11


def test_entry_sent_again_is_stored_still_and_counted_once(send):
    answers = [send(ENTRY).json() for _ in range(3)]

    assert answers == [{"stored": [UUID], "refused": []}] * 3
    assert counted() == [("12207", "naloxone-kit", 1, 1, 1)]


def test_uuid_comes_back_as_it_was_spelt(send):
    answer = send(ENTRY | {"uuid": UUID.upper()})

    assert answer.json() == {"stored": [UUID.upper()], "refused": []}


def test_county_is_a_place_where_the_zip_code_is_not_known(send, agency):
    answer = send(without("zip_code") | {"jurisdiction": "ny-schenectady"})

    assert answer.json() == {"stored": [UUID], "refused": []}
    assert DailyCount.objects.get().jurisdiction.slug == "ny-schenectady"
    assert DailyCount.objects.get().zip_code == ""


@pytest.mark.parametrize("zip_code", ["12222", "12201", "12299"])
def test_zip_code_that_is_never_named_or_unknown_is_counted_without_it(send, zip_code):
    answer = send(ENTRY | {"zip_code": zip_code})

    assert answer.json() == {"stored": [UUID], "refused": []}
    assert DailyCount.objects.get().zip_code == ""


def test_item_no_longer_in_use_is_counted(send):
    Item.objects.filter(slug="xylazine-strips").update(active=False)

    answer = send(ENTRY | {"item": "xylazine-strips"})

    assert answer.json() == {"stored": [UUID], "refused": []}


def test_hundred_entries_are_a_batch(send):
    entries = [ENTRY | {"uuid": str(uuid4())} for _ in range(100)]

    answer = send(*entries)

    assert answer.json() == {"stored": [entry["uuid"] for entry in entries], "refused": []}
    assert counted() == [("12207", "naloxone-kit", 100, 100, 100)]


def test_entries_leave_no_cookie_and_move_no_date(send, terminal):
    answer = send(ENTRY)

    assert answer.cookies == {}
    assert answer.headers["Cache-Control"] == "no-store"
    assert Terminal.objects.get(pk=terminal.pk).last_seen_on is None


def test_nothing_of_an_entry_is_in_any_log(send, caplog, capfd):
    caplog.set_level(0)
    send(ENTRY | {"people_trained": 0})
    send(ENTRY | {"uuid": str(uuid4()), "zip_code": "12208-1234"})
    send(ENTRY | {"officer": "Smith"}, Origin="https://elsewhere.example")

    written = "".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    written += "".join(capfd.readouterr())
    for value in (UUID, "12207", "12208", "2026-11-21", "naloxone-kit", "Smith", station.KEY):
        assert value not in written


def statements(send, *entries):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        send(*entries)
    return [query["sql"] for query in captured.captured_queries]


def test_cost_of_a_batch_does_not_grow_with_its_entries(send, terminal):
    station.stock(terminal, Item.STANDARD_KIT, 500)
    one = statements(send, ENTRY)

    hundred = statements(send, *(ENTRY | {"uuid": str(uuid4())} for _ in range(100)))

    assert len(hundred) == len(one)


def test_one_press_is_three_look_ups_and_the_batch(send, terminal):
    station.stock(terminal, Item.STANDARD_KIT, 500)

    asked = statements(send, ENTRY)

    begun = next(number for number, sql in enumerate(asked) if sql.startswith("SAVEPOINT"))
    assert [table_of(sql) for sql in asked[:begun]] == ["agencies_terminal", "agencies_zipcode", "inventory_item"]
    assert len(asked) - begun == 8 + (connection.vendor == "postgresql")
    assert "pack" not in asked[0]


def table_of(sql):
    return sql.split(' FROM "')[1].split('"')[0]
