"""`POST /terminal/entries/`: what is taken, what is refused, and what nobody ever reads afterwards."""

import json
from uuid import uuid1, uuid4

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agencies.access import TERMINAL_COOKIE
from agencies.actions.terminals import mark_lost, revoke
from agencies.models import Terminal
from distributions.models import DailyCount, SubmissionKey
from inventory.models import Item, StockLevel
from tests.distributions import station

URL = "/terminal/entries/"
UUID = "2f0f6c1c-6a63-4b5e-9a52-0d6ff1f0a3c7"
ENTRY = {
    "uuid": UUID,
    "handed_out_on": "2026-11-21",
    "zip_code": "12207",
    "item": "naloxone-kit",
    "items": 1,
    "people_trained": 1,
}
STRANGE_UUID = "This entry needs a random identifier of its own (UUID version 4)."
STRANGE_FIELDS = "This entry has not the fields that an entry has."


@pytest.fixture
def terminal(agency):
    return station.desk_of(agency)


@pytest.fixture
def browser(client, terminal):
    """A browser that holds the key of the front desk."""
    client.cookies[TERMINAL_COOKIE] = station.KEY
    return client


@pytest.fixture
def send(browser):
    def send(*entries, **headers):
        return browser.post(URL, json.dumps({"entries": entries}), content_type="application/json", headers=headers)

    return send


def without(field):
    return {name: value for name, value in ENTRY.items() if name != field}


def nothing_is_counted():
    return not DailyCount.objects.exists() and not SubmissionKey.objects.exists()


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


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("zip_code", "1220", "Enter the five digits of the ZIP code."),
        ("zip_code", " 12207", "Enter the five digits of the ZIP code."),
        ("zip_code", "\uff11\uff12\uff12\uff10\uff17", "Enter the five digits of the ZIP code."),
        ("zip_code", "12207\u0000", "Enter the five digits of the ZIP code."),
        ("zip_code", 12207, "Enter the five digits of the ZIP code."),
        ("zip_code", None, "Enter the five digits of the ZIP code."),
        ("zip_code", "12208-1234", "Enter only the first five digits."),
        ("zip_code", "00000", "No ZIP code begins with these three digits. Check the five digits."),
        ("zip_code", "99999", "No ZIP code begins with these three digits. Check the five digits."),
        ("handed_out_on", "2026-11-22", "This date is in the future: check the year."),
        ("handed_out_on", "2025-11-20", "This date is more than 365 days back: check the year."),
        ("handed_out_on", "2026-02-30", "There is no such day."),
        ("handed_out_on", "11/21/2026", "There is no such day."),
        ("handed_out_on", "20261121", "There is no such day."),
        ("handed_out_on", 20261121, "There is no such day."),
        ("items", 0, "Log between 1 and 99 kits at a time."),
        ("items", 100, "Log between 1 and 99 kits at a time."),
        ("items", "1", "Log between 1 and 99 kits at a time."),
        ("items", True, "Log between 1 and 99 kits at a time."),
        ("items", 1.0, "Log between 1 and 99 kits at a time."),
        ("people_trained", 2, "People trained is a number from 0 to the number of kits."),
        ("people_trained", -1, "People trained is a number from 0 to the number of kits."),
        ("people_trained", None, "People trained is a number from 0 to the number of kits."),
        ("item", "insulin", "There is no such item."),
        ("item", "naloxone\u0000kit", "There is no such item."),
        ("item", "\ud800", "There is no such item."),
        ("item", ["naloxone-kit"], "There is no such item."),
        ("uuid", "not-a-uuid", STRANGE_UUID),
        ("uuid", str(uuid1()), STRANGE_UUID),
        ("uuid", "018f6c1c-6a63-7b5e-9a52-0d6ff1f0a3c7", STRANGE_UUID),
        ("uuid", UUID.replace("-", ""), STRANGE_UUID),
        ("uuid", "{" + UUID + "}", STRANGE_UUID),
    ],
)
def test_bad_entry_is_explained_and_nothing_changes(send, terminal, field, value, message):
    station.stock(terminal, Item.STANDARD_KIT, 12)
    entry = ENTRY | {field: value}

    answer = send(entry)

    assert answer.status_code == 200
    assert answer.json() == {
        "stored": [],
        "refused": [{"uuid": entry["uuid"], "field": field, "message": message}],
    }
    assert nothing_is_counted()
    assert StockLevel.objects.get().quantity == 12


@pytest.mark.parametrize("county", ["", "Albany County", "ny-nowhere", "\u0000", None, 7])
def test_county_that_is_none_is_refused(send, county):
    answer = send(without("zip_code") | {"jurisdiction": county})

    message = "There is no such county."
    assert answer.json() == {"stored": [], "refused": [{"uuid": UUID, "field": "jurisdiction", "message": message}]}
    assert nothing_is_counted()


@pytest.mark.parametrize(
    "entry",
    [
        *(without(field) for field in ENTRY if field != "uuid"),
        ENTRY | {"jurisdiction": "ny-albany"},
        ENTRY | {"officer": "Smith"},
        ENTRY | {"note": ""},
    ],
)
def test_entry_with_a_field_too_few_or_too_many_is_refused_alone(send, entry):
    answer = send(entry, ENTRY | {"uuid": "9f0f6c1c-6a63-4b5e-9a52-0d6ff1f0a3c7"})

    assert answer.json() == {
        "stored": ["9f0f6c1c-6a63-4b5e-9a52-0d6ff1f0a3c7"],
        "refused": [{"uuid": UUID, "field": "", "message": STRANGE_FIELDS}],
    }
    assert DailyCount.objects.get().handouts == 1


@pytest.mark.parametrize(
    "entry", [without("uuid"), ENTRY | {"uuid": 7}, ENTRY | {"uuid": None}, {}, [], "x", None, 7]
)
def test_refused_entry_without_a_uuid_in_words_has_none_in_the_answer(send, entry):
    answer = send(entry)

    assert [refusal["uuid"] for refusal in answer.json()["refused"]] == [None]
    assert nothing_is_counted()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"kits=1",
        b"[]",
        b"null",
        b'"entries"',
        b"{}",
        b'{"entries": {}}',
        b'{"entries": []}',
        b'{"entries": [], "note": ""}',
        b'{"entries": [\xff]}',
        b"[" * 100_000,
        b'{"entries": [' + b"9" * 5000 + b"]}",
        json.dumps({"entries": [ENTRY], "officer": "Smith"}).encode(),
        json.dumps({"entries": [ENTRY | {"uuid": str(uuid4())} for _ in range(101)]}).encode(),
    ],
    ids=range(14),
)
def test_body_that_is_no_batch_is_answered_in_a_sentence(browser, body):
    answer = browser.post(URL, body, content_type="application/json")

    assert answer.status_code == 400
    assert list(answer.json()) == ["message"]
    assert answer.json()["message"].startswith("Send ")
    assert nothing_is_counted()


def test_hundred_entries_are_a_batch(send):
    entries = [ENTRY | {"uuid": str(uuid4())} for _ in range(100)]

    answer = send(*entries)

    assert answer.json() == {"stored": [entry["uuid"] for entry in entries], "refused": []}
    assert counted() == [("12207", "naloxone-kit", 100, 100, 100)]


def test_more_than_a_mebibyte_is_refused_in_a_sentence(browser):
    answer = browser.post(URL, b" " * (1024 * 1024 + 1), content_type="application/json")

    assert answer.status_code == 413
    assert answer.json() == {"message": "This is more than a terminal sends at once: send fewer entries."}


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_entries_are_sent_by_post_only(browser, method):
    answer = getattr(browser, method)(URL)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("key", [None, "", "x" * 43])
def test_browser_without_a_key_is_told_what_to_do(client, terminal, key):
    if key is not None:
        client.cookies[TERMINAL_COOKIE] = key

    answer = client.post(URL, json.dumps({"entries": [ENTRY]}), content_type="application/json")

    assert answer.status_code == 401
    assert answer.json() == {
        "message": "This browser is not set up as a terminal: open the terminal link again, or type a new code."
    }
    assert nothing_is_counted()


@pytest.mark.parametrize("close", [revoke, mark_lost])
def test_closed_terminal_counts_nothing_and_says_whom_to_call(send, terminal, close):
    close(terminal=terminal, by=None)

    answer = send(ENTRY)

    assert answer.status_code == 403
    assert answer.json() == {
        "message": "This terminal was closed. Call the program coordinator of Albany County Sheriff's Office."
    }
    assert nothing_is_counted()


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "null", "https://testserver", "http://testserver:81"]
)
def test_another_sites_page_counts_nothing(send, origin):
    answer = send(ENTRY, Origin=origin)

    assert answer.status_code == 403
    assert answer.json() == {"message": "Entries are taken from the terminal's own page only."}
    assert nothing_is_counted()


def test_our_own_page_is_no_other_site(send):
    assert send(ENTRY, Origin="http://testserver").status_code == 200


def test_busy_log_asks_to_be_sent_the_same_again(send, monkeypatch):
    monkeypatch.setattr("distributions.actions.log.time.sleep", lambda seconds: None)
    monkeypatch.setattr("distributions.actions.log.log_kits", failing(OperationalError))

    answer = send(ENTRY)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.json() == {"message": "The log is busy and nothing was counted: send the entries again."}
    assert nothing_is_counted()


def test_entry_that_the_database_refuses_is_named(send, monkeypatch):
    monkeypatch.setattr("distributions.actions.log.log_kits", failing(IntegrityError))

    answer = send(ENTRY)

    message = "This entry could not be stored. Tell your coordinator."
    assert answer.json() == {"stored": [], "refused": [{"uuid": UUID, "field": "", "message": message}]}


def failing(error):
    def fail(**given):
        raise error

    return fail


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


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from([*ENTRY, "jurisdiction", "officer"])
entries = st.dictionaries(fields, json_values, max_size=3).map(lambda changes: ENTRY | changes) | json_values


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.dictionaries(st.just("entries"), st.lists(entries, max_size=3) | json_values, max_size=1) | json_values
)
@example(body={"entries": [ENTRY | {"uuid": "\ud800"}]})
def test_whatever_is_sent_is_answered(send_raw, body):
    answer = send_raw(json.dumps(body).encode())

    assert answer.status_code in (200, 400)
    assert set(answer.json()) in ({"stored", "refused"}, {"message"})


@pytest.fixture
def send_raw(browser):
    return lambda body: browser.post(URL, body, content_type="application/json")
