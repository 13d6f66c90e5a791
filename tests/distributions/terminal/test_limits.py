"""How often a terminal may send: whole queues pass, floods wait, and nothing is lost by it."""

import json
from time import time
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.access import TERMINAL_COOKIE
from agencies.actions.terminals import new_link
from distributions.models import DailyCount
from distributions.views.terminal import limits
from inventory.models import LowStockNotice
from tests.distributions import station
from tests.distributions.terminal.sent import ENTRY, UUID, nothing_is_counted

URL = "/terminal/entries/"
TOO_OFTEN = {
    "message": "Too much came from here at once and the last of it was not taken: send it again in a minute."
}


@pytest.fixture
def three_a_minute(settings):
    settings.TERMINAL_REQUESTS_PER_MINUTE = 3


def post(client, **more):
    return client.post(URL, json.dumps({"entries": [ENTRY]}), content_type="application/json", **more)


def test_queue_of_two_hundred_sent_one_by_one_passes(send, terminal):
    entries = [ENTRY | {"uuid": str(uuid4())} for _ in range(200)]

    statuses = {send(entry).status_code for entry in entries}

    assert statuses == {200}
    assert DailyCount.objects.get().handouts == 200


def test_flood_through_one_key_waits_and_is_counted_later(send, three_a_minute, monkeypatch):
    for _ in range(3):
        send(ENTRY | {"zip_code": ""})

    flood = send(ENTRY)
    counted = nothing_is_counted()
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", a_minute_later())
    later = send(ENTRY)

    assert (flood.status_code, flood.json(), flood.headers["Retry-After"]) == (429, TOO_OFTEN, "60")
    assert counted
    assert later.json() == {"stored": [UUID], "refused": []}


def a_minute_later():
    then = time() + 60
    return lambda: then


def test_another_key_of_the_same_terminal_is_not_held_back(send, client, terminal, three_a_minute):
    for _ in range(4):
        send(ENTRY | {"zip_code": ""})
    client.cookies[TERMINAL_COOKIE] = new_link(terminal=terminal, by=None).partition("#")[2]

    answer = send(ENTRY)

    assert answer.json() == {"stored": [UUID], "refused": []}


def test_requests_without_a_key_are_counted_by_their_address(client, browser, three_a_minute, settings):
    settings.TRUSTED_PROXIES = 1
    del client.cookies[TERMINAL_COOKIE]
    asked = [post(client, headers={"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.7"}) for number in range(10)]

    elsewhere = post(client, headers={"X-Forwarded-For": "192.0.2.8"})
    client.cookies[TERMINAL_COOKIE] = station.KEY
    with_key = post(client, headers={"X-Forwarded-For": "192.0.2.7"})

    assert [answer.status_code for answer in asked] == [401] * 9 + [429]
    assert (elsewhere.status_code, with_key.status_code) == (401, 200)


def test_another_sites_page_uses_up_nothing(send, three_a_minute):
    for _ in range(9):
        send(ENTRY, Origin="https://elsewhere.example")

    assert send(ENTRY).status_code == 200


def test_limit_asks_the_database_nothing_beyond_whose_key_it_is(send, three_a_minute):
    for _ in range(3):
        send(ENTRY)

    with CaptureQueriesContext(connection) as asked:
        send(ENTRY)

    assert len(asked.captured_queries) == 1


def test_plain_form_over_the_limit_is_shown_again_as_it_was_filled_in(press, three_a_minute):
    for _ in range(3):
        press(kits="0")

    answer = press(more="7")

    assert answer.status_code == 429
    assert answer.context["sentence"] == TOO_OFTEN["message"]
    assert 'value="7"' in answer.content.decode()
    assert nothing_is_counted()


@pytest.mark.parametrize("body", ['{"left": 3}', None], ids=["script", "plain form"])
def test_telling_that_kits_run_low_counts_towards_the_limit_too(send, browser, three_a_minute, body):
    for _ in range(3):
        send(ENTRY)

    sent = {"data": body, "content_type": "application/json"} if body else {"data": {"left": "3"}}
    answer = browser.post("/terminal/low/", **sent)

    assert answer.status_code == 429
    assert TOO_OFTEN["message"] in answer.content.decode()
    assert not LowStockNotice.objects.exists()


def test_a_sender_whose_minute_ends_in_between_is_counted_from_one(monkeypatch):
    monkeypatch.setattr(limits, "A_MINUTE", 0)

    counted = [limits._count("198.51.100.1") for _ in range(2)]

    assert counted == [1, 1]
