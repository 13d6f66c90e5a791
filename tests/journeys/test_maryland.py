"""A company in Maryland in real browsers: refused until its county opts in, then approved by the county's link; its
first kits, and the report in the state's own form."""

import pytest

from tests.journeys.applicants import (
    approve_by_link,
    begin,
    finish_review,
    office_of,
    open_link,
    send_and_confirm,
)
from tests.journeys.kits import choose_place, leave_kits, lines_of, open_terminal, receive_kits
from tests.journeys.people import Somebody
from tests.journeys.test_first_quarter import IN_NOVEMBER, sign_in
from tests.servers.databases import LOADED

IN_DECEMBER = "2026-12-02T15:00:00+00:00"
MIA, CHIEF = "mia@seneca.example", "chief@montgomery.example"
AGENCY, SLUG = "Seneca Valley Rescue", "seneca-valley-rescue"
CANNOT = "Agencies in Montgomery County cannot apply now. Ask the Center for Harm Reduction Services when they can."
ORP = """
from agencies.models import Program
from tests import cast
cast.supplier(Program.objects.get(slug="maryland_ems"), name="Montgomery County ORP", kind="county_orp")
"""


@pytest.fixture
def state(chromium, served):
    """Maryland, where no county has opted in; Olive at its office, and browsers for everybody who comes along."""
    prepared = (*LOADED, office_of("maryland_ems"), ("shell", "--verbosity", "0", "--command", ORP))
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


def decide(olive, **days):
    """Enter what Montgomery County decided."""
    olive.go("/operator/counties/")
    olive.follow("Montgomery County")
    olive.fill(**days)
    olive.press("Save the decision")
    olive.reads("The decision of Montgomery County is stored.")


def is_offered(mia):
    """Whether Montgomery County is among the counties that may be chosen."""
    mia.go("/register/maryland_ems/apply/")
    return "Montgomery County" in mia.page.locator("main [name='jurisdiction'] option").all_inner_texts()


def begin_application(mia):
    mia.go("/register/")
    mia.page.locator("main li").filter(has_text="Maryland").get_by_role("link").click()
    mia.fill(
        jurisdiction="Montgomery County",
        agency_name=AGENCY,
        kind="EMS",
        holds_authorization="no",
        coordinator_name="Mia",
        coordinator_email=MIA,
        county_ems_name="Chief Ortiz",
        county_ems_email=CHIEF,
    )
    mia.press("Save and send me the link")
    open_link(mia, mia.mailed_link(MIA))


def approve(olive):
    olive.go("/home/")
    olive.follow("Open")
    olive.press("Take it for review")
    finish_review(olive, AGENCY)


def report(mia):
    """Type what the state's form asks beside the log: a part first, and what was forgotten before it is sent."""
    mia.go(f"/agencies/{SLUG}/reports/2026/11/")
    mia.fill(initial_doses=2, refills=2, people_served="", reported_used=0)
    mia.press("Save and finish later")
    mia.reads("What you typed is kept. The report is not sent yet.")
    mia.fill(people_served=2)
    mia.press("Send report")
    mia.reads("The report for November 2026 is sent.")


def test_nobody_applies_where_a_county_has_not_opted_in_or_takes_it_back(state):
    _application, somebody = state
    mia, olive = somebody(), somebody("olive@example.org")

    before = is_offered(mia)
    decide(olive, opted_in_on="2026-12-01")
    still_to_come = is_offered(mia)
    mia.follow("Which counties are these?")
    mia.reads("not yet")
    decide(olive, opted_in_on="2026-11-01")
    begin_application(mia)
    decide(olive, opted_in_on="")
    mia.press("Send the application")
    mia.reads(CANNOT)

    assert (before, still_to_come, is_offered(mia)) == (False, False, False)
    mia.go(mia.mailed_link(MIA))
    mia.reads("Not sent yet")


def test_a_company_goes_from_the_public_page_to_the_first_kits_and_the_states_form(state):
    application, somebody = state
    mia, olive = somebody(), somebody("olive@example.org")

    decide(olive, opted_in_on="2026-11-01")
    begin_application(mia)
    send_and_confirm(mia, MIA)
    mia.reads("Center for Harm Reduction Services has your application")
    approve_by_link(somebody(), CHIEF, AGENCY)
    approve(olive)
    begin(mia, MIA, AGENCY)
    mia.go(f"/agencies/{SLUG}/supplier/change/")
    mia.fill(choice="known")
    mia.fill(supplier="Montgomery County ORP")
    mia.press("Save")
    receive_kits(mia, SLUG, 12)
    choose_place(mia, SLUG, "20874")
    leave_kits(somebody(), open_terminal(mia, SLUG), "20874 Germantown", times=2, at=IN_NOVEMBER)

    application.restart(LBN_NOW=IN_DECEMBER)
    report(mia)

    assert lines_of(mia, "mdh_training") == {
        "People trained": "2",
        "First doses given out": "2",
        "Refill doses given out": "2",
        "Doses given out": "4",
        "People served": "2",
        "Kits reported used": "0",
        "Personnel trained": "0",
    }
