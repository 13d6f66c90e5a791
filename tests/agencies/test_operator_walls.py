"""What the program office cannot reach from its suppliers and health departments: other programs, teams, any log."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions.team import invite
from agencies.models import AuditEvent, HealthDepartment, Invitation, Membership, Program, Supplier
from distributions.actions import LogEntry, log_kits
from distributions.models import DailyCount
from inventory.actions import receive
from inventory.models import Item
from tests import cast

SUPPLIERS = "/operator/suppliers/"
DEPARTMENTS = "/operator/departments/"


@pytest.fixture
def browser(olga, at):
    return at(olga)


def rows_of(answer):
    return answer.context["table"].page.object_list


def everything():
    return [model.objects.count() for model in (Supplier, HealthDepartment, Invitation, Membership, AuditEvent)]


@pytest.fixture
def elsewhere(new_york):
    other = Program.objects.get()
    other.pk, other.slug = None, "elsewhere"
    other.save()
    return other


def test_another_programs_suppliers_and_departments_are_not_there(elsewhere, olga, browser):
    supplier = cast.supplier(elsewhere, name="Lake OOPP")
    department = cast.department(elsewhere, name="Lake Health")
    member = cast.user("Lara", role="department_staff", department=department)
    asked = {"email": "new@example.org", "role": "supplier_staff", "by": olga, "at": clock.now()}
    invitation = invite(owner=supplier, **asked)
    pages = [f"{SUPPLIERS}{supplier.pk}/", f"{DEPARTMENTS}{department.pk}/"]
    buttons = [
        reverse("operator:withdraw", args=[invitation.pk]),
        reverse("operator:remove", args=[member.memberships.get().pk]),
    ]
    before = everything()

    opened = [browser.get(page).status_code for page in pages]
    pressed = [browser.post(page, {"email": "x@example.org"}).status_code for page in [*pages, *buttons]]

    assert (opened, pressed) == ([404] * 2, [404] * 4)
    assert [list(rows_of(browser.get(page))) for page in (SUPPLIERS, DEPARTMENTS)] == [[], []]
    assert everything() == before


def test_a_name_of_another_program_is_free(elsewhere, new_york, browser):
    cast.supplier(elsewhere, name="Hudson OOPP")

    said = {"name": "Hudson OOPP", "kind": "oopp", "units_per_case": 1, "lead_days": 14}
    browser.post(f"{SUPPLIERS}add/", said)

    made = new_york.suppliers.get()
    assert (made.name, made.slug) == ("Hudson OOPP", "hudson-oopp-2")


def test_an_agencys_team_is_not_the_offices(agency, alice, stan, browser):
    asked = {"email": "new@elsewhere.example", "role": "agency_staff", "by": alice, "at": clock.now()}
    invitation = invite(owner=agency, **asked)
    before = everything()

    withdrawn = browser.post(reverse("operator:withdraw", args=[invitation.pk]))
    removed = browser.post(reverse("operator:remove", args=[stan.memberships.get().pk]))

    assert (withdrawn.status_code, removed.status_code) == (404, 404)
    assert everything() == before


def test_no_page_changes_when_kits_come_and_go(agency, alice, sam, supplier, department, browser, today):
    pages = [SUPPLIERS, DEPARTMENTS, f"{SUPPLIERS}{supplier.pk}/", f"{DEPARTMENTS}{department.pk}/"]

    def read():
        texts = [browser.get(page).content.decode() for page in pages]
        return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in texts]

    kit = Item.objects.get(slug=Item.STANDARD_KIT)
    given = {"agency": agency, "location": agency.main_location, "today": today}
    before = read()

    receive(item=kit, number="A1", expires_on=date(2028, 1, 31), quantity=20, on=today, by=alice, **given)
    log_kits(entries=[LogEntry(uuid4(), today, agency.jurisdiction_id, "12207", kit.pk, 3, 1)], **given)

    assert DailyCount.objects.count() == 1
    assert read() == before
