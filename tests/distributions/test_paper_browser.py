"""A paper sheet typed in a real browser: by keyboard alone, pressed twice, and where no script runs."""

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.distributions import station
from tests.journeys.people import Somebody
from tests.servers.gunicorn import Served

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]
ADD = "/agencies/albany-county-sheriffs-office/log/add/"
NOVEMBER = "2026-11-21T15:00:00+00:00"


@pytest.fixture(scope="module")
def application(databases, tmp_path_factory):
    """Albany, served for all tests of this file."""
    application = Served(
        directory=tmp_path_factory.mktemp("paper"),
        database_url=databases.new(station.PREPARED),
        changes={"LBN_NOW": NOVEMBER},
    )
    application.start()
    yield application
    application.kill()
    databases.drop(application.database_url)


@pytest.fixture(scope="module")
def signed_in(application, chromium):
    """What Alice's browser holds once she has signed in."""
    alice = Somebody(chromium, application)
    alice.go("/accounts/login/")
    alice.fill(login="alice@example.org", password=PASSWORD)
    alice.press("Sign in")
    alice.page.wait_for_url("**/home/")
    held = alice.context.storage_state()
    alice.context.close()
    return held


@pytest.fixture
def open_sheet(application, chromium, signed_in):
    """Open Alice's page over an empty log, with a script or without."""
    opened = []

    def open_sheet(**context):
        station.begin_again(application)
        opened.append(Somebody(chromium, application, storage_state=signed_in, **context))
        opened[-1].go(ADD)
        return opened[-1]

    yield open_sheet
    for somebody in opened:
        somebody.context.close()


def counted(application):
    """What was counted: (ZIP code, day, times, items, people trained)."""
    return [(place, day, *figures) for _agency, place, day, _item, *figures in station.counts(application)]


def test_eleven_lines_are_typed_compared_and_counted_by_keyboard_alone(open_sheet, application):
    alice = open_sheet()
    keys = alice.page.keyboard
    alice.page.focus("#id_lines-0-day")

    for line in [("11/18", "12207", "2", "1"), *[("", "12208", "1", "")] * 9, ("11/20", "12207", "3", "3")]:
        for typed in (*line, ""):
            keys.type(typed)
            keys.press("Enter")
    day_above = alice.page.get_attribute("#id_lines-9-day", "placeholder")
    expect(alice.page.locator("#so-far")).to_contain_text("So far, lines: 11 · kits left: 14 · people trained: 4.")
    while alice.page.evaluate("document.activeElement.innerText") != "Count these lines":
        keys.press("Tab")
    keys.press("Enter")

    alice.reads("11 lines are counted: 14 left from Nov 18, 2026 to Nov 20, 2026.")
    assert day_above == "11/18"
    assert counted(application) == [
        ("12207", "2026-11-18", 1, 2, 1),
        ("12207", "2026-11-20", 1, 3, 3),
        ("12208", "2026-11-18", 9, 9, 0),
    ]


def test_a_button_pressed_twice_counts_a_sheet_once(open_sheet, application):
    alice = open_sheet()
    alice.page.fill("#id_lines-0-day", "11/18")
    alice.page.fill("#id_lines-0-place", "Albany")
    alice.page.fill("#id_lines-0-items", "2")

    alice.page.get_by_role("button", name="Count these lines").dblclick()

    alice.page.locator(".messages").wait_for()
    assert counted(application) == [("", "2026-11-18", 1, 2, 0)]


@pytest.mark.once
def test_whoever_types_a_long_sheet_stays_signed_in(open_sheet):
    page = open_sheet().page
    page.clock.install()
    page.reload()
    renewals = []
    page.on("request", lambda request: request.method == "HEAD" and renewals.append(request.url))

    page.fill("#id_lines-0-items", "2")
    page.clock.fast_forward("10:00")
    with page.expect_response("**/log/add/") as answer:
        page.fill("#id_lines-1-items", "1")
    page.fill("#id_lines-2-items", "1")

    assert (answer.value.status, renewals) == (200, [page.url])


def test_without_a_script_enter_gives_more_lines_and_nothing_typed_is_lost(open_sheet, application):
    alice = open_sheet(java_script_enabled=False)
    alice.page.fill("#id_lines-0-day", "11/18")
    alice.page.fill("#id_lines-0-place", "12207")
    alice.page.fill("#id_lines-0-items", "2")

    alice.page.press("#id_lines-0-items", "Enter")
    alice.page.fill("#id_lines-19-place", "12208")
    alice.page.fill("#id_lines-19-items", "1")
    alice.press("Count these lines")

    alice.reads("2 lines are counted: 3 left on Nov 18, 2026.")
    assert counted(application) == [("12207", "2026-11-18", 1, 2, 0), ("12208", "2026-11-18", 1, 1, 0)]
