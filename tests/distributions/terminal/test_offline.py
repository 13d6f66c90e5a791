"""The terminal without a network: whatever happens, every press is counted once, none is lost, none is left."""

import pytest
from playwright.sync_api import expect

from tests.distributions import station
from tests.distributions.terminal import seen

pytestmark = [pytest.mark.server, pytest.mark.browser]


def test_two_hundred_entries_outlive_reloads_tabs_and_the_worker(application, context, kept_desk, wire):
    wire.fault = "dead"
    seen.log_many(kept_desk, 120)
    for _ in range(10):
        kept_desk.reload()
        expect(kept_desk.locator("#log")).to_be_visible()
    session = context.new_cdp_session(kept_desk)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    second = seen.open_again(context.new_page(), wire.url)
    seen.log_many(second, 80)
    seen.expect_state(second, "No network. 200 entries saved here; they will be sent automatically.")
    assert len(seen.queue(second)) == 200

    wire.fault = ""
    for page in (kept_desk, second):
        seen.send_now(page)

    seen.expect_nothing_waiting(second)
    for page in (kept_desk, second):
        seen.expect_state(page, "All counted")
    assert station.counts(application) == seen.counted(200)


@pytest.mark.once
def test_press_of_a_page_closed_a_second_later_is_counted_at_the_next_visit(application, context, kept_desk, wire):
    wire.fault = "dead"
    seen.log_one(kept_desk)
    kept_desk.wait_for_timeout(1000)
    kept_desk.close()
    page = seen.open_again(context.new_page(), wire.url)
    seen.expect_state(page, "No network. 1 entry saved here; it will be sent automatically.")
    assert station.counts(application) == []
    wire.fault = ""

    expect(page.locator("#state")).to_have_text("All counted", timeout=10_000)
    seen.expect_nothing_waiting(page)
    assert station.counts(application) == seen.counted(1)


def test_page_that_is_hidden_sends_at_once_and_undo_is_over(application, kept_desk, wire):
    seen.log_one(kept_desk)
    assert wire.sent == []

    kept_desk.evaluate(
        """Object.defineProperty(document, "visibilityState", { value: "hidden" });
        document.dispatchEvent(new Event("visibilitychange"))"""
    )

    wire.wait_for(1)
    expect(kept_desk.locator("#undo")).to_be_hidden()
    seen.expect_nothing_waiting(kept_desk)
    assert station.counts(application) == seen.counted(1)


@pytest.mark.once
def test_page_that_is_left_sends_at_once(application, kept_desk, wire):
    """For a page of the same site: going elsewhere, a busy browser may end the old page before it can speak."""
    seen.log_one(kept_desk)

    kept_desk.goto(f"{wire.url}/healthz")

    wire.wait_for(1)
    seen.open_again(kept_desk, wire.url)
    seen.expect_nothing_waiting(kept_desk)
    assert station.counts(application) == seen.counted(1)


@pytest.mark.once
def test_reconnection_sends_by_itself(application, context, kept_desk):
    context.set_offline(True)
    seen.log_one(kept_desk)
    seen.log_another(kept_desk)
    seen.expect_state(kept_desk, "No network. 1 entry saved here; it will be sent automatically.")

    context.set_offline(False)

    seen.expect_state(kept_desk, "All counted")
    assert station.counts(application) == seen.counted(1)


@pytest.mark.once
def test_what_waits_is_sent_every_half_minute(application, timed_desk, wire):
    wire.fault = "503"
    wire.headers = {"Retry-After": "20"}
    seen.log_one(timed_desk)
    seen.log_another(timed_desk)
    wire.wait_for(1)
    seen.expect_state(timed_desk, "1 waiting to be sent")
    wire.fault = ""

    seen.send_now(timed_desk)
    timed_desk.clock.run_for(15_000)
    assert len(wire.sent) == 1
    timed_desk.clock.run_for(15_000)

    seen.expect_state(timed_desk, "All counted")
    assert station.counts(application) == seen.counted(1)


@pytest.mark.once
def test_nothing_but_a_good_answer_empties_the_queue(application, kept_desk, wire):
    wire.fault = "dead"
    seen.log_one(kept_desk)
    seen.log_another(kept_desk)
    before = seen.queue(kept_desk)

    for fault in ("lost", "half", "page", "elsewhere", "401", "403", "404", "410", "429", "500", "502", "504"):
        wire.fault, came = fault, len(wire.sent)
        seen.send_now(kept_desk)
        wire.wait_for(came + 1)
        assert seen.queue(kept_desk) == before, fault

    wire.fault = ""
    seen.send_now(kept_desk)
    seen.expect_state(kept_desk, "All counted")
    assert seen.queue(kept_desk) == []
    assert station.counts(application) == seen.counted(1)


@pytest.mark.once
def test_answer_that_never_comes_is_given_up_after_ten_seconds(application, timed_desk, wire):
    wire.fault = "silent"
    seen.log_one(timed_desk)
    timed_desk.clock.run_for(seen.UNDO)
    wire.wait_for(1)
    assert len(seen.queue(timed_desk)) == 1

    wire.fault = ""
    timed_desk.clock.run_for(20_000)

    seen.expect_state(timed_desk, "All counted")
    assert station.counts(application) == seen.counted(1)


def test_closed_terminal_keeps_its_entries_and_says_whom_to_call(application, kept_desk, wire):
    seen.log_one(kept_desk)
    station.close(application)
    seen.log_another(kept_desk)

    expect(kept_desk.locator("#blocked")).to_have_text(
        "This terminal was closed. Call the program coordinator of Albany County Sheriff's Office."
    )
    seen.expect_state(kept_desk, "1 waiting to be sent")
    assert seen.barriers(kept_desk) == []
    kept_desk.reload()
    expect(kept_desk.locator("#kept p")).to_have_text(
        "1 entry of Albany County Sheriff's Office is kept on this computer. "
        "It is sent once a terminal of Albany County Sheriff's Office is set up here again."
    )
    assert seen.barriers(kept_desk) == []
    assert len(seen.queue(kept_desk)) == 1
    station.begin_again(application)
    seen.open_again(kept_desk, wire.url)
    seen.expect_nothing_waiting(kept_desk)
    assert station.counts(application) == seen.counted(1)


@pytest.mark.once
def test_wiped_browser_is_set_up_by_its_link_again(application, chromium, wire):
    for number in (1, 2):
        profile = chromium.new_context()
        page = seen.open_by_link(profile.new_page(), wire.url)
        seen.log_one(page)
        seen.expect_counts(application, seen.counted(number))
        profile.close()
