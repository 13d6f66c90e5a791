"""An agency of San Diego in real browsers: it applies, over changes and the medical authority's link, leaves its
first kits, and makes the figures for the supplier's own form."""

import pytest

from tests.journeys.applicants import (
    PDF,
    begin,
    choose,
    finish_review,
    office_of,
    open_link,
    send_and_confirm,
    upload,
)
from tests.journeys.kits import choose_place, leave_kits, lines_of, open_terminal, receive_kits
from tests.journeys.people import Somebody
from tests.journeys.test_first_quarter import IN_NOVEMBER, sign_in
from tests.servers.databases import LOADED

AUTHORITY = "emsnotification.hhsa@sdcounty.ca.gov"
ASKED = ("Agency protocol", "Training materials", "Plan for deployment", "Quality assurance plan")
ANA = "ana@mesa.example"
SLUG = "mesa-ambulance"


@pytest.fixture
def county(chromium, served):
    """San Diego with Olive at its office, and a browser for everybody who comes along."""
    application = served(prepared=(*LOADED, office_of("san_diego")), LBN_NOW=IN_NOVEMBER)
    made = []

    def somebody(address=None):
        made.append(Somebody(chromium, application))
        if address:
            sign_in(made[-1], address)
        return made[-1]

    yield somebody
    for person in made:
        person.context.close()


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(PDF)
    return path


def apply(ana, plan):
    ana.go("/register/")
    ana.page.locator("main li").filter(has_text="San Diego").get_by_role("link").click()
    ana.fill(
        jurisdiction="San Diego County",
        agency_name="Mesa Ambulance",
        kind="EMS",
        is_als="yes",
        coordinator_name="Ana",
        coordinator_email="ana@mesa.example",
    )
    ana.press("Save and send me the link")
    ana.reads("We sent the link of your application to ana@mesa.example")
    open_link(ana, ana.mailed_link(ANA))
    ana.reads("It is your turn: upload what is missing")
    for name in ASKED:
        upload(ana, name, plan)
    send_and_confirm(ana, ANA)
    ana.reads("San Diego County EMS has your application and answers by")


def ask_and_change(olive, ana, plan):
    olive.go("/home/")
    olive.follow("Open")
    olive.press("Take it for review")
    olive.fill(protocol="Please sign page 3.")
    olive.press("Ask for these changes")
    olive.reads("We mailed ana@mesa.example what to change.")

    open_link(ana, ana.mailed_link(ANA, "please change something"))
    ana.reads("Please sign page 3.")
    upload(ana, "Agency protocol", plan, words="Upload a new version")
    ana.press("Send all answers")
    ana.reads("Sent. San Diego County EMS answers by")


def approve_by_link(doctor):
    """The medical authority reads a document first."""
    open_link(doctor, doctor.mailed_link(AUTHORITY))
    doctor.reads("Do you approve Mesa Ambulance?")
    with doctor.page.expect_download() as started:
        choose(doctor, "Agency protocol", "Download")
    assert started.value.path().read_bytes() == PDF
    doctor.press("I approve")
    doctor.reads("You approved Mesa Ambulance.")


def approve(olive):
    olive.go(olive.mailed_link("olive@example.org", "An approver has answered"))
    for name in ASKED:
        choose(olive, name, "Read and decide")
        olive.press("Accept it")
        olive.reads(f"{name} is accepted.")
    finish_review(olive, "Mesa Ambulance")


def order_more(ana):
    """The supplier is entered, kits that were used are told, and the figures for its next order are made."""
    ana.go(f"/agencies/{SLUG}/supplier/change/")
    ana.fill(choice="another")
    ana.fill(supplier_name="Naloxone Distribution Project", supplier_kind="ndp")
    ana.press("Save")
    ana.reads("Recorded. Your reports follow on Jan 1, 2027, with the next quarter.")
    ana.visit("Reports")
    ana.press("Make the figures for Oct 1, 2026 to Nov 21, 2026")
    ana.reads("are made and will not change")


def test_an_application_goes_from_the_public_page_to_the_first_kits_and_the_order_of_more(county, plan):
    ana, olive = county(), county("olive@example.org")

    apply(ana, plan)
    ask_and_change(olive, ana, plan)
    approve_by_link(county())
    approve(olive)
    begin(ana, ANA, "Mesa Ambulance")
    ana.visit("Documents")
    ana.reads("Agency protocol")

    receive_kits(ana, SLUG, 12)
    choose_place(ana, SLUG, "92101")
    leave_kits(county(), open_terminal(ana, SLUG), "92101 San Diego", times=2, at=IN_NOVEMBER)
    order_more(ana)

    assert lines_of(ana, "ndp_order") == {
        "Reversals reported": "not stated",
        "Units given out": "2",
        "Doses given out": "4",
        "Units on hand": "10",
    }
