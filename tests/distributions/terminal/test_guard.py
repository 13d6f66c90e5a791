"""Whatever a terminal asks for is turned away in one order, and each door says so in its own way."""

import json
from datetime import timedelta

import pytest

from agencies.actions.terminals import replace_link, revoke
from inventory.models import LowStockNotice
from tests.distributions import station
from tests.distributions.terminal.sent import ENTRY, nothing_is_counted, text_of

ELSEWHERE = {"Origin": "https://elsewhere.example"}
ANOTHER = {"Terminal-Agency": "0"}
DOORS = {
    "entries": lambda browser, headers: browser.post(
        "/terminal/entries/", json.dumps({"entries": [ENTRY]}), content_type="application/json", headers=headers
    ),
    "low": lambda browser, headers: browser.post(
        "/terminal/low/", '{"left": 3}', content_type="application/json", headers=headers
    ),
    "press": lambda browser, headers: browser.post("/terminal/", {"place": "12207"}, headers=headers),
    "low by form": lambda browser, headers: browser.post("/terminal/low/", {"left": "3"}, headers=headers),
}
SENTENCES = {
    "elsewhere": (403, "This came from another website, so nothing was done."),
    "too often": (429, "Too much came from here at once and the last of it was not taken"),
    "closed": (403, "This terminal was closed."),
    "another": (409, "What was logged for another agency is kept here"),
}
WRONG = {
    "everything": ("elsewhere", ELSEWHERE | ANOTHER, True, True),
    "all but the site": ("too often", ANOTHER, True, True),
    "closed and another's": ("closed", ANOTHER, False, True),
    "another's": ("another", ANOTHER, False, False),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("wrong", WRONG)
def test_of_several_reasons_the_first_in_the_order_is_said(browser, terminal, settings, door, wrong):
    reason, headers, is_flood, is_closed = WRONG[wrong]
    settings.TERMINAL_REQUESTS_PER_MINUTE = 0 if is_flood else 600
    if is_closed:
        revoke(terminal=terminal, by=station.in_charge(terminal.agency))

    answer = DOORS[door](browser, headers)

    status, sentence = SENTENCES[reason]
    assert (answer.status_code, sentence in text_of(answer)) == (status, True)
    assert nothing_is_counted()
    assert not LowStockNotice.objects.exists()


@pytest.mark.parametrize("door", ["entries", "low"])
def test_a_scripts_door_says_it_in_json(browser, terminal, door):
    answer = DOORS[door](browser, ELSEWHERE)

    assert list(answer.json()) == ["message"]


@pytest.mark.parametrize(("door", "heading"), [("press", "Nothing was counted"), ("low by form", "Nobody was told")])
def test_a_plain_forms_door_says_it_on_a_page_with_a_way_back(browser, terminal, door, heading):
    answer = DOORS[door](browser, ELSEWHERE)

    assert f"<h1>{heading}</h1>" in text_of(answer)
    assert '<a class="go" href="/terminal/">' in text_of(answer)


@pytest.mark.parametrize("door", ["press", "low by form"])
def test_where_a_new_key_would_help_a_page_asks_for_one(browser, terminal, today, door):
    replace_link(terminal=terminal, by=None, today=today - timedelta(days=15))

    answer = DOORS[door](browser, {})

    assert answer.status_code == 403
    assert "The link that opened this terminal was replaced and ended on Nov 20, 2026." in text_of(answer)
    assert "<h1>Set up this terminal</h1>" in text_of(answer)


@pytest.mark.parametrize("address", ["/terminal/", "/terminal/towns/{}.json"])
def test_what_only_reads_is_asked_nothing_but_whether_the_terminal_is_in_use(browser, terminal, settings, address):
    address = address.format(terminal.agency_id)
    settings.TERMINAL_REQUESTS_PER_MINUTE = 0

    open_ones = [browser.get(address, headers=ELSEWHERE | ANOTHER).status_code for _ in range(2)]
    revoke(terminal=terminal, by=station.in_charge(terminal.agency))
    closed = browser.get(address)

    assert open_ones == [200, 200]
    assert (closed.status_code, "This terminal was closed." in text_of(closed)) == (403, True)


def test_offering_keys_and_codes_is_counted_by_the_address(client, terminal, settings):
    settings.TERMINAL_REQUESTS_PER_MINUTE = 1

    answers = [client.post("/terminal/enrol/", {"key": "x" * 43}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 429]
    assert "Too much came from here at once" in text_of(answers[-1])
