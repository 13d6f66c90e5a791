"""What an officer finds beyond the agency's own towns, and what is asked or refused before anything is counted."""

import pytest
from playwright.sync_api import expect

from tests.distributions import station
from tests.distributions.terminal import seen
from tests.distributions.terminal.test_finder import offered
from tests.distributions.terminal.test_places_beside import NAMES, PLACED

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def beside(application, desk):
    """The desk once the towns around it have coordinates and other names."""
    with station.database_of(application) as database:
        for zip_code, (latitude, longitude) in PLACED.items():
            database.execute(
                f"UPDATE agencies_zipcode SET latitude = {latitude}, longitude = {longitude} WHERE zip = '{zip_code}'"
            )
        for zip_code, names in NAMES.items():
            database.execute(f"UPDATE agencies_zipcode SET other_names = '{names}' WHERE zip = '{zip_code}'")
    desk.context.new_cdp_session(desk).send("Network.clearBrowserCache")  # which keeps towns for five minutes
    desk.reload()
    desk.wait_for_load_state("networkidle")
    yield desk
    with station.database_of(application) as database:
        database.execute("UPDATE agencies_zipcode SET latitude = NULL, longitude = NULL, other_names = ''")


@pytest.fixture
def box(beside):
    beside.get_by_label("Other place").click()
    return beside.get_by_role("combobox", name="Town or ZIP code")


def test_another_name_finds_its_zip_codes(beside, box):
    box.press_sequentially("colo")
    found = offered(beside)
    beside.get_by_role("option", name="12205 Colonie").click()

    expect(beside.locator("#go")).to_have_text("Log 1 kit · 12205 Colonie · Sat, Nov 21")
    assert found == ["12205 Colonie\nAlbany County", "12210 Colonie\nAlbany County"]


def test_digits_find_a_zip_code_once(beside, box):
    box.press_sequentially("12205")

    assert offered(beside) == ["12205 Albany\nAlbany County"]


def test_town_of_a_county_beside_is_found_and_asked_about(application, beside, box):
    box.press_sequentially("tro")
    found = offered(beside)
    box.fill("12180")
    expect(beside.locator("#go")).to_have_text("Log 1 kit · choose where · Sat, Nov 21")
    seen.press(beside)
    expect(beside.locator("#problem p")).to_have_text("12180 Troy is outside your area. Log it anyway?")
    assert seen.queue(beside) == []

    beside.get_by_role("button", name="Yes").click()

    expect(beside.get_by_role("button", name="Log 1 kit · 12180 Troy · Sat, Nov 21")).to_be_focused()
    expect(beside.locator("#problem")).to_be_hidden()
    seen.press(beside)
    seen.log_another(beside)
    seen.expect_counts(application, seen.counted(1, place="12180"))
    assert found[0] == "12180 Troy\nRensselaer County · Outside your area. Log it anyway?"


def test_digits_that_begin_no_zip_code_are_refused_without_a_network_too(beside, box, context):
    context.set_offline(True)
    box.fill("00412")
    expect(beside.locator("#towns-found")).to_have_text(
        "No ZIP code begins with these three digits. Check the five digits."
    )

    seen.press(beside)

    expect(beside.locator("#problem p")).to_have_text(
        "No ZIP code begins with these three digits. Check the five digits."
    )
    expect(beside.locator("#sure")).to_be_hidden()
    assert seen.queue(beside) == []


def test_that_nothing_matches_is_seen(beside, box):
    box.press_sequentially("xyz")

    words = beside.get_by_text("No match. You can enter any 5-digit ZIP code.")
    expect(words).to_be_visible()
    assert words.bounding_box()["height"] > 10
