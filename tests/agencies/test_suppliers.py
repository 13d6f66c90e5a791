"""Who furnishes an agency's kits, and what the program office sees."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies import clock
from agencies.actions.registration import register
from agencies.models import Agency, AuditEvent, Membership, Program, Registration, Supplier, SupplyAgreement, User
from tests import cast

REGISTRATIONS = "/operator/registrations/"
AGENCIES = "/operator/agencies/"


@pytest.fixture
def page(agency):
    return reverse("agencies:supplier", kwargs={"slug": agency.slug})


@pytest.fixture
def registration(new_york, counties):
    return application(new_york, counties["Albany"])


def application(program, county, name="Cohoes Police Department"):
    return register(
        program=program,
        agency_name=name,
        kind="law_enforcement",
        jurisdiction=county,
        coordinator_name="Carol Case",
        coordinator_email="carol@cohoes.example",
        at=clock.now(),
    )


def agreements():
    rows = SupplyAgreement.objects.order_by("from_on")
    return list(rows.values_list("supplier__name", "status", "from_on", "until_on"))


def test_the_page_shows_who_furnishes_the_kits(agency, supplier, alice, stan, at, page):
    Supplier.objects.filter(pk=supplier.pk).update(email="kits@capital.example", paused_note="Back on December 1.")

    for user, offered in ((alice, True), (stan, False)):
        text = at(user).get(page).content.decode()
        assert "Capital Harm Reduction" in text
        assert "kits@capital.example" in text
        assert "Back on December 1." in text
        assert ("Change the supplier" in text) == offered


def test_an_agency_without_one_is_shown_the_way(new_york, at):
    agency = cast.agency(new_york)
    browser = at(cast.user("Alice", role="coordinator", agency=agency))
    page = reverse("agencies:supplier", kwargs={"slug": agency.slug})

    answer = browser.get(page, {"question_local_oopp": "yes", "question_regional_ems": "no"})

    assert answer.context["pathway"]["slug"] == "partner_oopp"
    assert "Partner with an OOPP nearby" in answer.content.decode()
    assert "Partner with an OOPP nearby" not in browser.get(page).content.decode()


def test_a_change_is_told_with_its_date(agency, new_york, alice, at, page, told):
    other = cast.supplier(new_york, name="MATTERS", kind="matters")

    answer = at(alice).post(f"{page}change/", {"choice": "known", "supplier": other.pk})

    assert told(answer) == ["Recorded. Your reports follow on Jan 1, 2027, with the next quarter."]
    assert agreements() == [
        ("Capital Harm Reduction", "ended", date(2026, 10, 1), date(2026, 11, 20)),
        ("MATTERS", "active", date(2026, 11, 21), None),
    ]
    assert "Jan 1, 2027" in at(alice).get(page).content.decode()
    assert list(AuditEvent.objects.filter(agency=agency).order_by("what").values_list("what", flat=True)) == [
        "supply.agreed",
        "supply.ended",
    ]


def test_another_supplier_is_added_with_how_to_reach_it(agency, alice, at, page):
    said = {
        "choice": "another",
        "supplier_name": "Hudson  OOPP",
        "supplier_kind": "oopp",
        "supplier_phone": "518 555 0100",
    }

    at(alice).post(f"{page}change/", said)

    made = Supplier.objects.get(name="Hudson OOPP")
    assert (made.kind, made.phone, made.slug) == ("oopp", "518 555 0100", "hudson-oopp")
    assert agency.agreements.get(status="active").supplier == made


def test_a_supplier_that_is_named_twice_is_one(agency, new_york, alice, at, page):
    known = cast.supplier(new_york, name="Hudson OOPP")

    at(alice).post(f"{page}change/", {"choice": "another", "supplier_name": "HUDSON oopp", "supplier_kind": "oopp"})

    assert agency.agreements.get(status="active").supplier == known


def test_an_agency_may_end_with_its_supplier(agency, alice, at, page):
    at(alice).post(f"{page}change/", {"choice": "none"})

    assert agreements() == [("Capital Harm Reduction", "ended", date(2026, 10, 1), date(2026, 11, 20))]
    assert agency.scope_memberships.last().scope.supplier.is_none


def test_a_refused_change_changes_nothing(agency, supplier, new_york, alice, at, page):
    state = cast.supplier(new_york, name="NYSDOH", kind="health_department")
    browser = at(alice)

    same = browser.post(f"{page}change/", {"choice": "known", "supplier": supplier.pk})
    state = browser.post(f"{page}change/", {"choice": "known", "supplier": state.pk})

    assert same.context["form"].errors == {"choice": ["This is your present supplier: nothing was changed."]}
    assert state.context["form"].errors == {
        "supplier": [
            "The state health department furnishes kits only to agencies that are registered OOPPs themselves."
        ]
    }
    assert agreements() == [("Capital Harm Reduction", "active", date(2026, 10, 1), None)]
    assert agency.scope_memberships.count() == 1


def test_registrations_are_listed_with_their_state(olga, at, registration):
    text = at(olga).get(REGISTRATIONS).content.decode()

    assert "Cohoes Police Department" in text
    assert "Waiting for e-mail confirmation" in text
    assert "Albany County" in text


def test_registrations_are_filtered_by_county(new_york, counties, olga, at):
    application(new_york, counties["Albany"], "A")
    application(new_york, counties["Rensselaer"], "R")
    browser = at(olga)

    shown = [
        [row.jurisdiction.name for row in browser.get(REGISTRATIONS, {"county": county}).context["table"].page]
        for county in ("ny-rensselaer", "", "ny-schenectady")
    ]

    assert [sorted(row) for row in shown] == [["Rensselaer"], ["Albany", "Rensselaer"], ["Albany", "Rensselaer"]]


@pytest.mark.parametrize("rows", [1, 4])
def test_registrations_cost_the_same_with_more_rows(new_york, counties, olga, at, rows, django_assert_num_queries):
    for number in range(rows):
        application(new_york, counties["Albany"], f"New {number}")
    browser = at(olga)

    with django_assert_num_queries(6):
        browser.get(REGISTRATIONS)


def test_a_registration_is_shown_with_whom_to_ask(olga, at, registration):
    text = at(olga).get(f"{REGISTRATIONS}{registration.pk}/").content.decode()

    assert "carol@cohoes.example" in text
    assert "Close this registration" in text
    assert "until Dec 5, 2026, and confirms" in text


@pytest.mark.parametrize("status", ["duplicate", "not_an_agency"])
def test_a_registration_is_marked_once_and_its_link_is_dead(olga, at, registration, told, status):
    browser = at(olga)
    path = f"/operator/registrations/{registration.pk}/mark/"

    browser.post(path, {"status": status})
    again = browser.post(path, {"status": "duplicate"})

    assert told(again)[-1] == "This registration was closed before: nothing was changed."
    assert Registration.objects.get().status == status
    assert AuditEvent.objects.get(what=f"registration.{status}").by == olga


def test_a_registration_that_is_an_agency_is_closed_no_more(olga, at, agency, registration, told):
    Registration.objects.update(status="confirmed", confirmed_at=clock.now(), agency=agency)

    answer = at(olga).post(f"/operator/registrations/{registration.pk}/mark/", {"status": "not_an_agency"})

    assert told(answer) == ["This registration is an agency already: open the agency to leave it out."]
    assert (Agency.objects.get().status, Registration.objects.get().status) == ("admitted", "confirmed")


@pytest.mark.parametrize("status", ["", "confirmed", "submitted"])
def test_the_office_does_not_approve(olga, at, registration, status):
    at(olga).post(f"/operator/registrations/{registration.pk}/mark/", {"status": status})

    assert Registration.objects.get().status == "submitted"


def test_the_lists_say_nothing_of_another_program(new_york, olga, at, agency, registration):
    Registration.objects.update(submitted_at=clock.now() - timedelta(days=1))
    other = Program.objects.get(slug="new_york")
    other.pk, other.slug = None, "elsewhere"
    other.save()
    Agency.objects.update(program=other)
    Registration.objects.update(program=other)

    pages = [at(olga).get(page).context["table"].page.object_list for page in (REGISTRATIONS, AGENCIES)]
    marked = at(olga).post(f"/operator/registrations/{registration.pk}/mark/", {"status": "duplicate"})

    assert [len(page) for page in pages] == [0, 0]
    assert [marked.status_code, at(olga).get(f"{REGISTRATIONS}{registration.pk}/").status_code] == [404, 404]
    assert Registration.objects.get().status == "submitted"


def test_the_command_makes_an_operator_who_sets_a_password(client, new_york):
    output = StringIO()

    call_command("create_operator", "Olga@example.org", stdout=output)

    link = re.search(r"http://127\.0\.0\.1:8000(/accounts/\S+)", output.getvalue())[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "a loud day in Troy", "password2": "a loud day in Troy"})
    hat = Membership.objects.get()
    assert (hat.role, hat.program, hat.user.email) == ("operator", new_york, "olga@example.org")
    assert hat.user.check_password("a loud day in Troy")


def test_an_account_that_is_there_keeps_its_password(new_york, alice):
    output = StringIO()

    call_command("create_operator", "alice@example.org", "--program", "new_york", stdout=output)

    assert "keeps its password" in output.getvalue()
    assert User.objects.get(pk=alice.pk).check_password(cast.PASSWORD)
    assert alice.memberships.count() == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["olga"], "olga is not an e-mail address."),
        (["olga@example.org", "--program", "ohio"], "Name the state program with --program: new_york."),
    ],
)
def test_the_command_refuses_with_a_sentence(new_york, arguments, sentence):
    with pytest.raises(CommandError) as refusal:
        call_command("create_operator", *arguments)

    assert (str(refusal.value), refusal.value.returncode) == (sentence, 2)
    assert not User.objects.exists()
