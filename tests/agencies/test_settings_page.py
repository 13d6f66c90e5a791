"""What an agency says of itself, and what follows from it."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.access import TERMINAL_COOKIE
from agencies.actions.settings import CHANGEABLE
from agencies.actions.terminals import new_link, open_terminal
from agencies.models import Agency, AuditEvent, Jurisdiction, SupplyAgreement
from agencies.trail import FIELDS
from tests import cast

SAID = {
    "name": "Albany County Sheriff's Office",
    "kind": "law_enforcement",
    "time_zone": "America/New_York",
}


@pytest.fixture
def page(agency):
    return reverse("agencies:settings", kwargs={"slug": agency.slug})


@pytest.fixture
def city(counties):
    return Jurisdiction.objects.create(slug="ny-kings", state="NY", name="Kings", kind="county")


@pytest.fixture
def send(agency, alice, at, page):
    """Send the settings as they are, with what is said otherwise, and return the answer."""

    def post(**said):
        county = {"jurisdiction": agency.jurisdiction_id}
        return at(alice).post(page, SAID | county | said)

    return post


def changes():
    return [event.details for event in AuditEvent.objects.filter(what="agency.changed")]


def test_a_new_name_is_stored_and_the_trail_keeps_the_old_one(agency, alice, page, send, told):
    answer = send(name="  Albany   County Sheriff ")

    assert (answer.url, told(answer)) == (page, ["Your settings are saved."])
    agency.refresh_from_db()
    assert (agency.name, agency.slug) == ("Albany County Sheriff", "albany-county-sheriffs-office")
    assert changes() == [
        {
            "fields": ["name"],
            "was": {"name": "Albany County Sheriff's Office"},
            "now": {"name": "Albany County Sheriff"},
        }
    ]
    event = AuditEvent.objects.get(what="agency.changed")
    assert (event.by, event.agency, event.row) == (alice, agency, agency.pk)


def test_activity_says_the_old_name_and_which_fields_changed(agency, alice, at, send):
    send(name="Albany County Sheriff", npi="1234567893", help_name="Sgt. Lee")

    page = at(alice).get(reverse("agencies:activity", kwargs={"slug": agency.slug})).content.decode()

    words = (
        "Agency settings changed: “Albany County Sheriff&#x27;s Office” → “Albany County Sheriff”, "
        "NPI, whom officers ask"
    )
    assert words in page
    assert "Lee" not in page


def test_every_setting_has_its_words_in_the_trail():
    assert set(CHANGEABLE) - {"name"} <= set(FIELDS)


def test_nothing_changed_leaves_no_trail(send, told):
    assert told(send()) == ["Nothing was changed."]
    assert changes() == []


def test_a_name_stands_once_in_a_county(agency, new_york, send):
    other = cast.agency(new_york, name="Albany Police Department")

    answer = send(name="albany POLICE department")

    sentence = "Another agency of this name is registered in Albany County. Add what tells the two apart."
    assert answer.context["form"].errors == {"name": [sentence]}
    assert list(Agency.objects.order_by("name").values_list("name", flat=True)) == [SAID["name"], other.name]
    assert changes() == []


def test_the_same_name_in_another_county_is_no_matter(stranger, send, agency):
    send(name=stranger.name)

    agency.refresh_from_db()
    assert agency.name == stranger.name


def test_moving_to_the_county_of_an_agency_of_that_name_is_refused(agency, stranger, counties, send):
    answer = send(name=stranger.name, jurisdiction=counties["Rensselaer"].pk)

    assert list(answer.context["form"].errors) == ["name"]
    agency.refresh_from_db()
    assert (agency.name, agency.jurisdiction) == (SAID["name"], counties["Albany"])


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({"name": " "}, {"name": ["Enter the name of your agency."]}),
        ({"ori": "NY00100"}, {"ori": ["An ORI has nine characters; this one has 7."]}),
        (
            {"npi": "1234567898"},
            {
                "npi": [
                    "This is no NPI: its last digit does not fit the others. Look for a digit that was typed wrong."
                ]
            },
        ),
        (
            {"nemsis_number": "é"},
            {
                "nemsis_number": [
                    "An EMS agency number has letters and digits only, with dashes or dots between them."
                ]
            },
        ),
        (
            {"is_registered_oopp": "on", "program_director": "Dr. Ruiz"},
            {"clinical_director": ["Enter the clinical director."]},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(agency, send, said, errors):
    before = Agency.objects.values().get()

    answer = send(**{"help_phone": "518 555 0100"} | said)

    assert answer.context["form"].errors == errors
    assert Agency.objects.values().get() == before
    assert changes() == []


def test_numbers_are_stored_as_others_write_them(agency, send):
    send(ori="ny 001-0000", npi="1234 567 893", nemsis_number=" 0101 ")

    agency.refresh_from_db()
    assert (agency.ori, agency.npi, agency.nemsis_number) == ("NY0010000", "1234567893", "0101")


def test_an_ori_of_another_state_is_stored_with_a_warning(agency, send, told):
    answer = send(ori="VT0010000")

    assert told(answer) == [
        "Your settings are saved.",
        "This ORI begins with VT, not with NY. Check that it is yours.",
    ]
    agency.refresh_from_db()
    assert agency.ori == "VT0010000"


def test_the_trail_names_nobody(agency, send):
    send(
        is_registered_oopp="on",
        oopp_number="123",
        program_director="Dr. Ana Ruiz",
        clinical_director="Dr. Ana Ruiz",
        help_name="Sgt. Lee",
        help_phone="518 555 0100",
    )

    agency.refresh_from_db()
    assert (agency.program_director, agency.clinical_director) == ("Dr. Ana Ruiz", "Dr. Ana Ruiz")
    (details,) = changes()
    assert details["fields"] == [
        "is_registered_oopp",
        "oopp_number",
        "program_director",
        "clinical_director",
        "help_name",
        "help_phone",
    ]
    assert details["now"] == {"is_registered_oopp": True, "oopp_number": "123"}
    assert details["was"] == {"is_registered_oopp": False, "oopp_number": ""}


def test_who_is_no_registered_program_any_more_has_no_directors(agency, send):
    Agency.objects.update(is_registered_oopp=True, program_director="Dr. Ruiz", clinical_director="Dr. Ruiz")

    send()

    agency.refresh_from_db()
    assert (agency.is_registered_oopp, agency.program_director, agency.clinical_director) == (False, "", "")


def test_the_time_zone_has_a_name_for_people(agency, alice, at, page, send):
    assert "Pacific Time (Los Angeles)" in at(alice).get(page).content.decode()

    send(time_zone="America/Los_Angeles")

    agency.refresh_from_db()
    assert agency.time_zone == "America/Los_Angeles"


def test_a_county_that_makes_reports_monthly_is_announced_before_it_is_saved(
    agency, city, alice, at, page, send, told
):
    Agency.objects.update(is_registered_oopp=True)
    program = {"is_registered_oopp": "on", "program_director": "Dr. Ruiz", "clinical_director": "Dr. Ruiz"}
    sentence = (
        "From Jan 1, 2027 on your reports are monthly, because New York City health department asks for a report "
        "every month."
    )

    first = send(also_serves=[city.pk], **program)

    assert first.context["announced"] == sentence
    assert agency.also_serves.count() == 0
    assert changes() == []

    second = send(also_serves=[city.pk], planned=first.context["form"]["planned"].value(), **program)

    assert told(second) == [f"Your settings are saved. {sentence}"]
    assert list(agency.also_serves.all()) == [city]
    tenures = agency.scope_memberships.order_by("from_on").values_list("from_on", "scope__cadence")
    assert list(tenures) == [(date(2026, 10, 1), "quarterly"), (date(2027, 1, 1), "monthly")]
    assert at(alice).get(page).context["reports"] == ["Your reports are quarterly.", sentence]


def test_taking_the_county_out_again_leaves_reports_as_they_are(agency, city, send, told):
    Agency.objects.update(is_registered_oopp=True)
    program = {"is_registered_oopp": "on", "program_director": "Dr. Ruiz", "clinical_director": "Dr. Ruiz"}
    send(also_serves=[city.pk], planned="monthly", **program)

    first = send(**program)
    second = send(planned="quarterly", **program)

    sentence = "Your reports stay quarterly, because nobody who gets your reports asks for them every month."
    assert first.context["announced"] == sentence
    assert told(second) == [f"Your settings are saved. {sentence}"]
    assert list(agency.scope_memberships.values_list("scope__cadence", flat=True)) == ["quarterly"]


def test_the_own_county_is_not_served_twice(agency, counties, send):
    send(also_serves=[counties["Albany"].pk, counties["Schenectady"].pk])

    assert list(agency.also_serves.all()) == [counties["Schenectady"]]


def test_a_program_that_stops_being_one_changes_its_supplier_first(agency, new_york, send):
    state = cast.supplier(new_york, name="NYSDOH", kind="health_department")
    Agency.objects.update(is_registered_oopp=True)
    SupplyAgreement.objects.update(supplier=state)

    answer = send()

    assert answer.context["form"].errors == {
        "is_registered_oopp": [
            "The state health department furnishes kits only to agencies that are registered OOPPs themselves. "
            "Your supplier is NYSDOH: choose another one first, then change this."
        ]
    }
    agency.refresh_from_db()
    assert agency.is_registered_oopp
    assert changes() == []


def test_staff_cannot_change_the_settings(agency, stan, at, page):
    assert at(stan).post(page, SAID).status_code == 403
    assert changes() == []


def test_whom_to_ask_stands_on_the_terminal(agency, alice, client, send):

    send(help_name="Training unit", help_phone="518 555 0100")

    terminal = open_terminal(agency=agency, location=agency.main_location, by=alice)
    client.cookies[TERMINAL_COOKIE] = new_link(terminal=terminal, by=alice).partition("#")[2]
    assert "Questions? Call <strong>Training unit, 518 555 0100</strong>" in client.get("/terminal/").content.decode()
