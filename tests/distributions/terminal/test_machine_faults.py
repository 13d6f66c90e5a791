"""T15: a full disk, a database that is not migrated, one that is gone, in a real browser over the real server.

The terminal says what is so, keeps every entry, and prints "Counted" for none; the log has one line for each request
that failed; and once it is mended, every entry is counted once.
"""

import json
import re
import urllib.error
import urllib.request
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.distributions import station
from tests.distributions.terminal import broken, seen
from tests.distributions.terminal.test_races import ENTRY, send
from tests.servers.gunicorn import DIRECT

WAITS = (
    "The server has a problem and nothing was counted. What you logged stays on this computer and is sent again "
    "automatically. Call your program coordinator or IT."
)
WAIT = 15_000  # Milliseconds until a terminal asks a machine with a fault again.
PRESSES = 60  # More than fit into the pages that an empty table has.
KINDS = {
    ("full", True): r"OperationalError \(SQLITE_FULL\)",
    ("full", False): r"OperationalError \(53100\)",
    ("unmigrated", True): r"OperationalError \(SQLITE_ERROR\)",
    ("unmigrated", False): r"ProgrammingError \(42P01\)",
    ("gone", True): r"OperationalError \(SQLITE_CANTOPEN\)",
    ("gone", False): "OperationalError",
}
BREAKS = {"full": broken.full, "unmigrated": broken.unmigrated, "gone": broken.gone}
WATCH = """() => {
    window.everCounted = 0;
    const look = () => {
        const shown = ["counted-heading", "said"].map((id) => document.getElementById(id));
        if (shown.some((part) => part.textContent === "Counted" && part.checkVisibility())) window.everCounted += 1;
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def breakable(databases, tmp_path_factory):
    application = broken.Breakable(
        directory=tmp_path_factory.mktemp("breakable"), database_url=databases.new(station.PREPARED)
    )
    application.start()
    yield application
    application.kill()
    databases.drop(application.database_url)


@pytest.fixture
def application(breakable):
    """In place of the one that the other browser tests share."""
    station.begin_again(breakable)
    breakable.log.write_text("")
    return breakable


def faults_in(application):
    return [line for line in application.log_text().splitlines() if "ERROR" in line or "Traceback" in line]


@pytest.mark.browser
@pytest.mark.server
@pytest.mark.parametrize("fault", BREAKS)
def test_terminal_keeps_every_entry_and_says_so_until_the_machine_is_mended(application, timed_desk, wire, fault):
    wire.fault = "dead"
    seen.log_many(timed_desk, PRESSES)
    timed_desk.evaluate(WATCH)
    with BREAKS[fault](application):
        wire.fault = ""
        seen.send_now(timed_desk)

        expect(timed_desk.locator("#blocked")).to_have_text(WAITS)
        seen.expect_state(timed_desk, f"{PRESSES} waiting to be sent")
        seen.log_one(timed_desk)
        seen.expect_heading(timed_desk, "Saved")
        assert seen.barriers(timed_desk) == []
        seen.log_another(timed_desk)
        seen.expect_state(timed_desk, f"{PRESSES + 1} waiting to be sent")
        assert timed_desk.evaluate("window.everCounted") == 0
        failed, faults = list(wire.sent), faults_in(application)

    timed_desk.clock.run_for(WAIT)
    seen.expect_nothing_waiting(timed_desk)
    seen.expect_state(timed_desk, "All counted")
    expect(timed_desk.locator("#blocked")).to_be_hidden()
    assert station.counts(application) == seen.counted(PRESSES + 1)
    kind = KINDS[fault, application.is_sqlite]
    line = rf"ERROR django.request Internal Server Error: /terminal/entries/: django.db.utils.{kind} at [\w.]+:\d+.*"
    assert [bool(re.fullmatch(line, each)) for each in faults] == [True] * len(failed)
    values = {"12207", "2026-11-21", station.KEY, *(entry["uuid"] for entry in entries_of(failed))}
    assert [value for value in values if value in application.log_text()] == []


def entries_of(bodies):
    return [entry for body in bodies for entry in json.loads(body)["entries"]]


@pytest.mark.server
@pytest.mark.parametrize("fault", ["unmigrated", "gone"])
def test_what_was_acknowledged_before_stands_and_what_was_not_counts_once_afterwards(application, fault):
    before, during = ENTRY, ENTRY | {"uuid": str(uuid4())}
    first = send(application, station.KEY, before)
    with BREAKS[fault](application):
        statuses, told = send(application, station.KEY, during)
        again = send(application, station.KEY, before)
    after = [send(application, station.KEY, entry) for entry in (before, during, during)]

    assert first == ([200], {"stored": [before["uuid"]], "refused": []})
    assert (statuses, told) == ([500], {"message": WAITS})
    assert again[0] == [500]
    assert [answer["stored"] for _statuses, answer in after] == [[before["uuid"]], [during["uuid"]], [during["uuid"]]]
    assert [row[1:] for row in station.counts(application)] == [("12207", "2026-11-21", "naloxone-kit", 2, 4, 2)]


def ask(application, path):
    """Ask as a browser does that somebody signed in with; return status and page."""
    asked = urllib.request.Request(application.url + path, headers={"Cookie": "lbn_session=abcdefghijklmnop"})
    try:
        with DIRECT.open(asked) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.status, answer.read().decode()


@pytest.mark.server
def test_no_page_of_the_application_is_needed_to_say_that_something_is_wrong(application):
    with broken.gone(application):
        status, page = ask(application, "/agencies/albany-county-sheriffs-office/log/")
        (line,) = faults_in(application)

    assert (status, "<h1>Something went wrong here</h1>" in page) == (500, True)
    assert line.startswith("ERROR django.request Internal Server Error: /agencies/albany-county-sheriffs-office/log/")


@pytest.mark.browser
@pytest.mark.server
@pytest.mark.once
@pytest.mark.parametrize("network", ["", "dead"], ids=["online", "offline"])
@pytest.mark.parametrize(
    "wrong", ["2026-11-20T17:00:00Z", "2026-11-22T17:00:00Z"], ids=["a day behind", "a day ahead"]
)
def test_device_that_is_wrong_by_a_day_logs_on_the_servers_day_and_says_so(
    application, context, page, wire, wrong, network
):
    page.clock.install(time=wrong)
    seen.let_keep(context, page, wire.url)
    seen.open_by_link(page, wire.url)
    seen.stored_for_no_network(page)
    wire.fault = network
    page.reload()
    expect(page.locator("#go")).to_contain_text("Sat, Nov 21")
    seen.log_one(page)
    expect(page.locator("#counted-words")).to_contain_text("Sat, Nov 21")
    seen.log_another(page)

    wire.fault = ""
    seen.send_now(page)

    seen.expect_nothing_waiting(page)
    assert station.counts(application) == seen.counted(1)


@pytest.mark.browser
@pytest.mark.server
@pytest.mark.once
def test_somebody_who_logs_meanwhile_does_not_put_off_when_the_server_is_asked_again(application, timed_desk, wire):
    timed_desk.add_init_script("window.setInterval = () => 0")  # What asks every half minute anyway.
    timed_desk.reload()
    wire.fault, wire.headers = "500", {"Retry-After": "15"}
    seen.log_one(timed_desk)
    seen.log_another(timed_desk)
    wire.wait_for(1)
    timed_desk.clock.run_for(5_000)
    seen.log_one(timed_desk)
    seen.log_another(timed_desk)
    wire.fault = ""

    timed_desk.clock.run_for(10_000)

    wire.wait_for(2)
    seen.expect_state(timed_desk, "All counted")
    assert station.counts(application) == seen.counted(2)
