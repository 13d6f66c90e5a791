"""The terminal as an officer meets it: a real browser, a real server."""

import pytest
from playwright.sync_api import expect

from tests.distributions import station

ALBANY = "albany-county-sheriffs-office"
ONE_KIT = (ALBANY, "12207", "2026-11-21", "naloxone-kit", 1, 1, 1)
COUNTED = "Counted"
pytestmark = [pytest.mark.server, pytest.mark.browser]


def press(page):
    page.locator("#go").click()


def expect_counted(page):
    expect(page.get_by_role("heading", name=COUNTED)).to_be_visible()


def test_two_taps_log_one_kit(application, desk):
    desk.get_by_label("12207 Albany").check()
    desk.get_by_role("button", name="Log 1 kit · 12207 Albany · Sat, Nov 21").click()

    expect_counted(desk)
    expect(desk.locator("#counted-words")).to_have_text("1 kit · 12207 Albany · Sat, Nov 21")
    assert station.counts(application) == [ONE_KIT]


def test_confirmation_gives_way_to_a_fresh_screen(desk):
    desk.get_by_label("12207 Albany").check()
    desk.get_by_label("Explained how to use it").uncheck()
    press(desk)

    desk.get_by_role("button", name="Log another").click()

    expect(desk.locator("#go")).to_have_text("Log 1 kit · choose where · Sat, Nov 21")
    expect(desk.get_by_label("Explained how to use it")).to_be_checked()
    assert desk.locator("[name=place]:checked").count() == 0
    assert "12207 Albany ·" not in desk.locator("main").inner_text()


def test_confirmation_goes_by_itself(desk):
    desk.get_by_label("12207 Albany").check()
    press(desk)
    expect_counted(desk)

    expect(desk.get_by_role("heading", name=COUNTED)).to_be_hidden(timeout=20_000)

    expect(desk.locator("#counted-words")).to_have_text("")


def test_kit_is_logged_by_keyboard_alone(application, desk):
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_label("12207 Albany")).to_be_checked()
    while not desk.evaluate("document.activeElement.id === 'go'"):
        desk.keyboard.press("Tab")

    desk.keyboard.press("Enter")
    expect_counted(desk)
    desk.keyboard.press("Enter")

    expect(desk.locator("#log")).to_be_visible()
    assert desk.evaluate("document.activeElement.name") == "place"
    assert station.counts(application) == [ONE_KIT]


def test_everything_else_that_can_be_chosen_is_read_back_and_counted(application, desk):
    desk.get_by_label("Other place").check()
    desk.get_by_label("ZIP code, five digits").fill("12304")
    desk.get_by_role("radio", name="More", exact=True).check()
    desk.get_by_role("button", name="One more").click()
    desk.get_by_label("Another day").check()
    desk.get_by_label("Which day").fill("2026-10-03")
    desk.get_by_label("Fentanyl test strips").check()
    desk.get_by_label("Explained how to use it").uncheck()

    desk.get_by_role("button", name="Log 5 \u00d7 Fentanyl test strips · 12304 · Sat, Oct 3").click()

    expect_counted(desk)
    assert station.counts(application) == [(ALBANY, "12304", "2026-10-03", "fentanyl-strips", 1, 5, 0)]


def test_county_is_enough_where_the_zip_code_is_not_known(application, desk):
    desk.get_by_label("County only (ZIP not known)").check()
    desk.get_by_label("County", exact=True).select_option("Schenectady County")
    desk.get_by_label("Yesterday").check()

    desk.get_by_role("button", name="Log 1 kit · Schenectady County · Fri, Nov 20").click()

    expect_counted(desk)
    assert station.counts(application) == [(ALBANY, "", "2026-11-20", "naloxone-kit", 1, 1, 1)]


@pytest.mark.parametrize(
    ("choose", "sentence"),
    [
        (lambda page: None, "Choose where the kit was left."),
        (lambda page: page.get_by_label("Other place").check(), "Enter the five digits of the ZIP code."),
    ],
)
def test_what_is_missing_is_said_before_anything_is_sent(desk, choose, sentence):
    sent = []
    desk.on("request", lambda request: sent.append(request.url))
    choose(desk)

    press(desk)

    expect(desk.locator("#problem p")).to_have_text(sentence)
    assert sent == []


def test_refused_entry_shows_the_servers_sentence_and_can_be_put_right(application, desk):
    desk.get_by_label("Other place").check()
    desk.get_by_label("ZIP code, five digits").fill("99999")
    press(desk)
    expect(desk.locator("#problem p")).to_have_text(
        "No ZIP code begins with these three digits. Check the five digits."
    )

    desk.get_by_label("ZIP code, five digits").fill("12207")
    press(desk)

    expect_counted(desk)
    assert station.counts(application) == [ONE_KIT]


def test_day_is_the_servers_even_where_the_device_is_years_off(application, desk):
    desk.clock.set_fixed_time("2031-05-05T12:00:00Z")
    desk.reload()
    desk.get_by_label("12207 Albany").check()

    desk.get_by_role("button", name="Log 1 kit · 12207 Albany · Sat, Nov 21").click()

    expect_counted(desk)
    assert station.counts(application) == [ONE_KIT]


def test_link_enrols_and_its_key_leaves_the_address_bar_and_is_in_no_log(application, desk):
    assert desk.url == f"{application.url}/terminal/"
    assert desk.evaluate("document.cookie") == ""
    assert station.KEY not in application.log_text()
    assert "/terminal/enrol" not in application.log_text()

    desk.go_back()

    assert desk.url == "about:blank"


def test_link_opened_in_a_terminal_of_another_place_moves_it_there(application, desk):
    desk.goto(f"{application.url}/terminal/#{station.TROY_KEY}")

    expect(desk.get_by_text("Troy Police Department")).to_be_visible()
    assert desk.url == f"{application.url}/terminal/"


def test_code_typed_wrong_is_explained(application, page):
    page.goto(f"{application.url}/terminal/")
    page.get_by_label("Code").fill("not a code")
    page.get_by_role("button", name="Set up this terminal").click()

    expect(page.get_by_role("alert")).to_have_text(
        "This code opens nothing: check it, or ask your coordinator for a new one."
    )


def test_without_a_script_the_same_page_counts_once(application, chromium):
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "lbn_terminal", "value": station.KEY, "url": f"{application.url}/terminal/"}])
    page = context.new_page()
    page.goto(f"{application.url}/terminal/")
    page.get_by_label("12207 Albany").check()
    page.get_by_role("button", name="Log what is chosen above").click()
    expect(page.get_by_role("heading", name=COUNTED)).to_be_visible()

    page.reload()

    expect(page.get_by_role("heading", name="Already counted")).to_be_visible()
    page.get_by_role("link", name="Log another").click()
    expect(page.get_by_role("button", name="Log what is chosen above")).to_be_visible()
    context.close()
    assert station.counts(application) == [ONE_KIT]
