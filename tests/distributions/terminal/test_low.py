"""Kits are running low: one tap, a plain form, and what a terminal does where nobody hears it."""

import json

import pytest
from playwright.sync_api import expect

from agencies.access import TERMINAL_COOKIE
from agencies.actions.terminals import revoke
from inventory.models import LowStockNotice
from tests.distributions import station
from tests.distributions.terminal.sent import text_of

LOW = "/terminal/low/"
ELSEWHERE = {"Origin": "https://elsewhere.example"}


def notices():
    return list(LowStockNotice.objects.values_list("location__name", "on", "left"))


@pytest.fixture
def tell(browser):
    """Tell by script: give the body."""

    def tell(body, **headers):
        return browser.post(LOW, body, content_type="application/json", headers=headers)

    return tell


@pytest.mark.parametrize("left", [None, 0, 3])
def test_one_tap_tells_the_coordinator_of_the_terminals_place(tell, today, left):
    answer = tell(json.dumps({"left": left}))

    assert answer.status_code == 200
    assert answer.json()["message"].startswith("Your coordinator sees that kits run low here")
    assert notices() == [("Front desk", today, left)]


def test_nothing_is_left_in_a_session_or_a_cookie(tell):
    assert tell('{"left": null}').cookies == {}


@pytest.mark.parametrize(
    "body",
    [
        "null",
        "[]",
        "{}",
        '{"left": "3"}',
        '{"left": true}',
        '{"left": 1.5}',
        '{"left": 1, "by": "me"}',
        '{"left": -1}',
        '{"left": 1000}',
        "\x00",
        '{"left": 1e400}',
    ],
)
def test_what_is_no_number_is_refused_and_nobody_is_told(tell, body):
    answer = tell(body)

    assert (answer.status_code, answer.json()) == (400, {"message": "How many are left is a number from 0 to 999."})
    assert notices() == []


def test_another_sites_page_tells_nobody(tell, browser):
    answers = [tell('{"left": null}', **ELSEWHERE), browser.post(LOW, {"left": ""}, headers=ELSEWHERE)]

    assert [answer.status_code for answer in answers] == [403, 403]
    sentence = "This came from another website, so nothing was done."
    assert (sentence in answers[0].json()["message"], sentence in text_of(answers[1])) == (True, True)
    assert notices() == []


def test_page_of_another_agency_tells_nobody(tell, terminal, stranger):
    answer = tell('{"left": 2}', **{"Terminal-Agency": str(stranger.pk)})

    assert answer.status_code == 409
    assert f"This browser is a terminal of {terminal.agency.name} now." in answer.json()["message"]
    assert notices() == []


def test_closed_terminal_tells_nobody_and_says_whom_to_call(tell, browser, terminal):
    revoke(terminal=terminal, by=station.in_charge(terminal.agency))

    answers = [tell('{"left": null}'), browser.post(LOW, {"left": ""})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Call the program coordinator of Albany County Sheriff's Office." in answers[0].json()["message"]
    assert notices() == []


def test_low_is_told_by_post_only(browser):
    assert browser.get(LOW).status_code == 405
    assert notices() == []


def test_plain_form_tells_and_then_asks_how_many_are_left(browser, today):
    asked = text_of(browser.post(LOW, {}))
    first = notices()
    told = text_of(browser.post(LOW, {"left": "2"}))

    assert "<h1>Your coordinator is told</h1>" in asked
    assert 'name="left"' in asked
    assert first == [("Front desk", today, None)]
    assert "how many are left: 2." in told
    assert 'name="left"' not in told
    assert notices() == [("Front desk", today, 2)]


def test_plain_form_explains_a_number_that_cannot_be(browser):
    answer = browser.post(LOW, {"left": "few"})

    assert answer.status_code == 400
    assert "How many are left is a number from 0 to 999." in text_of(answer)
    assert notices() == []


# In a browser


def told_to(application):
    with station.database_of(application) as database:
        return [left for (left,) in database.execute('SELECT "left" FROM inventory_lowstocknotice')]


@pytest.fixture
def quiet(application):
    """The application, with nothing told."""
    with station.database_of(application) as database:
        database.execute("DELETE FROM inventory_lowstocknotice")
    return application


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_one_tap_and_then_a_number(quiet, desk):
    desk.get_by_role("button", name="Kits are running low").click()
    dialog = desk.get_by_role("dialog", name="Your coordinator is told")
    expect(dialog).to_be_visible()
    after_one_tap = told_to(quiet)

    dialog.get_by_role("button", name="One more").click()
    dialog.get_by_role("button", name="One more").click()
    dialog.get_by_role("button", name="Tell how many").click()

    expect(dialog.get_by_role("status")).to_have_text(
        "Your coordinator sees that kits run low here, and how many are left: 1."
    )
    expect(dialog.get_by_label("How many are left? (optional)")).to_be_hidden()
    assert after_one_tap == [None]
    assert told_to(quiet) == [1]


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_one_more_tap_takes_it_back_with_the_number(quiet, desk):
    desk.get_by_role("button", name="Kits are running low").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="One more").click()
    dialog.get_by_role("button", name="Tell how many").click()
    expect(dialog.get_by_role("status")).to_contain_text("how many are left: 0.")

    dialog.get_by_role("button", name="Undo").click()

    expect(desk.get_by_role("heading", name="Undone")).to_be_visible()
    expect(dialog.get_by_role("button", name="Undo")).to_be_hidden()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    assert told_to(quiet) == []


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_low_is_told_by_keyboard_alone_and_the_page_is_as_it_was(quiet, desk):
    desk.get_by_label("12207 Albany").check()
    button = desk.get_by_role("button", name="Kits are running low")
    button.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog", name="Your coordinator is told")).to_be_visible()

    desk.keyboard.press("Escape")

    expect(button).to_be_focused()
    expect(desk.get_by_label("12207 Albany")).to_be_checked()
    assert told_to(quiet) == [None]


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_without_a_network_it_says_to_tell_the_coordinator_and_keeps_nothing(quiet, desk, context):
    context.set_offline(True)

    desk.get_by_role("button", name="Kits are running low").click()

    dialog = desk.get_by_role("dialog", name="Nobody was told")
    expect(dialog.get_by_role("status")).to_have_text(
        "There is no network. Tell your coordinator yourself that kits run low."
    )
    expect(dialog.get_by_label("How many are left? (optional)")).to_be_hidden()
    context.set_offline(False)
    desk.reload(wait_until="networkidle")
    assert told_to(quiet) == []


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_without_a_script_low_is_told_too(quiet, chromium):
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([{"name": TERMINAL_COOKIE, "value": station.KEY, "url": f"{quiet.url}/terminal/"}])
    page = context.new_page()
    page.goto(f"{quiet.url}/terminal/")

    page.get_by_role("button", name="Kits are running low").click()

    expect(page.get_by_role("heading", name="Your coordinator is told")).to_be_visible()
    context.close()
    assert told_to(quiet) == [None]
