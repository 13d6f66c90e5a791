"""What the terminal's page shows, and what it costs."""

import re

import pytest

from agencies.access import TERMINAL_COOKIE
from agencies.actions.presets import add_preset
from agencies.actions.terminals import mark_lost, revoke
from agencies.models import Terminal
from tests.distributions import station
from tests.distributions.terminal.sent import nothing_is_counted, text_of

PAGE, ENROL = "/terminal/", "/terminal/enrol/"


def test_page_says_where_it_stands_and_promises_what_it_keeps(browser):
    page = text_of(browser.get(PAGE))

    assert "<strong>Albany County Sheriff&#x27;s Office</strong> <span>Front desk</span>" in page
    assert "<span>12207 Albany</span>" in page
    assert "No personal information is collected." in page


def test_page_load_moves_the_last_seen_day(browser, terminal, today):
    browser.get(PAGE)

    assert Terminal.objects.get(pk=terminal.pk).last_seen_on == today


def test_page_is_kept_by_nobody_and_leaves_the_terminals_cookie_only(browser):
    answer = browser.get(PAGE)

    assert answer.headers["Cache-Control"] == "no-store"
    assert list(answer.cookies) == [TERMINAL_COOKIE]


def test_page_asks_for_an_item_only_where_there_is_a_choice(browser, terminal):
    without_strips = text_of(browser.get(PAGE))
    station.stock(terminal, "fentanyl-strips", 10)

    with_strips = text_of(browser.get(PAGE))

    assert '<input type="hidden" name="item" value="naloxone-kit">' in without_strips
    assert "<legend>What</legend>" not in without_strips
    assert re.search(r'value="naloxone-kit"[^>]* checked>', with_strips)
    assert 'value="fentanyl-strips"' in with_strips


def test_page_offers_the_agencys_counties_its_own_first(browser, agency, counties):
    agency.also_serves.add(counties["Schenectady"], counties["Albany"])

    page = text_of(browser.get(PAGE))

    assert re.findall(r'<option value="([\w-]+)">', page) == ["ny-albany", "ny-schenectady"]


@pytest.mark.parametrize("presets", [1, 8])
def test_cost_of_the_page_does_not_grow(browser, agency, django_assert_num_queries, presets, counties):
    for zip_code in station.PRESETS[1:presets]:
        add_preset(agency=agency, zip_code=zip_code, by=None)
    agency.also_serves.add(*list(counties.values())[:presets])
    browser.get(PAGE)

    with django_assert_num_queries(4):
        browser.get(PAGE)


@pytest.mark.parametrize("close", [revoke, mark_lost])
@pytest.mark.parametrize("ask", [lambda browser, press: browser.get(PAGE), lambda browser, press: press()])
def test_closed_terminal_says_so_and_whom_to_call(browser, press, terminal, close, ask):
    close(terminal=terminal, by=None)

    answer = ask(browser, press)

    assert answer.status_code == 403
    assert (
        "This terminal was closed. Call the program coordinator of Albany County Sheriff&#x27;s Office."
    ) in text_of(answer)
    assert nothing_is_counted()
