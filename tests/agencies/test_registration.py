"""An agency registers: two pages, a mail, and a button."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from agencies import clock
from agencies.forms.registration import AgencyForm
from agencies.forms.suppliers import SupplierForm
from agencies.models import Agency, AuditEvent, Jurisdiction, Registration, Supplier, SupplyAgreement, User
from agencies.querysets.registrations import counties_open_in
from tests import cast

AGENCY = "/register/new_york/"
SUPPLIER = "/register/new_york/supplier/"
PASSWORD = {"new_password1": "seven kits on a shelf", "new_password2": "seven kits on a shelf"}
NOT_YET = {"choice": "none", "question_local_oopp": "no", "question_regional_ems": "no"}
HEALTH_DEPARTMENT_REFUSED = (
    "The state health department furnishes kits only to agencies that are registered OOPPs themselves."
)


def about(**changes):
    said = {
        "jurisdiction": Jurisdiction.objects.get(slug="ny-albany").pk,
        "agency_name": "Cohoes Police Department",
        "kind": "law_enforcement",
        "coordinator_name": "Carol Case",
        "coordinator_email": "Carol@cohoes.example",
        "coordinator_phone": "",
    }
    return said | changes


@pytest.fixture
def register(client, new_york, mailed):
    """Register in the browser and return the mails: `register({"choice": ...}, agency_name="...")`."""

    def submit(supplier=NOT_YET, **changes):
        assert client.post(AGENCY, about(**changes)).url == SUPPLIER
        return mailed(lambda: client.post(SUPPLIER, supplier))

    return submit


@pytest.fixture
def link(register, path_in):
    """The path of the link that confirms a registration with a named supplier."""
    return path_in(register({"choice": "another", "supplier_name": "Hudson OOPP", "supplier_kind": "oopp"})[0])


def test_one_program_is_not_asked_for(client, new_york):
    assert client.get("/register/").url == AGENCY


def test_of_several_programs_one_is_chosen(client, new_york):
    for slug, entry in (("elsewhere", "listed"), ("reviewed", "reviewed")):
        new_york.pk, new_york.slug, new_york.name, new_york.entry = None, slug, slug, entry
        new_york.save()

    answer = client.get("/register/")

    assert {program.slug for program in answer.context["programs"]} == {"new_york", "elsewhere", "reviewed"}
    assert 'href="/register/elsewhere/"' in answer.content.decode()
    assert client.get("/register/reviewed/").url == "/register/reviewed/apply/"
    assert client.get("/register/nowhere/").status_code == 404


def test_without_a_program_the_page_says_so(client, empty):
    assert "No state program takes registrations here yet" in client.get("/register/").content.decode()


def test_at_most_twelve_answers_are_required(new_york):
    first = AgencyForm(program=new_york, counties=counties_open_in(new_york, clock.today("UTC")))
    second = SupplierForm(program=new_york, is_registered_oopp=False, suppliers=Supplier.objects.all())

    asked = [name for name, field in first.fields.items() if field.required]
    longest = max(len(names) for names in second.branches.values())

    assert asked == ["jurisdiction", "agency_name", "kind", "coordinator_name", "coordinator_email"]
    assert len(asked) + 1 + longest <= 12


def test_the_mail_holds_the_link_and_the_way_to_a_supplier(client, register):
    (mail,) = register()

    registration = Registration.objects.get()
    assert mail.to == ["carol@cohoes.example"]
    assert mail.subject == "Confirm the registration of your agency"
    assert "http://127.0.0.1:8000/register/confirm/" in mail.body
    assert "Have kits sent by MATTERS" in mail.body
    assert (registration.status, registration.pathway) == ("submitted", "matters")
    assert "Have kits sent by MATTERS" in client.get("/register/new_york/sent/").content.decode()
    assert not Agency.objects.exists()


def test_opening_the_link_changes_nothing(client, link):
    answer = client.get(link)

    assert "Cohoes Police Department" in answer.content.decode()
    assert (Agency.objects.count(), User.objects.count(), Registration.objects.get().status) == (0, 0, "submitted")


def test_the_button_makes_the_agency_and_signs_in(client, link):
    answer = client.post(link, PASSWORD)

    agency = Agency.objects.get()
    membership = agency.memberships.get()
    agreement = SupplyAgreement.objects.get()
    assert answer.url == reverse("home")
    assert (agency.slug, agency.status, agency.time_zone) == (
        "cohoes-police-department",
        "waiting",
        "America/New_York",
    )
    assert (agency.main_location.name, agency.main_location.kind) == ("Storeroom", "storeroom")
    assert (membership.role, membership.user.email) == ("coordinator", "carol@cohoes.example")
    assert membership.user.check_password(PASSWORD["new_password1"])
    assert client.session["_auth_user_id"] == str(membership.user.pk)
    assert (agreement.supplier.name, agreement.supplier.kind) == ("Hudson OOPP", "oopp")
    assert (agreement.status, agreement.recorded_by_agency, agreement.from_on.isoformat()) == (
        "active",
        True,
        "2026-11-21",
    )
    assert agreement.supplier.typed_in_by == agency
    assert agency.scope_memberships.get().scope.supplier.is_waiting
    assert AuditEvent.objects.filter(what="registration.confirmed", agency=agency, by=membership.user).count() == 1
    assert Registration.objects.get().agency == agency


def test_a_used_link_says_so_and_makes_nothing_more(client, link):
    client.post(link, PASSWORD)

    answer = client.post(link, PASSWORD)

    assert answer.status_code == 410
    assert "This link was used already: sign in." in answer.content.decode()
    assert (Agency.objects.count(), User.objects.count()) == (1, 1)


def test_a_link_is_too_old_after_fourteen_days(client, link):
    Registration.objects.update(submitted_at=clock.now() - timedelta(days=14))

    answer = client.post(link, PASSWORD)

    assert "This link is older than 14 days: register again." in answer.content.decode()
    assert not Agency.objects.exists()


def test_a_link_that_nobody_signed_opens_nothing(client, link):
    answer = client.post("/register/confirm/made-up/", PASSWORD)

    assert "This link is not complete" in answer.content.decode()
    assert not Agency.objects.exists()


@pytest.mark.parametrize("password", ["short", "carol@cohoes.example"])
def test_a_weak_password_is_refused_at_its_field(client, link, password):
    answer = client.post(link, {"new_password1": password, "new_password2": password})

    assert list(answer.context["form"].errors) == ["new_password1"]
    assert (Agency.objects.count(), User.objects.count()) == (0, 0)


def test_the_page_after_registering_is_the_same_whatever_the_address(client, register):
    def words():
        page = client.get("/register/new_york/sent/").content.decode()
        return re.sub('value="[^"]*"|carol@cohoes.example|carla@example.org', "", page)

    register()
    unknown = words()
    cast.user("Carla")
    register(coordinator_email="carla@example.org")

    assert words() == unknown


def test_somebody_with_an_account_signs_in_and_keeps_it(client, register, path_in):
    carla = cast.user("Carla")
    path = path_in(register(coordinator_email="carla@example.org")[0])

    refused = client.post(path, PASSWORD)
    client.force_login(carla)
    client.post(path)

    assert "has an account here already" in refused.content.decode()
    assert User.objects.get().check_password(cast.PASSWORD)
    assert Agency.objects.get().memberships.get().user == carla


def test_a_link_for_somebody_else_waits_until_they_sign_in(client, link):
    client.force_login(cast.user("Oscar"))

    answer = client.post(link)

    assert "You are signed in as oscar@example.org" in answer.content.decode()
    assert not Agency.objects.exists()


def test_an_agency_that_is_registered_is_told_so_and_not_by_whom(client, agency, alice):
    answer = client.post(AGENCY, about(agency_name="  albany county  sheriff's office "))

    assert answer.context["form"].errors == {
        "agency_name": [
            "An agency of this name is registered in this county already: ask a colleague to invite you, "
            "or ask the NY ORS team."
        ]
    }
    assert "alice" not in answer.content.decode().lower()
    assert not Registration.objects.exists()


def test_of_two_registrations_of_one_agency_the_first_to_confirm_has_it(client, register, path_in):
    first = path_in(register()[0])
    client.logout()
    second = path_in(register(coordinator_email="rival@cohoes.example")[0])
    client.post(first, PASSWORD)
    client.logout()

    answer = client.post(second, PASSWORD)

    assert "registered in this county already" in answer.content.decode()
    assert (Agency.objects.count(), User.objects.count()) == (1, 1)


def test_a_double_submit_makes_one_registration_and_one_mail(register):
    assert len(register()) == 1
    assert register(agency_name="COHOES Police Department") == []
    assert Registration.objects.count() == 1


def test_registering_again_later_mails_again(register):
    register()
    Registration.objects.update(submitted_at=clock.now() - timedelta(minutes=2))

    assert len(register(coordinator_phone="518 555 0100")) == 1
    assert Registration.objects.get().coordinator_phone == "518 555 0100"


def test_a_health_department_furnishes_only_registered_programs(register, new_york):
    cast.supplier(new_york, name="NYSDOH", kind="health_department")
    known = {"choice": "known", "supplier": Supplier.objects.get(name="NYSDOH").pk}

    refused = register(known)
    accepted = register(known, is_registered_oopp="on")

    assert (len(refused), len(accepted)) == (0, 1)
    assert Registration.objects.get().supplier.name == "NYSDOH"
