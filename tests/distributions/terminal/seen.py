"""What an officer does at the terminal and sees there, and what their browser keeps."""

import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.distributions import station

ALBANY = "albany-county-sheriffs-office"
UNDO = 10_000
QUEUES = """async () => {
    const found = {};
    for (const { name } of await indexedDB.databases()) {
        found[name] = await new Promise((resolve, reject) => {
            const request = indexedDB.open(name);
            request.onerror = reject;
            request.onsuccess = () => {
                const entries = request.result.transaction("entries").objectStore("entries").getAll();
                entries.onsuccess = () => { request.result.close(); resolve(entries.result); };
            };
        });
    }
    return found;
}"""
PAGES = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const response = await cache.match(request);
            const path = new URL(request.url).pathname;
            found[path] = JSON.stringify([name, ...response.headers]) + await response.text();
        }
    }
    return found;
}"""
OPENS_ALONE = "async () => Boolean(navigator.serviceWorker.controller && await caches.match('/terminal/'))"
PRESSES = """async (number) => {
    for (let pressed = 0; pressed < number; pressed += 1) {
        document.querySelector("[name=place][value='12207']").checked = true;
        document.getElementById("log").requestSubmit();
        while (document.getElementById("counted").hidden) await new Promise(requestAnimationFrame);
        document.getElementById("next").disabled = false;
        document.getElementById("next").click();
    }
}"""


def until(is_so, seconds=20):
    """Wait for what no locator can wait for."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "It did not come to that."
        time.sleep(0.05)


def counted(number, *, day="2026-11-21", place="12207"):
    """The log after that many presses for one kit."""
    return [(ALBANY, place, day, "naloxone-kit", number, number, number)] if number else []


def open_by_link(page, url, key=station.KEY):
    page.goto(f"{url}/terminal/#{key}")
    expect(page.locator("#log")).to_be_visible()
    return page


def open_again(page, url):
    page.goto(f"{url}/terminal/")
    expect(page.locator("#log")).to_be_visible()
    return page


def stored_for_no_network(page):
    """Wait until the worker could open the page without a network."""
    until(lambda: page.evaluate(OPENS_ALONE))
    return page


def choose(page, place="12207 Albany"):
    page.get_by_label(place).check()


def press(page):
    page.locator("#go").click()


def log_one(page):
    choose(page)
    press(page)
    expect(page.locator("#counted")).to_be_visible()


def log_another(page):
    page.get_by_role("button", name="Log another").click()
    expect(page.locator("#log")).to_be_visible()


def log_many(page, number):
    """Press that often, as fast as the page lets go."""
    page.evaluate(PRESSES, number)


def send_now(page):
    """Press "Send now", whether or not the page has sent everything by itself just before and taken it away."""
    page.evaluate("document.getElementById('send').click()")


def expect_heading(page, words):
    expect(page.locator("#counted-heading")).to_have_text(words)


def expect_state(page, words):
    expect(page.locator("#state")).to_have_text(words)


def expect_nothing_waiting(page):
    until(lambda: queue(page) == [])


def expect_counts(application, expected):
    """Wait until the log is as expected: a page that has gone cannot say that its entry arrived."""
    until(lambda: station.counts(application) == expected)


def queue(page):
    """Every entry in the browser's databases."""
    return [entry for entries in page.evaluate(QUEUES).values() for entry in entries]


def queues(page):
    return page.evaluate(QUEUES)


def pages(page):
    """What the worker keeps: {address: headers and text}."""
    return page.evaluate(PAGES)


def barriers(page):
    """The accessibility rules that the page breaks as it stands."""
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in Axe().run(page).response["violations"]]


def let_keep(context, page, url):
    """Promise the pages at `url` that what they store stays, as a browser does for an installed page.

    The promise holds as long as the session that gave it, which is why that is left open.
    """
    session = context.new_cdp_session(page)
    profile = session.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    browser = context.browser.new_browser_cdp_session()
    browser.send(
        "Browser.grantPermissions", {"origin": url, "browserContextId": profile, "permissions": ["durableStorage"]}
    )
    session.detach()
