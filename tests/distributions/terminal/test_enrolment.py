"""How a browser becomes a terminal."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from agencies import clock
from agencies.access import TERMINAL_COOKIE
from agencies.actions.terminals import new_code, new_link
from agencies.models import EnrolmentCode
from tests.distributions import station
from tests.distributions.terminal.sent import text_of

PAGE, ENROL = "/terminal/", "/terminal/enrol/"
SET_UP = "<h1>Set up this terminal</h1>"


def test_browser_without_a_key_is_shown_the_way_in(client, terminal):
    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert SET_UP in text_of(answer)
    assert answer.cookies == {}
    assert terminal.agency.name not in text_of(answer)


def test_code_makes_this_browser_a_terminal_and_no_other(client, terminal):
    code = new_code(terminal=terminal, by=None, now=clock.now())

    answer = client.post(ENROL, {"code": f" {code[:4].lower()}-{code[4:].lower()} "}, follow=True)
    again = type(client)().post(ENROL, {"code": code})

    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Front desk" in text_of(answer)
    assert again.status_code == 403
    assert TERMINAL_COOKIE not in again.cookies
    assert "This code does not work: check it, or ask your coordinator for a new one." in text_of(again)


def test_code_too_old_makes_nothing_a_terminal(client, terminal):
    code = new_code(terminal=terminal, by=None, now=clock.now() - timedelta(minutes=16))

    answer = client.post(ENROL, {"code": code})

    assert answer.status_code == 403
    assert "This code is too old: ask your coordinator for a new one." in text_of(answer)
    assert answer.cookies == {}


@pytest.mark.parametrize("code", ["", "   ", "x" * 41, "\x00"])
def test_what_cannot_be_a_code_is_refused(client, terminal, code):
    answer = client.post(ENROL, {"code": code})

    assert answer.status_code == 400
    assert 'role="alert"' in text_of(answer)
    assert answer.cookies == {}


def test_key_of_a_link_makes_any_browser_a_terminal(client, terminal, settings):
    link = new_link(terminal=terminal, by=None)

    answer = client.post(ENROL, {"key": urlsplit(link).fragment}, follow=True)

    assert link.startswith(f"{settings.LBN_BASE_URL}/terminal/#")
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Front desk" in text_of(answer)


def test_key_that_opens_nothing_is_explained(client, terminal):
    answer = client.post(ENROL, {"key": "x" * 43})

    assert answer.status_code == 403
    assert "This link does not work: ask your coordinator for a new one." in text_of(answer)
    assert answer.cookies == {}


def test_another_sites_page_makes_nothing_a_terminal(client, terminal):
    answer = client.post(ENROL, {"key": station.KEY}, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403
    assert answer.cookies == {}


def test_way_in_opened_by_its_address_leads_to_the_terminal(client, terminal):
    answer = client.get(ENROL)

    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)


def test_key_goes_to_the_terminal_alone_and_no_script_reads_it(client, terminal):
    cookie = client.post(ENROL, {"key": station.KEY}).cookies[TERMINAL_COOKIE]

    told = {name: cookie[name] for name in ("path", "httponly", "samesite", "secure", "domain")}
    assert told == {"path": "/terminal/", "httponly": True, "samesite": "Strict", "secure": "", "domain": ""}
    assert cookie["max-age"] == 400 * 24 * 60 * 60


def test_guessing_codes_ends_after_thirty_wrong_ones(client, terminal):
    for _ in range(30):
        assert client.post(ENROL, {"code": "WRONG"}).status_code == 403
    code = new_code(terminal=terminal, by=None, now=clock.now())

    answer = client.post(ENROL, {"code": code})
    elsewhere = client.post(ENROL, {"code": code}, REMOTE_ADDR="192.0.2.7")

    assert answer.status_code == 429
    assert EnrolmentCode.objects.count() == 0
    assert elsewhere.status_code == 302


def test_guessing_is_held_against_the_address_that_the_trusted_proxy_names(client, terminal, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(30):
        client.post(ENROL, {"code": "WRONG"}, headers={"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.7"})

    guesser = client.post(ENROL, {"code": "WRONG"}, headers={"X-Forwarded-For": "192.0.2.7"})
    other = client.post(ENROL, {"code": "WRONG"}, headers={"X-Forwarded-For": "192.0.2.8"})

    assert (guesser.status_code, other.status_code) == (429, 403)


@pytest.mark.parametrize(("mode", "is_renewed"), [("navigate", True), ("cors", False), ("same-origin", False)])
def test_key_is_renewed_by_a_visit_and_not_by_what_is_fetched_ahead(browser, mode, is_renewed):
    answer = browser.get("/terminal/", headers={"Sec-Fetch-Mode": mode})

    assert answer.status_code == 200
    assert (TERMINAL_COOKIE in answer.cookies) == is_renewed
