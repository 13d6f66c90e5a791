"""The terminal as an officer meets it: a real browser, a real server."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.distributions import station
from tests.servers.gunicorn import Served

ALBANY = "albany-county-sheriffs-office"
ONE_KIT = (ALBANY, "12207", "2026-11-21", "naloxone-kit", 1, 1, 1)
COUNTED = "Counted"


pytestmark = [pytest.mark.server, pytest.mark.browser]


@pytest.fixture(scope="module")
def running(databases, tmp_path_factory):
    """One application for every test here, because starting one takes longer than most of them."""
    application = Served(
        directory=tmp_path_factory.mktemp("terminal"), database_url=databases.new(station.PREPARED), changes={}
    )
    application.start()
    yield application
    application.kill()
    databases.drop(application.database_url)


@pytest.fixture
def application(running):
    """That application with an empty log, and with its terminals open."""
    station.begin_again(running)
    return running


@pytest.fixture
def desk(application, page):
    """The terminal's page in a browser that its link has just enrolled."""
    page.goto(f"{application.url}/terminal/#{station.KEY}")
    expect(page.locator("#log")).to_be_visible()
    return page


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


# When the network fails


def test_answer_that_is_lost_is_asked_for_again_and_counted_once(application, desk):
    bodies = []

    def lose_the_answer(route):
        bodies.append(route.request.post_data_json)
        route.fetch()
        route.abort()

    desk.route("**/entries/", lose_the_answer, times=1)
    desk.on("request", lambda request: "entries" in request.url and bodies.append(request.post_data_json))
    desk.get_by_label("12207 Albany").check()
    press(desk)

    expect(desk.locator("#state")).to_have_text("Not counted yet: keep this page open.")
    desk.get_by_role("button", name="Try again").click()

    expect_counted(desk)
    assert len(bodies) >= 2
    assert bodies == [bodies[0]] * len(bodies)
    assert station.counts(application) == [ONE_KIT]


@pytest.mark.parametrize("answer", [{"status": 500}, {"status": 429}, {"status": 200, "body": '{"stored": ['}])
def test_entry_without_a_whole_answer_is_sent_again_by_itself(application, desk, answer):
    desk.route("**/entries/", lambda route: route.fulfill(**answer), times=1)
    desk.get_by_label("12207 Albany").check()
    press(desk)

    expect(desk.locator("#problem p")).to_contain_text("It is sent again by itself; keep this page open.")

    expect_counted(desk)
    assert station.counts(application) == [ONE_KIT]


def test_entry_on_its_way_can_be_neither_changed_nor_pressed_twice(application, desk):
    held = []
    desk.route("**/entries/", lambda route: held.append(route))
    desk.get_by_label("12207 Albany").check()
    press(desk)
    expect(desk.locator("#state")).to_have_text("Sending: wait for “Counted”.")

    desk.locator("#go").dispatch_event("click")

    assert desk.locator(".choices").evaluate("element => element.inert")
    assert len(held) == 1
    held[0].continue_()
    expect_counted(desk)
    assert station.counts(application) == [ONE_KIT]


def test_terminal_closed_meanwhile_keeps_the_entry_and_says_whom_to_call(application, desk):
    desk.get_by_label("12207 Albany").check()
    station.close(application)

    press(desk)

    expect(desk.locator("#problem p")).to_contain_text(
        "Not counted yet. This terminal was closed. Call the program coordinator of Albany County Sheriff's Office."
    )
    expect(desk.get_by_label("12207 Albany")).to_be_checked()
    assert station.counts(application) == []


# The way in


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


# How it looks


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
    asked = []
    desk.on("response", lambda response: asked.append(len(response.body())))

    desk.reload(wait_until="networkidle")

    assert len(asked) <= 5
    assert sum(asked) <= 40 * 1024
