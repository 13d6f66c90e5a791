"""A fire department in Los Angeles County in a real browser, by the county's file alone: it registers, leaves its
first kits, and sends the county's quarterly log."""

import pytest

from tests.journeys.applicants import open_link
from tests.journeys.kits import choose_place, leave_kits, lines_of, open_terminal, receive_kits
from tests.journeys.people import PASSWORD, Somebody
from tests.journeys.test_first_quarter import IN_JANUARY, IN_NOVEMBER
from tests.servers.databases import LOADED

CAP, SLUG = "cap@altamesa.gov", "alta-mesa-fire-department"


@pytest.fixture
def county(chromium, served):
    """The application as it is shipped, and browsers for everybody who comes along."""
    application = served(prepared=LOADED, LBN_NOW=IN_NOVEMBER)
    made = []

    def somebody():
        made.append(Somebody(chromium, application))
        return made[-1]

    yield application, somebody
    for person in made:
        person.context.close()


def register(cap):
    cap.go("/programs/los_angeles_county/")
    cap.follow("Register your agency")
    cap.fill(
        jurisdiction="Los Angeles County",
        agency_name="Alta Mesa Fire Department",
        kind="Fire",
        coordinator_name="Cap",
        coordinator_email=CAP,
    )
    cap.press("Continue")
    cap.fill(choice="another")
    cap.fill(supplier_name="Naloxone Distribution Project", supplier_kind="ndp")
    cap.press("Register")
    open_link(cap, cap.mailed_link(CAP))
    cap.fill(new_password1=PASSWORD, new_password2=PASSWORD)
    cap.press("Confirm and start")
    cap.page.wait_for_url("**/home/")


def test_a_department_goes_from_the_public_page_to_the_first_kits_and_the_countys_log(county):
    application, somebody = county
    cap = somebody()

    register(cap)
    receive_kits(cap, SLUG, 24)
    choose_place(cap, SLUG, "90012")
    leave_kits(somebody(), open_terminal(cap, SLUG), "90012 Los Angeles", times=3, at=IN_NOVEMBER)
    application.restart(LBN_NOW=IN_JANUARY)
    cap.go(f"/agencies/{SLUG}/reports/2026/10/")
    cap.press("Send report")
    cap.reads("The report for October to December 2026 is sent.")

    assert lines_of(cap, "la_county_log") == {
        "Kits left behind": "3",
        "Doses left behind": "6",
        "Times kits were left": "3",
        "People shown how to use naloxone": "3",
        "Kits on hand": "21",
    }
