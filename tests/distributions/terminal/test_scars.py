"""What went wrong elsewhere with queues like this one, one test for each."""

import json

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import expect

from tests import cast
from tests.distributions import station
from tests.distributions.terminal import seen

A_DAY = 24 * 60 * 60 * 1000
pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]


def uuids_of(requests):
    return [entry["uuid"] for body in requests for entry in json.loads(body)["entries"]]


def test_stale_queue_is_counted_once_however_often_it_is_sent(application, kept_desk, wire):
    wire.fault = "dead"
    seen.log_many(kept_desk, 5)
    wire.fault = "lost"
    for number in (1, 2, 3):
        seen.send_now(kept_desk)
        wire.wait_for(number)
    seen.expect_counts(application, seen.counted(5))

    wire.fault = ""
    seen.send_now(kept_desk)

    seen.expect_state(kept_desk, "All counted")
    assert seen.queue(kept_desk) == []
    assert station.counts(application) == seen.counted(5)


def test_entry_of_an_offline_day_keeps_its_day(application, timed_desk, wire):
    wire.fault = "dead"
    seen.log_one(timed_desk)
    timed_desk.clock.fast_forward(2 * A_DAY)
    seen.expect_state(timed_desk, "No network. 1 entry saved here; it will be sent automatically.")
    expect(timed_desk.locator("#go")).to_contain_text("Mon, Nov 23")

    wire.fault = ""
    seen.send_now(timed_desk)

    seen.expect_state(timed_desk, "All counted")
    assert station.counts(application) == seen.counted(1, day="2026-11-21")


def test_two_tabs_send_one_queue_once(application, context, kept_desk, wire):
    wire.fault = "dead"
    seen.log_many(kept_desk, 12)
    second = seen.open_again(context.new_page(), wire.url)
    wire.fault = ""
    wire.sent.clear()

    for page in (kept_desk, second, kept_desk, second):
        seen.send_now(page)

    for page in (kept_desk, second):
        seen.expect_state(page, "All counted")
    assert len(uuids_of(wire.sent)) == len(set(uuids_of(wire.sent))) == 12
    assert station.counts(application) == seen.counted(12)


def test_two_presses_in_two_tabs_are_two(application, context, kept_desk, wire):
    second = seen.open_again(context.new_page(), wire.url)
    seen.log_one(kept_desk)
    seen.log_one(second)

    seen.log_another(kept_desk)
    seen.log_another(second)

    seen.expect_nothing_waiting(second)
    assert station.counts(application) == seen.counted(2)


def test_press_that_can_be_undone_in_one_tab_is_not_sent_by_another(application, context, kept_desk, wire):
    second = seen.open_again(context.new_page(), wire.url)
    kept_desk.bring_to_front()
    seen.log_one(kept_desk)

    seen.expect_state(second, "1 waiting to be sent")
    second.evaluate("document.getElementById('send').click()")
    second.evaluate("new Promise((resolve) => setTimeout(resolve, 500))")
    kept_desk.get_by_role("button", name="Undo").click()

    seen.expect_state(second, "All counted")
    assert (wire.sent, station.counts(application)) == ([], [])


def test_press_that_can_be_undone_in_one_tab_is_not_sent_by_another_that_is_left(
    application, context, kept_desk, wire
):
    second = seen.open_again(context.new_page(), wire.url)
    kept_desk.bring_to_front()
    seen.log_one(kept_desk)
    seen.expect_state(second, "1 waiting to be sent")

    second.evaluate("dispatchEvent(new Event('pagehide'))")
    kept_desk.get_by_role("button", name="Undo").click()

    seen.log_one(kept_desk)
    seen.log_another(kept_desk)
    seen.expect_nothing_waiting(kept_desk)
    assert (len(uuids_of(wire.sent)), station.counts(application)) == (1, seen.counted(1))


@pytest.mark.parametrize("status", [400, 413, 500])
def test_poison_entry_does_not_block_the_rest(application, kept_desk, wire, status):
    wire.fault = "dead"
    seen.log_many(kept_desk, 6)
    poison = seen.queue(kept_desk)[2]["uuid"]
    wire.poison, wire.poisoned = poison.encode(), status
    wire.fault = ""

    def sent_again():
        kept_desk.evaluate("document.getElementById('send').click()")
        return station.counts(application) == seen.counted(5)

    seen.until(sent_again)

    seen.until(lambda: [entry["uuid"] for entry in seen.queue(kept_desk)] == [poison])
    if status == 500:
        seen.expect_state(kept_desk, "1 waiting to be sent")
    else:
        expect(kept_desk.locator("#refused li p")).to_have_text("1 · 12207 · Sat, Nov 21 This one is poison.")
        seen.expect_state(kept_desk, "1 not counted: see below")


def test_week_old_page_still_sends(application, timed_desk, wire):
    wire.fault = "dead"
    timed_desk.reload()
    expect(timed_desk.locator("#log")).to_be_visible()
    timed_desk.clock.fast_forward(7 * A_DAY)
    wire.fault = ""

    seen.log_one(timed_desk)
    seen.log_another(timed_desk)

    seen.expect_state(timed_desk, "All counted")
    assert station.counts(application) == seen.counted(1)


def test_sign_out_elsewhere_does_not_clear_the_queue(application, context, kept_desk, wire):
    known = PBKDF2PasswordHasher().encode(cast.PASSWORD, "salt", iterations=1)
    with station.database_of(application) as database:
        database.execute(f"UPDATE agencies_user SET password = '{known}'")
    wire.fault = "503"
    seen.log_one(kept_desk)
    other = context.new_page()
    other.goto(f"{wire.url}/accounts/login/")
    other.locator("[name=login]").fill("alice@example.org")
    other.locator("[name=password]").fill(cast.PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    expect(other.locator("form[action='/accounts/logout/']")).to_be_attached()

    other.evaluate("document.querySelector('form[action=\"/accounts/logout/\"]').submit()")
    expect(other.locator("form[action='/accounts/logout/']")).not_to_be_attached()

    assert len(seen.queue(kept_desk)) == 1


def test_newer_server_never_discards_an_entry(application, kept_desk, wire):
    wire.fault = "dead"
    seen.log_one(kept_desk)
    seen.log_another(kept_desk)
    before = seen.queue(kept_desk)

    for told in (
        "{}",
        "[]",
        "null",
        '"ok"',
        '{"stored": true}',
        '{"stored": {}, "refused": "none"}',
        '{"version": 9}',
    ):
        wire.fault, wire.told, came = "told", told.encode(), len(wire.sent)
        seen.send_now(kept_desk)
        wire.wait_for(came + 1)
        assert seen.queue(kept_desk) == before, told

    kept_desk.reload()
    assert seen.queue(kept_desk) == before
    wire.fault = ""
    seen.send_now(kept_desk)
    seen.expect_state(kept_desk, "All counted")
    assert station.counts(application) == seen.counted(1)


def test_another_agencys_key_never_sends_the_queue(application, context, kept_desk, wire):
    wire.fault = "dead"
    seen.log_one(kept_desk)
    seen.log_another(kept_desk)
    wire.fault = "503"
    troy = context.new_page()
    troy.goto(f"{wire.url}/terminal/#{station.TROY_KEY}")
    expect(troy.get_by_text("Troy Police Department")).to_be_visible()

    wire.fault = ""
    seen.send_now(kept_desk)

    expect(kept_desk.locator("#blocked")).to_contain_text("This browser is a terminal of Troy Police Department now.")
    kept_desk.get_by_role("button", name="Kits are running low").click()
    expect(kept_desk.get_by_role("heading", name="Nobody was told")).to_be_visible()
    assert sorted(len(entries) for entries in seen.queues(troy).values()) == [0, 1]
    assert station.counts(application) == []
    troy.goto(f"{wire.url}/terminal/#{station.KEY}")
    expect(troy.get_by_text("Albany County Sheriff's Office")).to_be_visible()
    seen.expect_nothing_waiting(troy)
    assert station.counts(application) == seen.counted(1)
