"""The only coordinator hands over and is out; the program office names a new one, and cannot let itself in."""

import pytest

from tests.distributions.station import PREPARED
from tests.journeys.people import PASSWORD, Somebody

ALICE, BOB, NORA, OLGA = "alice@example.org", "bob@albany.example", "nora@albany.example", "olga@ors.example"
NOW, THREE_BUSINESS_DAYS_LATER = "2026-11-20T15:00:00+00:00", "2026-11-25T15:00:00+00:00"
TEAM = "/agencies/albany-county-sheriffs-office/team/"
OFFICE = (
    "from agencies.models import Membership, Program, User\n"
    f"olga = User.objects.create_user('{OLGA}', '{PASSWORD}', name='Olga')\n"
    "Membership.objects.create(user=olga, role='operator', program=Program.objects.get(slug='new_york'))\n"
)


@pytest.fixture
def town(chromium, served):
    """The application, and browsers for everybody who comes along."""
    office = ("shell", "--verbosity", "0", "--command", OFFICE)
    application = served(prepared=(*PREPARED, office), LBN_NOW=NOW)
    made = []

    def somebody():
        made.append(Somebody(chromium, application))
        return made[-1]

    yield application, somebody
    for person in made:
        person.context.close()


def sign_in(person, address):
    person.go("/accounts/login/")
    person.fill(login=address, password=PASSWORD)
    person.press("Sign in")
    person.page.wait_for_url("**/home/")


def join(person, address, name):
    person.go(person.mailed_link(address))
    person.fill(name=name, new_password1=PASSWORD, new_password2=PASSWORD)
    person.press("Join the team")
    person.page.wait_for_url("**/home/")


def the_only_coordinator_cannot_leave(alice):
    alice.go(TEAM)
    alice.page.locator("main summary", has_text="Leave").click()
    alice.press("Leave")
    alice.reads("Your agency needs a coordinator. Hand over to a successor first.")


def alice_hands_over(alice):
    alice.go(TEAM)
    alice.follow("Hand over")
    alice.fill(email=BOB)
    alice.press("Ask them to take over")
    alice.reads(f"{BOB} is asked to take over. You stay until they accept.")
    alice.go(TEAM)
    alice.reads("Takes over from Alice.")


def the_office_cannot_let_itself_in(olga):
    olga.visit("Agencies")
    olga.follow("Albany County Sheriff's Office")
    olga.follow("Ask for a new coordinator")
    olga.fill(email="otto@ors.example")
    olga.press("Tell the agency and ask")
    olga.reads("The program office cannot let its own people into an agency.")
    olga.go(TEAM)
    assert olga.page.locator("h1").inner_text() != "Team"


def the_office_names_somebody(olga):
    olga.visit("Agencies")
    olga.follow("Albany County Sheriff's Office")
    olga.follow("Ask for a new coordinator")
    olga.fill(email=NORA)
    olga.press("Tell the agency and ask")
    olga.reads("The invitation goes out on Nov 25, 2026.")


def test_the_only_coordinator_hands_over_and_the_office_rescues_without_letting_itself_in(town):
    application, somebody = town
    alice, bob, olga, nora = (somebody() for _who in range(4))

    sign_in(alice, ALICE)
    the_only_coordinator_cannot_leave(alice)
    alice_hands_over(alice)
    join(bob, BOB, "Bob")
    alice.go(TEAM)
    assert alice.page.locator("h1").inner_text() != "Team"
    bob.go(TEAM)
    bob.reads("Bob")

    sign_in(olga, OLGA)
    the_office_cannot_let_itself_in(olga)
    olga.go("/home/")
    the_office_names_somebody(olga)
    bob.go(bob.mailed_link(BOB))
    bob.reads("Stop this")
    application.manage("send_digests")
    assert not [mail for mail in application.mails() if mail["To"] == NORA]
    application.restart(LBN_NOW=THREE_BUSINESS_DAYS_LATER)
    application.manage("send_digests")
    join(nora, NORA, "Nora")

    nora.go(TEAM)
    nora.reads("Bob")
    olga.go(TEAM)
    assert olga.page.locator("h1").inner_text() != "Team"
