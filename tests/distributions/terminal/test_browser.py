"""The terminal as an officer meets it: a real browser, a real server."""

import time

import pytest
from playwright.sync_api import expect

from tests.distributions import station
from tests.distributions.terminal import seen

SECONDS_FOR_THE_USUAL_ENTRY = 5
pytestmark = [pytest.mark.server, pytest.mark.browser]


def test_two_taps_log_one_kit(application, chromium, wire):
    profile = chromium.new_context(has_touch=True, viewport={"width": 768, "height": 1024})
    page = seen.open_by_link(profile.new_page(), wire.url)
    began = time.monotonic()

    page.get_by_label("12207 Albany").tap()
    page.get_by_role("button", name="Log 1 kit · 12207 Albany · Sat, Nov 21").tap()

    expect(page.locator("#counted-words")).to_have_text("1 kit · 12207 Albany · Sat, Nov 21")
    assert time.monotonic() - began < SECONDS_FOR_THE_USUAL_ENTRY
    page.close()
    seen.expect_counts(application, seen.counted(1))
    profile.close()


@pytest.mark.once
def test_usual_entry_is_two_keys_to_whoever_hears_roles_and_names(application, desk):
    began = time.monotonic()

    desk.get_by_role("group", name="Where").get_by_role("radio", name="12207 Albany", exact=True).press("Space")
    desk.get_by_role("button", name="Log 1 kit · 12207 Albany · Sat, Nov 21", exact=True).press("Enter")

    expect(desk.get_by_role("heading", name="Saved")).to_be_focused()
    assert time.monotonic() - began < SECONDS_FOR_THE_USUAL_ENTRY
    expect(desk.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    seen.log_another(desk)
    seen.expect_counts(application, seen.counted(1))


@pytest.mark.once
def test_kit_is_logged_by_keyboard_alone(application, kept_desk):
    kept_desk.keyboard.press("Tab")
    while not kept_desk.evaluate("document.activeElement.name === 'place'"):
        kept_desk.keyboard.press("Tab")
    kept_desk.keyboard.press("Space")
    kept_desk.keyboard.press("ArrowDown")
    kept_desk.keyboard.press("ArrowDown")
    expect(kept_desk.get_by_label("12207 Albany")).to_be_checked()
    while not kept_desk.evaluate("document.activeElement.id === 'go'"):
        kept_desk.keyboard.press("Tab")

    kept_desk.keyboard.press("Enter")
    expect(kept_desk.locator("#counted-heading")).to_be_focused()
    expect(kept_desk.locator("#next")).to_be_enabled()
    while not kept_desk.evaluate("document.activeElement.id === 'next'"):
        kept_desk.keyboard.press("Tab")
    kept_desk.keyboard.press("Enter")

    expect(kept_desk.locator("#log")).to_be_visible()
    assert kept_desk.evaluate("document.activeElement.name") == "place"
    seen.expect_counts(application, seen.counted(1))


@pytest.mark.once
def test_confirmation_gives_way_to_a_fresh_screen(timed_desk):
    timed_desk.get_by_label("Explained how to use it").uncheck()
    seen.log_one(timed_desk)
    seen.expect_heading(timed_desk, "Saved")
    seen.expect_state(timed_desk, "1 waiting to be sent")

    timed_desk.clock.run_for(seen.UNDO)

    expect(timed_desk.locator("#counted")).to_be_hidden()
    expect(timed_desk.locator("#counted-words")).to_have_text("")
    expect(timed_desk.locator("#go")).to_have_text("Log 1 kit · choose where · Sat, Nov 21")
    expect(timed_desk.get_by_label("Explained how to use it")).to_be_checked()
    assert timed_desk.locator("[name=place]:checked").count() == 0
    seen.expect_state(timed_desk, "All counted")


@pytest.mark.once
def test_undone_press_is_nowhere_and_its_choices_are_as_they_were(application, kept_desk, wire):
    kept_desk.get_by_label("Explained how to use it").uncheck()
    kept_desk.get_by_label("Yesterday").check()
    seen.log_one(kept_desk)

    kept_desk.get_by_role("button", name="Undo").click()

    expect(kept_desk.get_by_role("button", name="Log 1 kit · 12207 Albany · Fri, Nov 20")).to_be_focused()
    expect(kept_desk.get_by_label("Explained how to use it")).not_to_be_checked()
    expect(kept_desk.locator("#said")).to_have_text("Undone. Nothing was counted.")
    seen.expect_state(kept_desk, "All counted")
    assert (seen.queue(kept_desk), wire.sent, station.counts(application)) == ([], [], [])


@pytest.mark.once
def test_kits_and_strips_are_one_press_and_undone_together(application, kept_desk):
    kept_desk.get_by_role("group", name="Fentanyl test strips").get_by_label("2", exact=True).check()
    seen.log_one(kept_desk)
    assert len(seen.queue(kept_desk)) == 2

    kept_desk.get_by_role("button", name="Undo").click()
    expect(kept_desk.locator("#log")).to_be_visible()
    assert seen.queue(kept_desk) == []
    seen.press(kept_desk)
    seen.log_another(kept_desk)

    seen.expect_nothing_waiting(kept_desk)
    assert [line[3:] for line in station.counts(application)] == [
        ("fentanyl-strips", 1, 2, 0),
        ("naloxone-kit", 1, 1, 1),
    ]


@pytest.mark.once
def test_double_tap_on_the_button_is_one(application, kept_desk):
    seen.choose(kept_desk)

    kept_desk.locator("#go").dblclick(force=True)
    kept_desk.evaluate("document.getElementById('log').requestSubmit()")

    expect(kept_desk.locator("#counted")).to_be_visible()
    assert len(seen.queue(kept_desk)) == 1


@pytest.mark.once
def test_browser_that_promises_nothing_keeps_entries_and_gives_ten_seconds_to_undo(application, page, wire):
    page.clock.install(time="2026-11-21T17:00:00Z")
    seen.open_by_link(page, wire.url)
    seen.expect_state(page, "All counted")
    seen.log_one(page)
    seen.expect_heading(page, "Saved")
    seen.expect_state(page, "1 waiting to be sent")
    expect(page.locator("#undo")).to_have_text("Undo 10 s")

    page.clock.run_for(seen.UNDO - 1_000)
    expect(page.locator("#undo")).to_have_text("Undo 1 s")
    assert (len(seen.queue(page)), wire.sent) == (1, [])
    page.clock.run_for(1_000)

    expect(page.locator("#log")).to_be_visible()
    seen.expect_state(page, "All counted")
    assert station.counts(application) == seen.counted(1)


@pytest.mark.once
@pytest.mark.parametrize(
    "broken",
    [
        "indexedDB.open = () => { throw new DOMException('refused', 'SecurityError'); }",
        "delete Navigator.prototype.locks; delete Crypto.prototype.randomUUID;"
        "IDBDatabase.prototype.transaction = () => { throw new DOMException('closed', 'InvalidStateError'); }",
    ],
)
def test_browser_without_storage_counts_from_memory_and_says_so(application, context, page, wire, broken):
    page.clock.install(time="2026-11-21T17:00:00Z")
    seen.let_keep(context, page, wire.url)
    page.add_init_script(broken)
    seen.open_by_link(page, wire.url)
    seen.log_one(page)
    seen.expect_heading(page, "Not counted yet")
    seen.expect_state(page, "This browser can't save entries. Wait until you see Counted.")

    page.clock.run_for(seen.UNDO)

    seen.expect_heading(page, "Counted")
    seen.expect_state(page, "All counted")
    expect(page.locator("#undo")).to_be_hidden()
    assert station.counts(application) == seen.counted(1)
    page.clock.run_for(5_000)
    expect(page.locator("#log")).to_be_visible()


@pytest.mark.once
def test_database_that_ios_closes_is_opened_anew(application, kept_desk):
    kept_desk.evaluate(
        """() => {
            const real = IDBDatabase.prototype.transaction;
            IDBDatabase.prototype.transaction = function (...asked) {
                IDBDatabase.prototype.transaction = real;
                this.close();
                return real.apply(this, asked);
            };
        }"""
    )

    seen.log_one(kept_desk)

    seen.expect_heading(kept_desk, "Saved")
    assert len(seen.queue(kept_desk)) == 1


@pytest.mark.once
def test_refused_entry_is_shown_until_someone_clears_it(application, kept_desk, wire):
    with station.database_of(application) as database:
        database.execute("UPDATE inventory_item SET slug = 'renamed-kit' WHERE slug = 'naloxone-kit'")
    seen.log_one(kept_desk)
    seen.log_another(kept_desk)
    line = kept_desk.locator("#refused li p")
    expect(line).to_have_text("1 · 12207 · Sat, Nov 21 There is no such item.")
    with station.database_of(application) as database:
        database.execute("UPDATE inventory_item SET slug = 'naloxone-kit' WHERE slug = 'renamed-kit'")

    kept_desk.reload()

    expect(line).to_be_visible()
    seen.expect_state(kept_desk, "1 not counted: see below")
    assert seen.barriers(kept_desk) == []
    kept_desk.get_by_role("button", name="Clear").click()
    expect(kept_desk.locator("#refused")).to_be_hidden()
    assert (seen.queue(kept_desk), len(wire.sent), station.counts(application)) == ([], 1, [])


@pytest.mark.once
def test_device_that_is_years_ahead_puts_no_entry_in_the_future(application, context, page, wire):
    page.clock.install(time="2031-05-05T12:00:00Z")
    seen.let_keep(context, page, wire.url)
    seen.open_by_link(page, wire.url)
    seen.stored_for_no_network(page)
    expect(page.locator("#go")).to_contain_text("Sat, Nov 21")
    wire.fault = "dead"
    page.evaluate("localStorage.clear()")
    page.reload()
    seen.log_one(page)
    expect(page.locator("#counted-words")).to_contain_text("Mon, May 5")
    seen.log_another(page)

    wire.fault = ""
    seen.send_now(page)

    seen.expect_state(page, "All counted")
    assert station.counts(application) == seen.counted(1)


@pytest.mark.once
def test_without_a_script_the_same_page_counts_once(application, chromium):
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "lbn_terminal", "value": station.KEY, "url": f"{application.url}/terminal/"}])
    page = context.new_page()
    page.goto(f"{application.url}/terminal/")
    page.get_by_label("12207 Albany").check()
    page.get_by_role("button", name="Log what is chosen above").click()
    expect(page.get_by_role("heading", name="Counted", exact=True)).to_be_visible()

    page.reload()

    expect(page.get_by_role("heading", name="Already counted")).to_be_visible()
    page.get_by_role("link", name="Log another").click()
    expect(page.get_by_role("button", name="Log what is chosen above")).to_be_visible()
    context.close()
    assert station.counts(application) == seen.counted(1)
