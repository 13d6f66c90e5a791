"""From the registration page to the first kit logged, in a browser: each click and each box filled in is counted."""

import sys

import pytest

from tests.journeys.people import PASSWORD, Somebody
from tests.servers.databases import LOADED

MORNING = "2026-11-21T15:00:00+00:00"
MOST = 40
CAROL = "carol@cohoes.example"


class Newcomer(Somebody):
    """Somebody whose clicks and filled boxes are counted in `actions`."""

    actions = 0

    def fill(self, **fields):
        self.actions += len(fields)
        super().fill(**fields)

    def press(self, words):
        self.actions += 1
        super().press(words)

    def follow(self, words):
        self.actions += 1
        super().follow(words)

    def visit(self, words):
        self.actions += 1
        super().visit(words)

    def open_mail(self, address):
        self.actions += 1
        self.go(self.mailed_link(address))


@pytest.fixture
def carol(chromium, served):
    carol = Newcomer(chromium, served(prepared=LOADED, LBN_NOW=MORNING))
    yield carol
    carol.context.close()


def register(carol):
    """Carol has no supplier yet: the longest way."""
    carol.go("/register/new_york/")
    carol.fill(
        jurisdiction="Albany County",
        agency_name="Cohoes Police Department",
        kind="Law enforcement",
        coordinator_name="Carol Case",
        coordinator_email=CAROL,
    )
    carol.press("Continue")
    carol.fill(choice="none")
    carol.fill(question_local_oopp="no", question_regional_ems="no")
    carol.press("Register")
    carol.reads(CAROL)
    carol.open_mail(CAROL)
    carol.fill(new_password1=PASSWORD, new_password2=PASSWORD)
    carol.press("Confirm and start")
    carol.page.wait_for_url("**/home/")


def count_the_cupboard(carol):
    carol.follow("Count what is there")
    carol.fill(**{"lines-0-number": "A1", "lines-0-expires_on": "2028-01-31", "lines-0-quantity": 24})
    carol.page.locator("main form button.button").first.click()
    carol.actions += 1
    carol.visit("Home")


def choose_places(carol):
    carol.follow("Choose places")
    carol.reads("12047 Cohoes")
    carol.press("Give these a button")
    carol.visit("Home")


def open_the_terminal(carol):
    carol.follow("Make a terminal")
    carol.fill(location="Storeroom")
    carol.press("Add the terminal")
    carol.press("Open it here, I stay signed in")
    carol.page.wait_for_url("**/terminal/")


def log_the_first_kit(carol):
    carol.page.clock.set_fixed_time(MORNING)
    carol.page.get_by_label("12047 Cohoes").check()
    carol.page.locator("#go").click()
    carol.actions += 2
    carol.page.locator("#counted").wait_for()


def test_new_york_to_the_first_kit_in_at_most_forty_actions(carol):
    register(carol)
    count_the_cupboard(carol)
    choose_places(carol)
    open_the_terminal(carol)
    log_the_first_kit(carol)

    sys.stdout.write(f"New York, from the registration page to the first kit logged: {carol.actions} actions.\n")
    assert carol.actions <= MOST
    carol.page.wait_for_timeout(11_000)  # the ten seconds of Undo
    carol.go("/home/")
    done = carol.page.locator("main .checklist li.done").all_inner_texts()
    assert [words.split("\n")[0].split(" (")[0] for words in done] == [
        "Put kits into stock",
        "Choose place buttons",
        "Open a terminal",
        "Log the first kit",
    ]
