"""Who is let in, in a real browser: a stranger, a government address, a listed supplier's word, the office's word."""

import csv
import json

import pytest

from tests.journeys.people import PASSWORD, Somebody
from tests.journeys.test_first_quarter import IN_NOVEMBER, sign_in
from tests.servers.databases import LOADED

TOWN = """
from datetime import date
from agencies.models import Program, User
from tests import cast
program = Program.objects.get(slug="new_york")
listed = cast.supplier(program, email="orders@capital.example")
cast.user("Sam", role="supplier_staff", supplier=listed)
cast.user("Olga", role="operator", program=program)
albany = cast.agency(program, supplier=listed, since=date(2026, 7, 1))
cast.user("Alice", role="coordinator", agency=albany)
"""
OF_ALL = """
import json
from django.db.models import Sum
from agencies.models import Agency
from distributions.models import DailyCount
rows = DailyCount.objects.order_by().values_list("agency__name", "scope__supplier__kind").annotate(Sum("handouts"))
print(json.dumps({
    "agencies": {one.name: one.status for one in Agency.objects.all()},
    "counts": {name: [kind, times] for name, kind, times in rows},
}))
"""
ZIP_CODES = ("12202", "12203", "12204", "12205", "12206", "12207", "12208", "12209", "12210")


@pytest.fixture
def town(chromium, served):
    """New York's office with one listed supplier, and browsers for everybody who comes along."""
    prepared = (*LOADED, ("shell", "--verbosity", "0", "--command", TOWN))
    application = served(prepared=prepared, LBN_NOW=IN_NOVEMBER)
    made = []

    def somebody(address=None):
        made.append(Somebody(chromium, application))
        if address:
            sign_in(made[-1], address)
        return made[-1]

    yield application, somebody
    for person in made:
        person.context.close()


def look(application):
    said = application.manage("shell", "--verbosity", "0", "--command", OF_ALL).stdout
    return json.loads(said.strip().splitlines()[-1])


def register(person, name, address, supplier=None):
    """Register an agency whose supplier is on the list, or is `supplier`, and open the link in the mail."""
    person.go("/register/new_york/")
    person.fill(
        jurisdiction="Albany County",
        agency_name=name,
        kind="Law enforcement",
        coordinator_name=name.split()[0],
        coordinator_email=address,
    )
    person.press("Continue")
    if supplier:
        person.fill(choice="another")
        person.fill(supplier_name=supplier, supplier_kind="oopp")
    else:
        person.fill(choice="known")
        person.fill(supplier="Capital Harm Reduction")
    person.press("Register")
    person.go(person.mailed_link(address))
    person.fill(new_password1=PASSWORD, new_password2=PASSWORD)
    person.press("Confirm and start")
    person.page.wait_for_url("**/home/")


def twenty_in_each(directory):
    """A tracking sheet of one kit on each of twenty days in each ZIP code of Albany."""
    path = directory / "sheet.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Date", "ZIP code", "Kits"])
        rows.writerows([f"2026-11-{day:02}", zip_code, 1] for day in range(1, 21) for zip_code in ZIP_CODES)
    return path


def test_a_stranger_with_counts_everywhere_is_in_nobodys_report_and_is_left_out(town, tmp_path):
    application, somebody = town
    mallory, olga = somebody(), somebody("olga@example.org")

    register(mallory, "Helping Hands", "mallory@mail.example", supplier="My Own OOPP")
    mallory.reads("The NY ORS team still has to confirm your agency.")
    mallory.go("/agencies/helping-hands/log/import/")
    mallory.page.locator("main [type='file']").set_input_files(twenty_in_each(tmp_path))
    mallory.press("Show what would happen")
    mallory.press("Import these lines")
    mallory.reads("Kits left by month")

    counted = look(application)
    assert counted["counts"] == {"Helping Hands": ["waiting", 180]}
    olga.go(olga.mailed_link("olga@example.org"))
    olga.reads("Helping Hands")
    olga.page.locator("main summary").get_by_text("Leave it out", exact=True).click()
    olga.fill(because="not_an_agency")
    olga.press("Leave it out")
    olga.reads("It is not an agency")

    mallory.go("/home/")
    mallory.reads("Your agency is left out of the program's reports")
    found = look(application)
    assert found == {
        "agencies": {"Albany County Sheriff's Office": "admitted", "Helping Hands": "left_out"},
        "counts": {"Helping Hands": ["waiting", 180]},
    }


def test_a_government_address_is_in_at_once(town):
    application, somebody = town
    chief = somebody()

    register(chief, "Cohoes Police", "chief@cohoes.gov")

    assert "asked to confirm your agency" not in chief.text()
    assert look(application)["agencies"]["Cohoes Police"] == "admitted"


def test_the_listed_supplier_vouches_by_the_link_in_its_mail(town):
    application, somebody = town
    clerk, supplier = somebody(), somebody()

    register(clerk, "Menands Police", "clerk@menands.example")
    clerk.reads("Capital Harm Reduction or the NY ORS team still has to confirm")
    supplier.go(supplier.mailed_link("orders@capital.example"))
    supplier.reads("Menands Police named Capital Harm Reduction")
    supplier.press("Yes, we furnish this agency")
    supplier.reads("Menands Police takes part now.")

    assert look(application)["agencies"]["Menands Police"] == "admitted"
    clerk.go("/home/")
    assert "asked to confirm your agency" not in clerk.text()
    supplier.go(supplier.mailed_link("orders@capital.example"))
    supplier.reads("This question has been answered")


def test_where_nobody_else_knows_the_office_vouches(town):
    application, somebody = town
    clerk, olga = somebody(), somebody("olga@example.org")

    register(clerk, "Colonie EMS", "clerk@colonie.example", supplier="Colonie Health")
    olga.go(olga.mailed_link("olga@example.org"))
    olga.press("Confirm that it takes part")

    olga.reads("Colonie EMS takes part.")
    assert look(application)["agencies"]["Colonie EMS"] == "admitted"
