"""What the terminal does when no answer comes: the same entry again, and never another."""

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
