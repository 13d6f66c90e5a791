"""A terminal whose link was replaced: its browser goes on for 14 days, then it says so and keeps what waits."""

import json

import pytest

from agencies.actions.terminals import replace_link
from agencies.querysets.terminals import terminal_of_key
from tests.distributions import station
from tests.distributions.terminal.sent import ENTRY, UUID, nothing_is_counted, text_of

LAST_MOMENT, NEXT_DAY = "2026-12-06T04:59:59+00:00", "2026-12-06T05:00:00+00:00"  # midnight in New York
ENDED = (
    "The link that opened this terminal was replaced and ended on Dec 5, 2026. Ask the program coordinator of "
    "Albany County Sheriff's Office for the new link or a code; what waits on this computer is kept until then."
)


@pytest.fixture
def replaced(terminal, today):
    """The key that replaced `station.KEY` at the front desk, on 2026-11-21."""
    return replace_link(terminal=terminal, by=None, today=today).partition("#")[2]


def test_replaced_link_opens_the_terminal_until_the_end_of_its_last_day(send, replaced, settings):
    settings.LBN_NOW = LAST_MOMENT

    answer = send(ENTRY)

    assert answer.json() == {"stored": [UUID], "refused": []}


def test_terminal_with_a_replaced_link_says_until_when_it_works(browser, client, replaced):
    sentence = "This computer's link was replaced and works until Dec 5, 2026: ask your coordinator for the new one."

    before = text_of(browser.get("/terminal/"))
    client.post("/terminal/enrol/", {"key": replaced})
    after = text_of(client.get("/terminal/"))

    assert [sentence in text for text in (before, after)] == [True, False]


def test_ended_link_counts_nothing_and_says_whom_to_ask(send, replaced, settings):
    settings.LBN_NOW = NEXT_DAY

    answer = send(ENTRY)

    assert (answer.status_code, answer.json()) == (403, {"message": ENDED})
    assert nothing_is_counted()


def test_page_of_an_ended_link_says_so_and_asks_for_a_code(browser, replaced, settings):
    settings.LBN_NOW = NEXT_DAY

    answer = browser.get("/terminal/")

    assert answer.status_code == 403
    assert ENDED.replace("'", "&#x27;") in text_of(answer)
    assert 'name="code"' in text_of(answer)


def test_ended_link_sets_up_no_browser(client, replaced, settings):
    settings.LBN_NOW = NEXT_DAY

    answer = client.post("/terminal/enrol/", {"key": station.KEY})

    assert answer.status_code == 403
    assert answer.cookies == {}


def test_new_link_takes_what_waited_behind_the_ended_one(client, replaced, settings):
    settings.LBN_NOW = NEXT_DAY
    client.post("/terminal/enrol/", {"key": replaced})

    answer = client.post("/terminal/entries/", json.dumps({"entries": [ENTRY]}), content_type="application/json")

    assert answer.json() == {"stored": [UUID], "refused": []}


def test_day_of_the_end_costs_no_look_of_its_own(replaced, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = terminal_of_key(station.KEY)
        words = (str(found.key_until_on), found.agency.name, found.location.name, found.agency.program.state)

    assert words == ("2026-12-05", "Albany County Sheriff's Office", "Front desk", "NY")
