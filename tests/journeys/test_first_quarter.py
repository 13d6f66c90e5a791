"""A New York agency's first quarter, from registration to the published report, in a real browser."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.journeys.kits import choose_place, leave_kits, open_terminal, receive_kits
from tests.journeys.people import PASSWORD, Somebody
from tests.servers.databases import LOADED

DATA = Path(__file__).parent.parent / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text())
ALICE, SAM, DANA = (f"{name}@example.org" for name in ("alice", "sam", "dana"))
OLGA = "olga@office.example"
IN_NOVEMBER, IN_JANUARY, AT_THE_SEAL = (
    "2026-11-21T15:00:00+00:00",
    "2027-01-05T15:00:00+00:00",
    "2027-01-21T15:00:00+00:00",
)
SLUG = "albany-county-sheriffs-office"


@pytest.fixture
def town(chromium, served):
    """The application in November 2026, and browsers for everybody who comes along."""
    application = served(prepared=(*LOADED, ("create_operator", OLGA, "--program", "new_york")), LBN_NOW=IN_NOVEMBER)
    made = []

    def somebody():
        made.append(Somebody(chromium, application))
        return made[-1]

    yield application, somebody
    for person in made:
        person.context.close()


def the_office_opens(olga):
    """Olga sets her password, adds a supplier and a health department and invites Sam and Dana."""
    olga.go("/accounts/password/reset/")
    olga.fill(email=OLGA)
    olga.page.locator("main form button.button").first.click()
    olga.page.wait_for_url("**/done/")
    olga.go(olga.mailed_link(OLGA))
    olga.fill(password1=PASSWORD, password2=PASSWORD)
    olga.press("Save the password")
    sign_in(olga, OLGA)
    olga.visit("Suppliers")
    olga.follow("Add a supplier")
    olga.fill(name="Capital Harm Reduction", kind="oopp")
    olga.press("Add the supplier")
    olga.fill(email=SAM)
    olga.press("Send the invitation")
    olga.visit("Health departments")
    olga.follow("Add a health department")
    olga.fill(name="State Health Department", level="state")
    olga.press("Add the health department")
    olga.fill(email=DANA)
    olga.press("Send the invitation")


def join(person, address, name):
    person.go(person.mailed_link(address))
    person.fill(name=name, new_password1=PASSWORD, new_password2=PASSWORD)
    person.press("Join the team")


def sign_in(person, address):
    person.go("/accounts/login/")
    person.fill(login=address, password=PASSWORD)
    person.press("Sign in")


def alice_registers(alice):
    alice.go("/")
    alice.follow("Register")
    alice.page.click("main a[href='/register/new_york/']")
    alice.fill(
        jurisdiction="Albany County",
        agency_name="Albany County Sheriff's Office",
        kind="Law enforcement",
        coordinator_name="Alice",
        coordinator_email=ALICE,
    )
    alice.press("Continue")
    alice.fill(choice="known")
    alice.fill(supplier="Capital Harm Reduction")
    alice.press("Register")
    alice.go(alice.mailed_link(ALICE))
    alice.fill(new_password1=PASSWORD, new_password2=PASSWORD)
    alice.press("Confirm and start")
    alice.page.wait_for_url("**/home/")


def sam_vouches(sam):
    """Sam's home asks whether they furnish the agency; what it has counted comes along with the answer."""
    sam.go("/home/")
    sam.follow("See who")
    sam.follow("Albany County Sheriff's Office")
    sam.press("Yes, we furnish this agency")
    sam.reads("Taking part")


def alice_prepares(alice):
    """Kits come in, two people are trained, two places get buttons; return the terminal's link."""
    receive_kits(alice, SLUG, 40)
    for number, name in enumerate(["Given01", "Given02"]):
        alice.go(f"/agencies/{SLUG}/training/people/add/")
        alice.fill(last_name=f"Family{number}", first_name=name)
        alice.page.locator("main form button.button").first.click()
    alice.go(f"/agencies/{SLUG}/training/sessions/record/")
    for box in alice.page.locator("main [name='courses'], main [name='people']").all():
        box.check()
    alice.press("Record the session")
    choose_place(alice, SLUG, "12207", "12202")
    link = open_terminal(alice, SLUG)
    assert "Log kits left here" not in alice.text()
    alice.page.emulate_media(media="print")
    assert alice.text().startswith("Albany County Sheriff's Office\nStoreroom\n\nLog kits left here\n")
    alice.page.emulate_media(media="screen")
    return link


def alice_imports(alice):
    alice.go(f"/agencies/{SLUG}/log/import/")
    alice.page.locator("main [type='file']").set_input_files(DATA / "tracking_sheet.csv")
    alice.press("Show what would happen")
    alice.press("Import these lines")
    alice.reads("Kits left by month")
    alice.visit("Log")


def alice_corrects(alice):
    """One of the two kits of November 21 was counted twice."""
    alice.go(f"/agencies/{SLUG}/log/2026/11/")
    alice.follow("Correct")
    alice.fill(handouts=1, items=1, people_trained=1, reason="counted_twice")
    alice.press("Correct")


def alice_reports(alice, kits):
    alice.go(f"/agencies/{SLUG}/reports/2026/10/")
    alice.reads(f"{kits:,}")
    alice.press("Send report")


def sam_accepts(sam):
    sam.go("/home/")
    sam.visit("Agencies")
    sam.follow("Look at it")
    sam.press("Accept")


def sam_downloads(sam, kits):
    """The published report as a page, a CSV file and a workbook, each with the same total."""
    sam.visit("Published reports")
    sam.follow("Oct")
    sam.reads("12202")
    table = list(csv.reader(io.StringIO(sam.download("CSV").read_text("utf-8-sig"))))
    workbook = openpyxl.load_workbook(io.BytesIO(sam.download("XLSX").read_bytes()))
    assert any(str(kits) in row for row in table)
    assert any(kits in [cell.value for cell in row] for tab in workbook for row in tab.iter_rows())


def dana_reads(dana, kits, times):
    dana.go("/home/")
    dana.visit("Published reports")
    dana.follow("Oct")
    dana.reads("12202")
    assert f"{kits:,}" in dana.text()
    assert f"{times:,}" in dana.text()


def the_office_merges(olga):
    """Sam's organization turns out to stand on the list twice."""
    olga.go("/home/")
    olga.visit("Suppliers")
    olga.follow("Add a supplier")
    olga.fill(name="Harm Reduction of the Capital Region", kind="oopp")
    olga.press("Add the supplier")
    olga.visit("Suppliers")
    olga.follow("Capital Harm Reduction")
    olga.follow("Merge with another entry")
    olga.fill(into="Harm Reduction of the Capital Region")
    olga.press("Go on")
    olga.reads("1 agency gets its kits from Harm Reduction of the Capital Region and reports there.")
    olga.press("Merge them for good")
    olga.reads("Merged into it")


def sam_reads_on(sam):
    """What was published before is read where Sam works now."""
    sam.go("/home/")
    sam.visit("Published reports")
    sam.reads("Capital Harm Reduction")
    sam.follow("Oct")
    sam.reads("12202")
    assert "harm-reduction-of-the-capital-region" in sam.page.url


def test_from_registration_to_the_published_report(town):
    application, somebody = town
    olga, sam, dana, alice, station = (somebody() for _ in range(5))
    kits, times = EXPECTED["kits"] + 1, EXPECTED["rows"] + 1

    the_office_opens(olga)
    join(sam, SAM, "Sam")
    join(dana, DANA, "Dana")
    alice_registers(alice)
    alice.reads("Capital Harm Reduction or the NY ORS team still has to confirm your agency.")
    leave_kits(station, alice_prepares(alice), "12207 Albany", times=2, at=IN_NOVEMBER)
    sam_vouches(sam)
    alice_imports(alice)
    alice_corrects(alice)
    alice.visit("Log")
    assert f"{kits:,}" in alice.page.locator("main tfoot").inner_text()
    alice.visit("Stock")
    alice.reads("39")

    application.restart(LBN_NOW=IN_JANUARY)
    alice_reports(alice, kits)
    sam_accepts(sam)

    application.restart(LBN_NOW=AT_THE_SEAL)
    sealed = application.manage("seal_reports", "--on", "2027-01-21")
    assert "Reports published: 3." in sealed.stdout
    sam_downloads(sam, kits)
    dana_reads(dana, kits, times)
    the_office_merges(olga)
    sam_reads_on(sam)
    application.manage("check_ledger")
