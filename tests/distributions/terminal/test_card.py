"""The quick reference card: each program's own, on the page, without a network, in print."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from agencies.access import TERMINAL_COOKIE
from agencies.packs import read_pack
from tests.distributions import station
from tests.distributions.terminal.sent import text_of

PAGE = "/terminal/"
PROGRAMS = Path(settings.BASE_DIR) / "agencies" / "programs"


@pytest.fixture(params=["new_york", "maryland_ems", "san_diego", "los_angeles_county"])
def pack(request, agency):
    """The content of a shipped pack, as the pack of the terminal's program."""
    content = read_pack(PROGRAMS / f"{request.param}.toml").content
    agency.program.pack = content
    agency.program.save()
    return content


def card_of(answer):
    """The card on a page: {title: points}."""
    sections = re.findall(r'<section class="card-\w+">(.*?)</section>', text_of(answer))
    return {
        html.unescape(re.search("<h3>(.*?)</h3>", section)[1]): [
            html.unescape(point) for point in re.findall("<li>(.*?)</li>", section)
        ]
        for section in sections
    }


def test_card_says_what_the_program_says_and_nothing_else(browser, pack):
    assert card_of(browser.get(PAGE)) == {section["title"]: section["points"] for section in pack["card"]}


def test_card_is_in_spanish_where_the_page_is(browser, pack, settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]

    card = card_of(browser.get(PAGE, {"language": "es"}))

    assert card == {section["spanish"]["title"]: section["spanish"]["points"] for section in pack["card"]}


def test_section_without_spanish_is_shown_in_english(browser, agency, settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]
    agency.program.pack["card"] = [{"slug": "offer", "title": "Offer", "points": ["Ask first."]}]
    agency.program.save()

    assert card_of(browser.get(PAGE, {"language": "es"})) == {"Offer": ["Ask first."]}


# In a browser


@pytest.fixture
def card(desk):
    return desk.get_by_role("dialog", name="Quick reference card")


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_card_opens_and_closes_by_keyboard_alone_and_choices_stay(desk, card):
    desk.get_by_label("12207 Albany").check()
    opener = desk.get_by_role("button", name="Quick reference card")
    opener.focus()

    desk.keyboard.press("Enter")
    expect(card).to_be_visible()
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    desk.keyboard.press("Escape")

    expect(card).to_be_hidden()
    expect(opener).to_be_focused()
    expect(desk.get_by_label("12207 Albany")).to_be_checked()


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_card_opens_without_a_network(desk, card, context):
    context.set_offline(True)

    desk.get_by_role("button", name="Quick reference card").click()

    expect(card.get_by_role("heading", name="Call 911")).to_be_visible()
    expect(card.get_by_role("heading", name="Good Samaritan")).to_be_visible()
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_print_is_the_card_and_nothing_else(desk, card):
    desk.emulate_media(media="print")

    expect(card.get_by_role("heading", name="Call 911")).to_be_visible()
    expect(desk.locator("#log")).to_be_hidden()
    expect(desk.locator("header")).to_be_hidden()
    expect(card.get_by_role("button", name="Print")).to_be_hidden()


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_without_a_script_a_link_leads_to_the_card_and_back(application, chromium):
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([{"name": TERMINAL_COOKIE, "value": station.KEY, "url": f"{application.url}/terminal/"}])
    page = context.new_page()
    page.goto(f"{application.url}/terminal/")
    heading = page.get_by_role("heading", name="Call 911")
    before = heading.is_visible()

    page.get_by_role("link", name="Quick reference card").click()
    expect(heading).to_be_visible()
    page.get_by_role("link", name="Close").click()

    expect(heading).to_be_hidden()
    assert not before
    context.close()
