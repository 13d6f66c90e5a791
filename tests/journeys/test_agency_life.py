"""An agency is renamed, closes and opens again; a county program reads its company: in a real browser."""

import pytest

from tests.journeys.people import Somebody
from tests.journeys.test_first_quarter import IN_NOVEMBER, sign_in
from tests.servers.databases import LOADED

ALICE, CAROL, EVE = (f"{name}@example.org" for name in ("alice", "carol", "eve"))
TOWN = """
from datetime import UTC, date, datetime
from uuid import uuid4
from agencies.models import Program
from distributions.actions import LogEntry, log_kits
from inventory.models import Item
from lbn.reporting.published.actions import seal
from lbn.reporting.returns.actions import submit
from tests import cast

Q3 = date(2026, 7, 1)
program = Program.objects.get(slug="new_york")
supplier = cast.supplier(program)
albany = cast.agency(program, supplier=supplier, since=Q3)
county = cast.agency(program, name="Albany County EMS", since=Q3)
company = cast.agency(program, name="Cohoes Ambulance", supplier=supplier, since=Q3)
people = {"Alice": albany, "Eve": county, "Carol": company}
users = {name: cast.user(name, role="coordinator", agency=agency) for name, agency in people.items()}
kit = Item.objects.get(slug=Item.STANDARD_KIT)
entry = LogEntry(uuid4(), date(2026, 8, 3), company.jurisdiction_id, "12047", kit.pk, 7, 1)
log_kits(agency=company, location=company.main_location, entries=[entry], today=date(2026, 8, 3))
scope = company.scope_memberships.get().scope
at = {"scope": scope, "starts_on": Q3}
submit(agency=company, comment="", no_kits=False, by=users["Carol"], today=date(2026, 10, 5), **at)
seal(at=datetime(2026, 10, 20, 6, tzinfo=UTC), today=date(2026, 10, 20), **at)
"""


# A parent reads of periods that end from the day on which it became one.
SINCE_SUMMER = """
from datetime import date
from agencies.models import Agency
Agency.objects.exclude(under=None).update(under_since_on=date(2026, 7, 1))
"""


@pytest.fixture
def sign(chromium, served):
    """A browser in which somebody is signed in to the town: `sign(ALICE)`."""
    prepared = (*LOADED, ("shell", "--verbosity", "0", "--command", TOWN))
    application = served(prepared=prepared, LBN_NOW=IN_NOVEMBER)
    made = []

    def somebody(address):
        made.append(Somebody(chromium, application))
        sign_in(made[-1], address)
        return made[-1]

    yield somebody
    for person in made:
        person.context.close()


def test_an_agency_is_renamed_and_a_wrong_npi_is_explained_and_put_right(sign):
    alice = sign(ALICE)
    alice.visit("Settings")
    alice.fill(name="Albany County Sheriff", npi="1234567898", help_phone="518 555 0100")

    alice.press("Save")

    alice.reads("This is no NPI: its last digit does not fit the others.")
    assert alice.page.locator("main [name='name']").input_value() == "Albany County Sheriff"
    assert alice.page.locator("main [name='npi']").get_attribute("aria-invalid") == "true"
    alice.fill(npi="1234567893")
    alice.press("Save")
    alice.reads("Your settings are saved.")
    alice.visit("Home")
    assert alice.page.locator("h1").inner_text() == "Albany County Sheriff"


def test_an_agency_closes_and_opens_again(sign):
    alice = sign(ALICE)
    alice.visit("Settings")
    alice.follow("Close the agency")
    alice.reads("The report for July to September 2026 is not sent.")

    alice.press("Close this agency")

    alice.reads("is closed. Terminals send what they hold for 60 days.")
    alice.visit("Home")
    alice.reads("Your agency is closed since Nov 21, 2026.")
    alice.follow("Open again")
    alice.press("Open again")
    alice.reads("is open again, and takes part as before.")
    alice.visit("Home")
    assert "Your agency is closed" not in alice.text()


def test_a_county_program_reads_its_companys_totals(sign):
    carol = sign(CAROL)
    carol.visit("Settings")
    carol.follow("Parent agency")
    carol.fill(name="Albany County EMS")
    carol.press("Ask")
    carol.reads("Albany County EMS is asked")

    eve = sign(EVE)
    eve.go(eve.mailed_link(EVE))
    eve.reads("Cohoes Ambulance")
    eve.page.locator("main").get_by_role("button", name="Accept Cohoes Ambulance").click()
    eve.reads("Cohoes Ambulance is under your agency now.")
    eve.application.manage("shell", "--verbosity", "0", "--command", SINCE_SUMMER)
    eve.visit("Reports")
    eve.follow("Agencies under yours")

    row = eve.page.locator('[data-table="children"] tbody tr').first
    assert [cell.strip() for cell in row.locator("th, td").all_inner_texts()] == [
        "Cohoes Ambulance",
        "July to September 2026",
        "Sent",
        "",
        "7",
        "7",
    ]
    assert "12047" not in eve.text()
    eve.go("/agencies/cohoes-ambulance/log/")
    eve.reads("There is no such page")
