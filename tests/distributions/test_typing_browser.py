"""What is typed wrong is seen, taken back and typed again; an event has kits of its own; in a real browser."""

import json

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.distributions import station
from tests.journeys.people import Somebody
from tests.servers.gunicorn import Served

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]
LOG = "/agencies/albany-county-sheriffs-office/log"


@pytest.fixture(scope="module")
def application(databases, tmp_path_factory):
    application = Served(
        directory=tmp_path_factory.mktemp("typing"),
        database_url=databases.new(station.PREPARED),
        changes={"LBN_NOW": "2026-11-21T15:00:00+00:00"},
    )
    application.start()
    yield application
    application.kill()
    databases.drop(application.database_url)


@pytest.fixture
def alice(application, chromium):
    """Alice, signed in, over an empty log."""
    station.begin_again(application)
    alice = Somebody(chromium, application)
    alice.go("/accounts/login/")
    alice.fill(login="alice@example.org", password=PASSWORD)
    alice.press("Sign in")
    alice.page.wait_for_url("**/home/")
    yield alice
    alice.context.close()


def counted(application):
    return [(place, day, *figures) for _agency, place, day, _item, *figures in station.counts(application)]


def alive(application):
    return [count for count in counted(application) if count[3]]


def type_line(alice, number, day, place, items):
    for name, value in {"day": day, "place": place, "items": items}.items():
        alice.page.fill(f"#id_lines-{number}-{name}", value)


def test_a_sheet_with_a_wrong_date_is_seen_taken_back_and_typed_again(alice, application):
    page = alice.page
    alice.go(f"{LOG}/add/")
    type_line(alice, 0, "12/05", "12207", "2")
    type_line(alice, 1, "11/18", "12208", "1")
    expect(page.locator("[data-field='day'] output").nth(0)).to_have_text("Dec 5, 2025")
    expect(page.locator("[data-field='day'] output").nth(1)).to_be_hidden()
    expect(page.locator("[data-field='place'] output").nth(0)).to_have_text("Albany, Albany County")
    page.keyboard.press("Tab")

    alice.press("Count these lines")
    alice.reads("Line 1: The date is read as Dec 5, 2025.")
    assert counted(application) == []
    assert page.evaluate("document.activeElement.id") == "doubts"
    alice.press("Yes, count these lines")
    alice.reads("2 lines are counted: 3 left from Dec 5, 2025 to Nov 18, 2026.")

    alice.follow("Take it back")
    alice.reads("Take 3 kits, left from Dec 5, 2025 to Nov 18, 2026, out of the log again?")
    alice.press("Take this sheet back")
    alice.reads("was taken back. The log has 3 kits fewer.")
    assert alive(application) == []

    alice.go(f"{LOG}/add/")
    type_line(alice, 0, "11/05", "12207", "2")
    type_line(alice, 1, "11/18", "12208", "1")
    alice.press("Count these lines")
    alice.reads("2 lines are counted: 3 left from Nov 5, 2026 to Nov 18, 2026.")
    assert alive(application) == [("12207", "2026-11-05", 1, 2, 0), ("12208", "2026-11-18", 1, 1, 0)]


def test_a_sheet_is_found_in_the_list_and_taken_back_by_keyboard(alice, application):
    alice.go(f"{LOG}/add/")
    type_line(alice, 0, "11/18", "12207", "2")
    alice.press("Count these lines")
    alice.reads("1 line is counted")
    alice.go(f"{LOG}/")
    keys = alice.page.keyboard

    def tab_to(words):
        while alice.page.evaluate("document.activeElement.innerText?.trim()") != words:
            keys.press("Tab")
        with alice.page.expect_navigation():
            keys.press("Enter")

    tab_to("Sheets")
    alice.page.wait_for_url("**/sheets/")
    tab_to(alice.page.locator("main table a").first.inner_text())
    alice.reads("These lines are in the log.")
    tab_to("Take it back")
    tab_to("Take this sheet back")
    alice.reads("was taken back")
    assert alive(application) == []


def test_an_import_with_a_wrong_column_is_taken_back_and_imported_right(alice, application):
    def bring_in(content):
        alice.go(f"{LOG}/import/")
        file = {"name": "Kits.csv", "mimeType": "text/csv", "buffer": content.encode()}
        alice.page.locator("input[type='file']").set_input_files(file)
        alice.press("Show what would happen")
        alice.press("Import these lines")
        alice.reads("was imported")

    bring_in("Date,ZIP,Kits\n11/05/2026,12207,17\n11/06/2026,12208,18\n")
    alice.go(f"{LOG}/sheets/")
    alice.page.locator("main table a").first.click()
    alice.follow("Take it back")
    alice.press("Take this sheet back")
    alice.reads("The log has 35 kits fewer")
    bring_in("Date,ZIP,Kits\n11/05/2026,12207,1\n11/06/2026,12208,2\n")

    assert alive(application) == [("12207", "2026-11-05", 1, 1, 0), ("12208", "2026-11-06", 1, 2, 0)]


def test_an_event_takes_from_its_own_location_and_what_is_left_comes_back(alice, application):
    agency = "/agencies/albany-county-sheriffs-office"
    alice.go(f"{agency}/locations/add/")
    alice.fill(name="County fair", kind="event")
    alice.press("Add the location")
    alice.go(f"{agency}/stock/move/")
    level = alice.page.locator("select[name='level'] option", has_text="Naloxone").first.inner_text()
    alice.fill(level=level, quantity="5", target="County fair")
    alice.press("Move")
    alice.reads("Moved to County fair: 5")

    alice.go(f"{LOG}/event/")
    alice.fill(day="2026-11-21", location="County fair", place="12207", items="3", handouts="3")
    alice.press("Count this event")
    alice.reads("County fair still has stock.")
    alice.follow("Count what came back")
    assert alice.page.locator("main input[type='number']").first.input_value() == "2"
    alice.press("Count and move them back")

    alice.reads("2 came back from County fair and are at Storeroom. Nothing is left at County fair.")
    assert alive(application) == [("12207", "2026-11-21", 3, 3, 0)]


def test_the_towns_are_asked_for_once_and_only_by_whoever_types_a_place(alice):
    asked = []
    alice.page.on("response", lambda answer: answer.url.endswith("zip-codes.json") and asked.append(answer))
    alice.go(f"{LOG}/add/")
    alice.page.focus("#id_lines-0-day")
    assert asked == []

    for number, place in enumerate(("12207", "12208", "99999", "Albany")):
        alice.page.fill(f"#id_lines-{number}-place", place)

    expect(alice.page.locator("[data-field='place'] output")).to_have_count(2)
    assert len(asked) == 1
    assert len(json.dumps(asked[0].json())) < 80_000
