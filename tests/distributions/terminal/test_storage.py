"""What a browser holds after a day at the terminal: entries that wait, the page and its files, and nothing else."""

import re

import pytest

from tests.distributions import station
from tests.distributions.terminal import seen

ENTRY = {"uuid", "handed_out_on", "zip_code", "jurisdiction", "item", "items", "people_trained", "message"}
BESIDES = {"lbn-agencies", "lbn-minutes-ahead"}
# A time of day, an instant in words or as milliseconds, and a link's key.
FORBIDDEN = re.compile(rf"\d\d?:\d\d:\d\d|\d{{4}}-\d\d-\d\dT|\b1[5-9]\d{{11}}\b|{station.KEY}", re.ASCII)
pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]


def held(context, page):
    """Everything the browser holds for the terminal, by where it is."""
    return {
        "queues": seen.queues(page),
        "pages": {path: text for path, text in seen.pages(page).items() if not path.endswith((".js", ".css"))},
        "local": page.evaluate("Object.fromEntries(Object.entries(localStorage))"),
        "session": page.evaluate("Object.fromEntries(Object.entries(sessionStorage))"),
        "cookies": {cookie["name"]: cookie["path"] for cookie in context.cookies()},
    }


def findings(held):
    """Everything in it that must not be there."""
    texts = {f"{kind} {name}": repr(value) for kind in held for name, value in held[kind].items()}
    found = [f"{where}: {match}" for where, text in texts.items() for match in FORBIDDEN.findall(text)]
    entries = [entry for queue in held["queues"].values() for entry in queue]
    found += [f"field {name}" for entry in entries for name in set(entry) - ENTRY]
    found += [f"local {name}" for name in set(held["local"]) - BESIDES]
    return found + [f"session {name}" for name in held["session"]]


@pytest.fixture
def day_at_the_desk(context, timed_desk, wire):
    """A browser at the end of a day: kits counted, one undone, one refused, and two that wait."""
    seen.log_one(timed_desk)
    seen.log_another(timed_desk)
    seen.expect_state(timed_desk, "All counted")
    seen.log_one(timed_desk)
    timed_desk.clock.run_for(500)
    timed_desk.get_by_role("button", name="Undo").click()
    seen.expect_state(timed_desk, "All counted")
    wire.fault, wire.told = "400", b""
    seen.log_many(timed_desk, 2)
    timed_desk.clock.fast_forward("09:00:00")
    timed_desk.reload()
    seen.stored_for_no_network(timed_desk)
    return timed_desk


def test_browser_holds_entries_that_wait_and_the_page_and_nothing_else(context, day_at_the_desk):
    found = held(context, day_at_the_desk)

    assert findings(found) == []
    assert [len(queue) for queue in found["queues"].values()] == [2]
    assert [name.startswith("lbn-terminal-") for name in found["queues"]] == [True]
    assert found["cookies"] == {"lbn_terminal": "/terminal/"}


def test_planted_traces_are_found(context, day_at_the_desk):
    planted = held(context, day_at_the_desk)
    queue = next(iter(planted["queues"].values()))

    queue[0]["pressed_at"] = 1795280400000
    planted["pages"]["/terminal/"] += "2026-11-21T22:14"
    planted["local"]["last"] = station.KEY
    planted["session"]["officer"] = "4711"

    assert len(findings(planted)) == 6
