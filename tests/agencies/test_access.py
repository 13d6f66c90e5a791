"""Who enters which of the agency's rooms and the program office's pages."""

from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.actions.presets import add_preset
from agencies.actions.team import invite
from agencies.actions.terminals import open_terminal
from agencies.clock import now
from agencies.models import AuditEvent, Location

FORMS = ["invite", "location_add", "location", "terminal_add", "presets", "supplier_change"]
LISTS = ["team", "locations", "terminals", "terminal"]
BUTTONS = {
    "withdraw": "invitation",
    "remove": "membership",
    "location_main": "location",
    "location_close": "location",
    "location_reopen": "location",
    "preset_remove": "preset",
    "terminal_link": "terminal",
    "terminal_code": "terminal",
    "terminal_here": "terminal",
    "terminal_change": "terminal",
    "terminal_revoke": "terminal",
    "terminal_lost": "terminal",
}
KEYS = BUTTONS | {"location": "location", "terminal": "terminal"}
OPERATOR = ["/operator/registrations/", "/operator/agencies/"]


@pytest.fixture
def things(agency, alice, stan):
    """One of each thing that an address of the agency's rooms names, by the word in the address."""
    terminal = open_terminal(agency=agency, location=agency.main_location, by=alice)
    return {
        "terminal": terminal.pk,
        "location": Location.objects.create(agency=agency, name="Annex", kind="storeroom").pk,
        "preset": add_preset(agency=agency, zip_code="12207", by=alice).pk,
        "invitation": invite(owner=agency, email="b@albany.example", role="coordinator", by=alice, at=now()).pk,
        "membership": stan.memberships.get().pk,
    }


def url(agency, name, things=None):
    word = KEYS.get(name)
    return reverse(f"agencies:{name}", kwargs={"slug": agency.slug} | ({word: things[word]} if word else {}))


def ask(browser, agency, things, name):
    """Open a page, or press its button."""
    return (browser.post if name in BUTTONS else browser.get)(url(agency, name, things))


@pytest.mark.parametrize("name", [*LISTS, *FORMS, "supplier"])
def test_the_coordinator_enters(agency, alice, at, things, name):
    assert ask(at(alice), agency, things, name).status_code == 200


@pytest.mark.parametrize("name", [*LISTS, *FORMS, *BUTTONS])
def test_staff_enters_only_the_suppliers_page(agency, stan, at, things, name):
    before = AuditEvent.objects.count()

    assert ask(at(stan), agency, things, name).status_code == 403
    assert at(stan).get(url(agency, "supplier")).status_code == 200
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", [*LISTS, *FORMS, *BUTTONS, "supplier"])
def test_strangers_are_told_nothing(agency, stranger, sam, dana, olga, at, things, name):
    before = AuditEvent.objects.count()

    for user in (stranger.memberships.get().user, sam, dana, olga):
        assert ask(at(user), agency, things, name).status_code == 404

    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", list(KEYS))
def test_things_of_another_agency_do_not_exist_here(stranger, at, things, name):
    tina = stranger.memberships.get().user
    before = AuditEvent.objects.count()

    assert ask(at(tina), stranger, things, name).status_code == 404
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", [*LISTS, *FORMS, *BUTTONS, "supplier"])
def test_nobody_signed_in_is_sent_to_sign_in(client, agency, things, name):
    answer = ask(client, agency, things, name)

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("name", list(BUTTONS))
def test_a_button_is_not_a_page(agency, alice, at, things, name):
    assert at(alice).get(url(agency, name, things)).status_code == 405


@pytest.mark.parametrize("path", OPERATOR)
def test_only_the_program_office_enters_its_pages(client, agency, alice, stan, sam, dana, olga, at, path):
    signed_out = client.get(path).status_code
    others = [at(user).get(path).status_code for user in (alice, stan, sam, dana)]

    assert (signed_out, others, at(olga).get(path).status_code) == (302, [404] * 4, 200)


def test_only_the_program_office_marks(agency, alice, sam, at):
    path = reverse("operator:mark", kwargs={"registration": uuid4()})

    assert [at(user).post(path, {"status": "duplicate"}).status_code for user in (alice, sam)] == [404, 404]
