"""Requests of which no entry is looked at, each answered in a sentence and JSON."""

import json
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, OperationalError
from psycopg.errors import DeadlockDetected

from agencies.access import TERMINAL_COOKIE
from agencies.actions.terminals import mark_lost, revoke
from lbn.logs import QuietTerminal
from tests.distributions import station
from tests.distributions.terminal.sent import ENTRY, UUID, nothing_is_counted

URL = "/terminal/entries/"


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


@pytest.mark.parametrize("path", [URL.rstrip("/"), f"{URL}elsewhere/"])
def test_another_address_counts_nothing_and_leaves_no_cookie(browser, path):
    answer = browser.post(path, json.dumps({"entries": [ENTRY]}), content_type="application/json")

    assert answer.status_code in (301, 404)
    assert answer.cookies == {}
    assert nothing_is_counted()


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
    close(terminal=terminal, by=station.in_charge(terminal.agency))

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
    assert answer.json() == {
        "message": "This came from another website, so nothing was done. Use the terminal's own page."
    }
    assert nothing_is_counted()


def test_our_own_page_is_no_other_site(send):
    assert send(ENTRY, Origin="http://testserver").status_code == 200


BUSY = {"message": "The log is busy and nothing was counted: send the entries again."}


def test_busy_log_asks_to_be_sent_the_same_again(send, monkeypatch):
    monkeypatch.setattr("distributions.actions.log.time.sleep", lambda seconds: None)
    monkeypatch.setattr("distributions.actions.log.log_kits", failing(busy()))

    answer = send(ENTRY)

    assert (answer.status_code, answer.headers["Retry-After"], answer.json()) == (503, "5", BUSY)
    assert nothing_is_counted()


def test_database_that_is_busy_when_it_is_asked_for_the_key_is_a_busy_log(send, monkeypatch):
    monkeypatch.setattr("agencies.access.terminal_of_key", failing(busy()))

    answer = send(ENTRY)

    assert (answer.status_code, answer.headers["Retry-After"], answer.json()) == (503, "5", BUSY)


def test_busy_log_leaves_no_line(send, monkeypatch, caplog):
    monkeypatch.setattr("agencies.access.terminal_of_key", failing(busy()))

    send(ENTRY)

    assert [record for record in caplog.records if QuietTerminal().filter(record)] == []


def test_entry_that_the_database_refuses_is_named(send, monkeypatch):
    monkeypatch.setattr("distributions.actions.log.log_kits", failing(IntegrityError))

    answer = send(ENTRY)

    message = "This entry could not be stored. Tell your coordinator."
    assert answer.json() == {"stored": [], "refused": [{"uuid": UUID, "field": "", "message": message}]}


def failing(error):
    def fail(*given, **named):
        raise error

    return fail


def busy():
    fault = OperationalError("deadlock detected")
    fault.__cause__ = DeadlockDetected()
    return fault


def ask(client, *, body=b"", **more):
    return client.post(URL, body, content_type="application/json", **more)


REFUSALS = {
    405: lambda client: client.get(URL),
    401: lambda client: ask(type(client)()),
    403: lambda client: ask(client, headers={"Origin": "https://elsewhere.example"}),
    400: lambda client: client.post(URL, {"kits": "1"}),
    411: lambda client: ask(client, headers={"Transfer-Encoding": "chunked"}),
    413: lambda client: ask(client, body=b" " * (1024 * 1024 + 1)),
    429: lambda client: [ask(client) for _ in range(4)][-1],
}


@pytest.mark.parametrize("status", REFUSALS)
def test_refusal_is_a_sentence_and_leaves_no_cookie_and_no_session(browser, alice, settings, status):
    settings.TERMINAL_REQUESTS_PER_MINUTE = 3
    browser.force_login(alice)
    before = list(Session.objects.values_list("session_key", "session_data", "expire_date"))

    answer = REFUSALS[status](browser)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json")
    assert list(answer.json()) == ["message"]
    assert answer.cookies == {}
    assert answer.headers["Cache-Control"] == "no-store"
    assert list(Session.objects.values_list("session_key", "session_data", "expire_date")) == before
    assert nothing_is_counted()
