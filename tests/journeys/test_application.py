"""An agency applies in San Diego, in real browsers: over changes and the medical authority's link."""

import pytest

from tests.journeys.people import PASSWORD, Somebody
from tests.journeys.test_first_quarter import IN_NOVEMBER, sign_in
from tests.servers.databases import LOADED

OFFICE = """
from agencies.models import Program
from tests import cast
cast.user("Olive", role="operator", program=Program.objects.get(slug="san_diego"))
"""
AUTHORITY = "emsnotification.hhsa@sdcounty.ca.gov"
ASKED = ("Agency protocol", "Training materials", "Plan for deployment", "Quality assurance plan")
PDF = b"%PDF-1.7\nA plan.\n%%EOF\n"


@pytest.fixture
def county(chromium, served):
    """San Diego with Olive at its office, and a browser for everybody who comes along."""
    application = served(prepared=(*LOADED, ("shell", "--verbosity", "0", "--command", OFFICE)), LBN_NOW=IN_NOVEMBER)
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


def choose(person, name, words):
    """Press the link beside what has this name."""
    person.page.locator("main li").filter(has_text=name).get_by_role("link", name=words).first.click()


def upload(person, name, file, words="Upload"):
    choose(person, name, words)
    person.fill(file=file)
    person.press("Upload")
    person.reads(f"{name} is uploaded.")


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
    ana.go(ana.mailed_link("ana@mesa.example"))
    ana.reads("It is your turn: upload what is missing")
    for name in ASKED:
        upload(ana, name, plan)
    ana.press("Send the application")
    ana.reads("Almost done")
    ana.go(ana.mailed_link("ana@mesa.example", "Confirm your application"))
    ana.press("Confirm the application")
    ana.reads("It is the turn of San Diego County EMS, which answers by")


def ask_and_change(olive, ana, plan):
    olive.go("/home/")
    olive.follow("Open")
    olive.press("Take it for review")
    olive.fill(protocol="Please sign page 3.")
    olive.press("Ask for these changes")
    olive.reads("We mailed ana@mesa.example what to change.")

    ana.go(ana.mailed_link("ana@mesa.example", "please change something"))
    ana.reads("Please sign page 3.")
    upload(ana, "Agency protocol", plan, words="Upload a new version")
    ana.press("Send all answers")
    ana.reads("Sent. San Diego County EMS answers by")


def approve_by_link(doctor):
    doctor.go(doctor.mailed_link(AUTHORITY))
    doctor.reads("Do you approve of Mesa Ambulance?")
    with doctor.page.expect_download() as started:
        choose(doctor, "Agency protocol", "Download")
    assert started.value.path().read_bytes() == PDF
    doctor.press("I approve")
    doctor.reads("You approve of Mesa Ambulance.")


def approve(olive):
    olive.go(olive.mailed_link("olive@example.org", "An approver has answered"))
    for name in ASKED:
        choose(olive, name, "Read and judge")
        olive.press("Accept it")
        olive.reads(f"{name} is accepted.")
    for box in olive.page.locator("main [name='ticked']").all():
        box.check()
    olive.press("Save the checklist")
    olive.press("Approve")
    olive.reads("Mesa Ambulance takes part.")


def test_an_application_goes_from_the_public_page_to_the_first_sign_in(county, plan):
    ana, olive = county(), county("olive@example.org")

    apply(ana, plan)
    ask_and_change(olive, ana, plan)
    approve_by_link(county())
    approve(olive)

    ana.go(ana.mailed_link("ana@mesa.example", "Your application was approved"))
    ana.fill(new_password1=PASSWORD, new_password2=PASSWORD)
    ana.press("Begin")
    ana.reads("Welcome: Mesa Ambulance takes part.")
    ana.visit("Documents")
    ana.reads("Agency protocol")
