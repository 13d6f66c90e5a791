"""Another day on the terminal: the week before yesterday by one press each, and any day up to 60 back by its date."""

import pytest
from playwright.sync_api import expect

from tests.distributions.terminal import seen

DAYS = ["Thu, Nov 19", "Wed, Nov 18", "Tue, Nov 17", "Mon, Nov 16", "Sun, Nov 15", "Sat, Nov 14", "Fri, Nov 13"]
pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def days(desk):
    """The desk with "Another day" open."""
    seen.choose(desk)
    desk.get_by_label("Another day").check()
    return desk


def chosen_day(page):
    return page.locator("#recent input:checked").evaluate_all("chips => chips.map((chip) => chip.value)")


def test_seven_days_before_yesterday_are_one_press_each(application, days):
    offered = days.get_by_role("radiogroup", name="Which day").get_by_role("radio").count()
    names = [days.locator("#recent label").nth(place).inner_text().replace("\n", " ") for place in range(7)]

    days.get_by_role("radio", name="Tue, Nov 17").check()
    days.get_by_role("button", name="Log 1 kit · 12207 Albany · Tue, Nov 17").click()
    seen.log_another(days)

    assert (offered, names) == (7, DAYS)
    seen.expect_counts(application, seen.counted(1, day="2026-11-17"))
    expect(days.locator("#recent")).to_be_hidden()
    assert chosen_day(days) == []


def test_earlier_days_are_chosen_by_their_date(application, days):
    days.locator("#id_other_day").fill("2026-11-16")
    marked = chosen_day(days)
    days.locator("#id_other_day").fill("2026-09-22")
    unmarked = chosen_day(days)

    days.get_by_role("button", name="Log 1 kit · 12207 Albany · Tue, Sep 22").click()
    seen.log_another(days)

    assert (marked, unmarked) == (["2026-11-16"], [])
    seen.expect_counts(application, seen.counted(1, day="2026-09-22"))


def test_no_day_is_chosen_before_somebody_does(days):
    seen.press(days)

    expect(days.locator("#problem p")).to_have_text(
        "Choose a day up to 60 days back; your coordinator enters older ones."
    )
    assert (chosen_day(days), seen.queue(days)) == ([], [])


def test_days_are_chosen_by_keyboard(days):
    days.get_by_label("Another day").focus()
    days.keyboard.press("Tab")
    days.keyboard.press("Space")
    days.keyboard.press("ArrowRight")

    expect(days.locator("#go")).to_have_text("Log 1 kit · 12207 Albany · Wed, Nov 18")


def test_days_move_on_at_midnight_without_a_network(timed_desk, wire):
    wire.fault = "dead"
    timed_desk.clock.fast_forward("24:00:00")
    timed_desk.get_by_label("Another day").check()

    expect(timed_desk.get_by_role("radio", name="Fri, Nov 20")).to_be_visible()
    expect(timed_desk.get_by_role("radio", name="Fri, Nov 13")).to_have_count(0)
