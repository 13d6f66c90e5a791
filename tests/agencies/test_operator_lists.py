"""The program office's suppliers and health departments, and who signs in there."""

import re
from datetime import date

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions.team import invite
from agencies.models import (
    AuditEvent,
    HealthDepartment,
    Invitation,
    Jurisdiction,
    Membership,
    Supplier,
    SupplyAgreement,
)
from tests import cast

SUPPLIERS = "/operator/suppliers/"
DEPARTMENTS = "/operator/departments/"
SUPPLIER = {"name": "Hudson OOPP", "kind": "oopp", "email": "", "phone": "", "units_per_case": 12, "lead_days": 10}


@pytest.fixture
def browser(olga, at):
    return at(olga)


@pytest.fixture
def pages(supplier, department):
    """The pages of the supplier and of the health department."""
    return {"supplier_staff": f"{SUPPLIERS}{supplier.pk}/", "department_staff": f"{DEPARTMENTS}{department.pk}/"}


def rows_of(answer):
    return answer.context["table"].page.object_list


def everything():
    return [model.objects.count() for model in (Supplier, HealthDepartment, Invitation, Membership, AuditEvent)]


def test_suppliers_are_listed_with_agencies_in_force_and_people(new_york, agency, stranger, supplier, sam, browser):
    ems = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    day = date(2026, 1, 1)
    SupplyAgreement.objects.create(agency=agency, supplier=ems, from_on=day, until_on=day, status="ended")

    answer = browser.get(SUPPLIERS)

    assert [
        (row.name, row.kind_name, row.agency_count, [hat.user for hat in row.people]) for row in rows_of(answer)
    ] == [
        ("Capital Harm Reduction", "Registered Opioid Overdose Prevention Program (OOPP)", 1, [sam]),
        ("Mohawk Valley EMS", "Regional EMS Program Agency", 0, []),
    ]
    assert "nobody yet" in answer.content.decode()
    assert "No supplier" not in answer.content.decode()


def test_health_departments_are_listed_with_counties_and_people(new_york, counties, department, dana, browser):
    county = cast.department(new_york, name="Albany Health", level="county")
    county.jurisdictions.set([counties["Albany"], counties["Schenectady"]])

    answer = browser.get(DEPARTMENTS)

    text = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
    assert "Albany Health County Albany County, Schenectady County nobody yet" in text
    assert "State Health Department State every county Dana" in text


@pytest.mark.parametrize(("page", "make"), [(SUPPLIERS, cast.supplier), (DEPARTMENTS, cast.department)])
def test_a_list_is_searched_by_name_and_paged(new_york, browser, page, make):
    for number in range(26):
        make(new_york, name=f"Lake {number:02}")
    make(new_york, name="Hudson")

    assert [row.name for row in rows_of(browser.get(page, {"q": "hUd"}))] == ["Hudson"]
    assert [row.name for row in rows_of(browser.get(page, {"q": "lake", "page": 2}))] == ["Lake 25"]


@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize(("page", "cost"), [(SUPPLIERS, 7), (DEPARTMENTS, 7)])
def test_a_list_costs_the_same_with_more_rows(
    new_york, counties, browser, page, cost, rows, django_assert_num_queries
):
    for number in range(rows):
        supplier = cast.supplier(new_york, name=f"Supplier {number}")
        cast.agency(new_york, name=f"Agency {number}", supplier=supplier)
        cast.user(f"Sam{number}", role="supplier_staff", supplier=supplier)
        department = cast.department(new_york, name=f"Department {number}", level="county")
        department.jurisdictions.set(counties.values())
        cast.user(f"Dana{number}", role="department_staff", department=department)

    with django_assert_num_queries(cost):
        browser.get(page)


@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize(("role", "cost"), [("supplier_staff", 8), ("department_staff", 9)])
def test_a_page_costs_the_same_with_more_people(
    supplier, department, olga, browser, pages, role, cost, rows, django_assert_num_queries
):
    owner = {"supplier": supplier} if role == "supplier_staff" else {"department": department}
    for number in range(rows):
        cast.user(f"Staff{number}", role=role, **owner)
        by = cast.user(f"Inviter{number}", role=role, **owner)
        asked = {"email": f"new{number}@elsewhere.example", "role": role, "by": by, "at": clock.now()}
        invite(owner=next(iter(owner.values())), **asked)

    with django_assert_num_queries(cost):
        browser.get(pages[role])


def test_a_supplier_is_added_and_its_page_opened(new_york, olga, browser, told):
    said = SUPPLIER | {"name": " Hudson  OOPP", "email": "kits@hudson.example", "phone": "518 555 0100"}

    answer = browser.post(f"{SUPPLIERS}add/", said)

    made = Supplier.objects.get()
    assert (made.program, made.name, made.slug, made.kind) == (new_york, "Hudson OOPP", "hudson-oopp", "oopp")
    assert (made.email, made.phone) == ("kits@hudson.example", "518 555 0100")
    assert (made.units_per_case, made.lead_days) == (12, 10)
    assert answer.url == f"{SUPPLIERS}{made.pk}/"
    assert told(answer) == ["Hudson OOPP is on the list: invite whoever works there."]
    assert AuditEvent.objects.get(what="supplier.added", supplier=made).by == olga
    assert "518 555 0100" in browser.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "Enter the name."),
        ("name", "CAPITAL harm  reduction", "A supplier of this name is on the list already."),
        ("kind", "", "Choose what kind of supplier it is."),
        ("kind", "none", "Select a valid choice. none is not one of the available choices."),
        ("email", "kits", "Enter a valid email address."),
        ("units_per_case", "0", "Ensure this value is greater than or equal to 1."),
        ("lead_days", "", "Enter the days from a request to its delivery."),
        ("lead_days", "366", "Ensure this value is less than or equal to 365."),
    ],
)
def test_a_supplier_is_refused_at_its_field_and_nothing_changes(supplier, browser, field, value, sentence):
    before = everything()

    answer = browser.post(f"{SUPPLIERS}add/", SUPPLIER | {field: value})

    assert answer.context["form"].errors == {field: [sentence]}
    assert everything() == before


@pytest.mark.parametrize(("level", "seen"), [("state", []), ("city", ["Albany"]), ("county", ["Albany"])])
def test_a_health_department_is_added_with_its_counties(new_york, counties, olga, browser, level, seen):
    said = {"name": "Lake Health", "level": level, "jurisdictions": [counties["Albany"].pk]}

    answer = browser.post(f"{DEPARTMENTS}add/", said)

    made = HealthDepartment.objects.get()
    assert (made.program, made.name, made.level, made.slug) == (new_york, "Lake Health", level, "lake-health")
    assert [county.name for county in made.jurisdictions.all()] == seen
    assert answer.url == f"{DEPARTMENTS}{made.pk}/"
    assert AuditEvent.objects.get(what="department.added").by == olga


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({"name": ""}, {"name": ["Enter the name."]}),
        ({"name": "state health department"}, {"name": ["A health department of this name is on the list already."]}),
        ({"level": ""}, {"level": ["Choose what it sees."]}),
        ({"level": "city"}, {"jurisdictions": ["Choose the counties that this health department sees."]}),
        (
            {"level": "county", "jurisdictions": "vt-bennington"},
            {"jurisdictions": ["Choose counties from the list."]},
        ),
        ({"level": "county", "jurisdictions": "ny-elsewhere"}, {"jurisdictions": ["Choose counties from the list."]}),
    ],
)
def test_a_health_department_is_refused_at_its_field_and_nothing_changes(department, browser, said, errors):
    if "jurisdictions" in said:
        said = said | {"jurisdictions": [Jurisdiction.objects.get(slug=said["jurisdictions"]).pk]}
    before = everything()

    answer = browser.post(f"{DEPARTMENTS}add/", {"name": "Lake Health", "level": "state"} | said)

    assert answer.context["form"].errors == errors
    assert everything() == before


@pytest.mark.parametrize("role", ["supplier_staff", "department_staff"])
def test_the_office_invites_by_mail_and_takes_back(browser, pages, mailed, told, role):
    page = pages[role]

    (mail,) = mailed(lambda: browser.post(page, {"email": "New@elsewhere.example"}))
    shown = browser.get(page).content.decode()
    answer = browser.post(reverse("operator:withdraw", args=[Invitation.objects.get().pk]))

    assert mail.to == ["new@elsewhere.example"]
    assert "new@elsewhere.example" in shown
    assert "Dec 5, 2026" in shown
    assert answer.url == page
    assert told(answer)[-1] == "The invitation of new@elsewhere.example is withdrawn."
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["supplier_staff", "department_staff"])
@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("new", "Enter a valid email address."),
        (" ", "Enter the e-mail address of whoever you invite."),
        (
            "Otto@Example.org",
            "This address is at the program office's own domain. The program office cannot let its own people in "
            "elsewhere.",
        ),
    ],
)
def test_an_invitation_of_the_office_is_refused_at_its_field(browser, pages, mailed, role, email, sentence):
    before, answers = everything(), []

    mails = mailed(lambda: answers.append(browser.post(pages[role], {"email": email})))

    assert answers[0].context["form"].errors == {"email": [sentence]}
    assert (everything(), mails) == (before, [])


@pytest.mark.parametrize("role", ["supplier_staff", "department_staff"])
def test_a_member_whom_the_office_removes_has_no_right_left(sam, dana, olga, browser, pages, told, role):
    member = {"supplier_staff": sam, "department_staff": dana}[role]

    answer = browser.post(reverse("operator:remove", args=[member.memberships.get().pk]))

    assert (answer.url, told(answer)) == (pages[role], [f"{member} is no longer on the team."])
    assert not member.memberships.exists()
    assert AuditEvent.objects.get(what="team.removed").by == olga
