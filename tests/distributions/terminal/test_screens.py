"""How the terminal looks: one screen, for gloves, for the night, for everyone."""

import os
import urllib.request
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from agencies.access import TERMINAL_COOKIE
from tests.distributions import station
from tests.distributions.terminal import seen
from tests.servers.gunicorn import DIRECT

ONE_SCREEN = [(768, 1024), (1280, 800)]
FINGER = 56
LOOKS = (
    list(product(("light", "dark"), (360, 1280))) if os.environ.get("LBN_FULL") else [("light", 1280), ("dark", 360)]
)
pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]


def press(page):
    page.locator("#go").click()


def open_everything(page):
    """Choose whatever opens a further box, and leave something to complain about."""
    page.get_by_label("Other place").check()
    for more in page.get_by_role("radio", name="More", exact=True).all():
        more.check()
    page.get_by_label("Another day").check()
    press(page)
    expect(page.get_by_role("alert")).to_be_visible()


def sized(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})


def extent(page):
    return tuple(page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"))


@pytest.fixture
def recalled(application):
    """Everything on the terminal's shelf is of a recalled lot; other tests may have emptied the shelf before."""
    with station.database_of(application) as database:
        database.execute("UPDATE inventory_stocklevel SET quantity = 40")
        database.execute("UPDATE inventory_lot SET status = 'recalled'")
    yield
    with station.database_of(application) as database:
        database.execute("UPDATE inventory_lot SET status = 'active'")


@pytest.mark.parametrize("size", ONE_SCREEN)
def test_terminal_is_one_screen_with_eight_places_and_strips(desk, size):
    sized(desk, size)
    shown = (desk.locator(".places .tile").count(), desk.locator(".line legend").all_inner_texts())
    fresh = extent(desk)
    open_everything(desk)

    assert shown == (8 + 2, ["Kits", "Fentanyl test strips"])
    assert (fresh, extent(desk)) == (size, size)


@pytest.mark.parametrize("size", ONE_SCREEN)
def test_terminal_is_one_screen_with_recalled_lots_too(recalled, desk, size):
    sized(desk, size)

    expect(desk.locator(".held-back")).to_have_count(2)
    assert extent(desk) == size


@pytest.mark.parametrize("size", ONE_SCREEN)
def test_confirmation_is_one_screen(desk, size):
    sized(desk, size)
    desk.get_by_label("12207 Albany").check()
    press(desk)
    expect(desk.locator("#counted")).to_be_visible()

    assert extent(desk) == size


def undone(page):
    seen.log_one(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone. Nothing was counted.")).to_be_visible()


def asked_about(page):
    open_everything(page)
    page.get_by_label("Thu, Nov 19").check()
    for box in page.locator("#log .more input").all():
        box.fill("2")
    page.get_by_label("Town or ZIP code").fill("12180")
    press(page)
    expect(page.get_by_role("button", name="Yes")).to_be_visible()


def not_found(page):
    open_everything(page)
    page.get_by_label("Town or ZIP code").fill("xyz")
    expect(page.get_by_text("No match.")).to_be_visible()


def missing(page):
    page.context.set_offline(True)
    seen.log_many(page, 2)
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": page.evaluate("origin"), "storageTypes": "indexeddb"})
    expect(page.locator("#state")).to_contain_text("2 entries disappeared")
    page.context.set_offline(False)


def cut_short(page):
    page.evaluate("location.hash = 'cut-short-link'")
    expect(page.locator("#cut-short")).to_be_visible()


STATES = [undone, asked_about, not_found, missing, cut_short]


@pytest.mark.parametrize("size", ONE_SCREEN)
@pytest.mark.parametrize("state", STATES)
def test_whatever_there_is_to_say_is_one_screen(application, desk, size, state):
    sized(desk, size)

    state(desk)

    assert extent(desk) == size
    assert too_small(desk) == []


@pytest.mark.parametrize("size", [(360, 740), *ONE_SCREEN])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_breaks_an_accessibility_rule(application, desk, size, scheme):
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    sized(desk, size)
    violations = {}
    for state in STATES:
        seen.open_again(desk, application.url)
        state(desk)
        violations[state.__name__] = violations_on(desk)

    assert violations == {state.__name__: [] for state in STATES}


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_a_phone(desk, width):
    sized(desk, (width, 740))
    open_everything(desk)
    wide = {"open": extent(desk)[0]}
    desk.get_by_role("button", name="Kits are running low").click()
    expect(desk.locator("#low-told")).to_be_visible()
    wide["low"] = desk.evaluate("document.querySelector('#low-told').scrollWidth <= innerWidth - 32")
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Quick reference card").click()
    wide["card"] = desk.evaluate("document.querySelector('#card').scrollWidth <= innerWidth - 32")

    assert wide == {"open": width, "low": True, "card": True}


def too_small(page):
    return page.evaluate(
        """(finger) => [...document.querySelectorAll("label.tile, .tick, button, a, .reveal input, .reveal select")]
        .filter((element) => element.checkVisibility())
        .map((element) => [element.outerHTML, element.getBoundingClientRect()])
        .filter(([, { width, height }]) => width < finger || height < finger)
        .map(([outer, { width, height }]) => [outer, width, height])""",
        FINGER,
    )


@pytest.mark.parametrize("size", [(320, 740), *ONE_SCREEN])
def test_everything_is_large_enough_for_a_gloved_finger(desk, size):
    sized(desk, size)
    open_everything(desk)
    small = too_small(desk)
    desk.get_by_role("button", name="Kits are running low").click()
    expect(desk.locator("#low-told")).to_be_visible()
    small += too_small(desk)

    assert small == []


def screens_of(page):
    """Go through the terminal's screens, and name each while it is there."""
    yield "fresh"
    open_everything(page)
    yield "open"
    page.get_by_label("Town or ZIP code").press_sequentially("sch")
    expect(page.get_by_role("listbox")).to_be_visible()
    yield "found"
    page.get_by_label("Town or ZIP code").fill("12180")
    yield "outside"
    page.get_by_role("button", name="Quick reference card").click()
    yield "card"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Kits are running low").click()
    expect(page.locator("#low-told")).to_be_visible()
    yield "low"
    page.keyboard.press("Escape")
    page.reload()
    page.get_by_label("12207 Albany").check()
    press(page)
    expect(page.locator("#counted")).to_be_visible()
    yield "logged"


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_no_screen_of_the_terminal_breaks_an_accessibility_rule(recalled, application, page, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    sized(page, (width, 800))
    page.goto(f"{application.url}/terminal/")
    violations = {"way in": violations_on(page)}
    page.goto(f"{application.url}/terminal/#{station.KEY}")
    expect(page.locator("#log")).to_be_visible()
    for screen in screens_of(page):
        violations[screen] = violations_on(page)

    assert violations == {screen: [] for screen in violations}


def violations_on(page):
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def packed_weight(address):
    """Return how many bytes an address is to a browser that holds the desk's key and takes packed answers."""
    headers = {"Accept-Encoding": "gzip", "Cookie": f"{TERMINAL_COOKIE}={station.KEY}"}
    with DIRECT.open(urllib.request.Request(address, headers=headers), timeout=30) as answer:
        return len(answer.read())


def test_terminal_asks_the_server_for_little(application, chromium):
    # Without the service worker, whose own requests come after the page and are not waited for.
    context = chromium.new_context(service_workers="block")
    context.add_cookies([{"name": TERMINAL_COOKIE, "value": station.KEY, "url": f"{application.url}/terminal/"}])
    page = context.new_page()
    asked = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(f"{application.url}/terminal/", wait_until="networkidle")
    context.close()

    weights = {address.removeprefix(application.url): packed_weight(address) for address in asked}
    assert len(weights) == 5
    assert sum(weights.values()) <= 40 * 1024
    towns = sum(weight for address, weight in weights.items() if address.startswith("/terminal/towns/"))
    assert 0 < weights["/terminal/"] + towns <= 6 * 1024
