"""A browser's store that is emptied under an open page: what vanished is said, kept, sent again and counted once.

The page alone can know it. Whoever clears the browser while no page is open takes with it what waited there
(docs/running.md, "Terminals").
"""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.distributions import station
from tests.distributions.terminal import seen

ONE_GONE = "1 entry disappeared from this browser. Sending it again."
ONE_GONE_OFFLINE = "1 entry disappeared from this browser. It will be sent again when there is a network."
MANY_GONE_OFFLINE = " entries disappeared from this browser. They will be sent again when there is a network."
LONGER_THAN_A_WORD_TAKES = 1_500
NO_PROMISE = "navigator.storage.persist = async () => false; navigator.storage.persisted = async () => false"
LOOKS_LATE = "const soon = setTimeout; setTimeout = (work, wait, ...rest) => soon(work, wait + 2_000, ...rest)"
DELETE = """async () => {
    for (const { name } of await indexedDB.databases()) {
        await new Promise((resolve, reject) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = resolve;
            request.onerror = reject;
        });
    }
}"""
EMPTY = """async () => {
    for (const { name } of await indexedDB.databases()) {
        await new Promise((resolve, reject) => {
            const request = indexedDB.open(name);
            request.onerror = reject;
            request.onsuccess = () => {
                const transaction = request.result.transaction("entries", "readwrite");
                transaction.objectStore("entries").clear();
                transaction.oncomplete = () => { request.result.close(); resolve(); };
            };
        });
    }
}"""
WATCH = """() => {
    window.said = [];
    const look = () => {
        for (const id of ["state", "counted-heading", "said"]) {
            const part = document.getElementById(id);
            const isNew = part.checkVisibility() && part.textContent !== window.said.at(-1);
            if (isNew && part.textContent) window.said.push(part.textContent);
        }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]


def gone_words(number):
    """What is said of so many while nothing can be sent."""
    return ONE_GONE_OFFLINE if number == 1 else f"{number}{MANY_GONE_OFFLINE}"


def clear(context, page, kinds="indexeddb"):
    """Do what "Clear browsing data" does."""
    session = context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": page.evaluate("origin"), "storageTypes": kinds})
    session.detach()


def delete(context, page):
    context.pages[1].evaluate(DELETE)


def empty(context, page):
    context.pages[1].evaluate(EMPTY)
    page.evaluate("dispatchEvent(new Event('offline'))")  # No event tells of it; whatever makes the page look does.


def words_said(page):
    return page.evaluate("window.said")


@pytest.fixture
def open_desk(context, page, wire):
    """The terminal's page beside a tab of the same site, in a browser that promises to keep what is stored or, as
    usual, does not."""

    def open_desk(*, is_promised):
        if is_promised:
            seen.let_keep(context, page, wire.url)
        else:
            page.add_init_script(NO_PROMISE)
        seen.open_by_link(page, wire.url)
        context.new_page().goto(f"{wire.url}/healthz")
        page.bring_to_front()
        page.evaluate(WATCH)
        return page

    return open_desk


@pytest.mark.parametrize(
    ("number", "lose", "is_promised"), [*product((1, 3), (clear, delete), (True, False)), (3, empty, False)]
)
def test_what_vanished_is_said_kept_and_counted_once(
    application, context, open_desk, wire, number, lose, is_promised
):
    desk = open_desk(is_promised=is_promised)
    wire.fault = "dead"
    seen.log_many(desk, number)
    expect(desk.locator("#state")).to_contain_text("saved here")
    desk.evaluate("window.said = []")

    lose(context, desk)

    seen.expect_state(desk, gone_words(number))
    seen.until(lambda: len(seen.queue(desk)) == number)
    assert [words for words in words_said(desk) if "ounted" in words] == []
    assert station.counts(application) == []
    wire.fault = ""
    seen.send_now(desk)
    seen.expect_state(desk, "All counted")
    seen.expect_nothing_waiting(desk)
    assert station.counts(application) == seen.counted(number)


def test_what_vanished_without_a_network_is_sent_when_it_is_back(application, context, desk):
    context.set_offline(True)
    seen.log_one(desk)
    seen.log_another(desk)
    seen.expect_state(desk, "No network. 1 entry saved here; it will be sent automatically.")
    desk.evaluate(WATCH)

    clear(context, desk)
    seen.expect_state(desk, ONE_GONE_OFFLINE)
    assert [words for words in words_said(desk) if "ounted" in words or "Sending" in words] == []
    context.set_offline(False)

    seen.expect_state(desk, "All counted")
    assert station.counts(application) == seen.counted(1)


def test_what_vanished_while_it_can_be_undone_can_still_be_undone(application, context, open_desk, wire):
    desk = open_desk(is_promised=False)
    seen.log_one(desk)
    clear(context, desk)
    seen.expect_state(desk, ONE_GONE)

    desk.get_by_role("button", name="Undo").click()

    seen.expect_state(desk, "All counted")
    desk.wait_for_timeout(LONGER_THAN_A_WORD_TAKES)
    assert (seen.queue(desk), wire.sent, station.counts(application)) == ([], [], [])


def test_what_vanished_from_a_page_that_is_left_at_once_is_sent(application, context, open_desk, wire):
    desk = open_desk(is_promised=False)
    wire.fault = "503"
    seen.log_one(desk)
    seen.log_another(desk)
    wire.wait_for(1)
    wire.fault = ""
    clear(context, desk)

    desk.evaluate("dispatchEvent(new Event('pagehide'))")

    seen.expect_counts(application, seen.counted(1))


def test_two_tabs_put_back_what_vanished_and_send_it_once(application, context, open_desk, wire):
    desk = open_desk(is_promised=False)
    wire.fault = "dead"
    seen.log_many(desk, 2)
    other = context.new_page()
    other.add_init_script(LOOKS_LATE)
    second = seen.open_again(other, wire.url)
    expect(second.locator("#state")).to_contain_text("2 entries saved here")

    clear(context, desk)

    for page in (desk, second):
        seen.expect_state(page, gone_words(2))
    wire.fault = ""
    for page in (desk, second):
        seen.send_now(page)
    for page in (desk, second):
        seen.expect_state(page, "All counted")
    seen.expect_nothing_waiting(second)
    assert station.counts(application) == seen.counted(2)


def test_what_another_tab_sent_or_took_back_is_not_missing(application, context, open_desk, wire):
    desk = open_desk(is_promised=False)
    second = seen.open_again(context.new_page(), wire.url)
    second.evaluate(WATCH)
    desk.bring_to_front()
    seen.log_one(desk)
    seen.expect_state(second, "1 waiting to be sent")
    desk.get_by_role("button", name="Undo").click()
    seen.expect_state(second, "All counted")
    seen.log_one(desk)
    seen.expect_state(second, "1 waiting to be sent")

    seen.log_another(desk)
    seen.expect_state(second, "All counted")
    second.wait_for_timeout(LONGER_THAN_A_WORD_TAKES)
    seen.send_now(second)

    assert set(words_said(second)) == {"1 waiting to be sent", "All counted"}
    assert (len(wire.sent), station.counts(application)) == (1, seen.counted(1))


def test_where_the_key_went_too_the_entry_waits_for_the_link(application, context, open_desk, wire):
    desk = open_desk(is_promised=False)
    wire.fault = "dead"
    seen.log_many(desk, 1)
    clear(context, desk, "all")
    context.clear_cookies()
    seen.expect_state(desk, ONE_GONE_OFFLINE)

    wire.fault = ""
    seen.send_now(desk)

    expect(desk.locator("#blocked")).to_contain_text("This browser is not set up as a terminal")
    desk.reload()
    expect(desk.locator("#kept p")).to_contain_text("1 entry of Albany County Sheriff's Office is kept")
    seen.open_by_link(desk, wire.url)
    seen.expect_counts(application, seen.counted(1))
    seen.expect_nothing_waiting(desk)
