"""How the terminal looks: one screen, for gloves, for the night, for everyone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
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


def open_everything(page):
    """Choose whatever opens a further box, and leave something to complain about."""
    page.get_by_label("Other place").check()
    page.get_by_role("radio", name="More", exact=True).check()
    page.get_by_label("Another day").check()
    press(page)
    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("size", [(768, 1024), (1280, 800)])
def test_terminal_is_one_screen(desk, size):
    desk.set_viewport_size({"width": size[0], "height": size[1]})
    open_everything(desk)

    assert desk.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [*size]


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_a_phone(desk, width):
    desk.set_viewport_size({"width": width, "height": 740})
    open_everything(desk)

    assert desk.evaluate("document.documentElement.scrollWidth") == width


def test_everything_is_large_enough_for_a_gloved_finger(desk):
    desk.set_viewport_size({"width": 768, "height": 1024})
    open_everything(desk)

    small = desk.evaluate(
        """[...document.querySelectorAll("label.tile, .tick, button, .reveal input, .reveal select")]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 56)
        .map((element) => element.outerHTML)"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_screen_of_the_terminal_breaks_an_accessibility_rule(application, page, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{application.url}/terminal/")
    violations = {"way in": violations_on(page)}
    page.goto(f"{application.url}/terminal/#{station.KEY}")
    expect(page.locator("#log")).to_be_visible()
    violations["fresh"] = violations_on(page)
    open_everything(page)
    violations["open"] = violations_on(page)
    page.reload()
    page.route("**/entries/", lambda route: route.abort(), times=1)
    page.get_by_label("12207 Albany").check()
    press(page)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    violations["kept"] = violations_on(page)
    expect_counted(page)
    violations["counted"] = violations_on(page)

    assert violations == {screen: [] for screen in violations}


def violations_on(page):
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def test_terminal_asks_the_server_for_little(application, desk):
    # By address: a browser may ask for the icon of the page before this one late.
    weights = {}
    desk.on("response", lambda response: weights.update({response.url: len(response.body())}))

    desk.reload(wait_until="networkidle")

    assert len(weights) <= 5
    assert sum(weights.values()) <= 40 * 1024
