"""The program office edits, lists, unlists and merges suppliers and health departments."""

import pytest
from django.urls import reverse

from agencies.actions.departments import DepartmentRefused, merge_departments
from agencies.actions.suppliers import find_or_add
from agencies.models import AuditEvent, HealthDepartment, Membership, Supplier, SupplyAgreement
from lbn.reporting.models import Issue
from tests import cast

SAID = {"name": "Hudson OOPP", "kind": "oopp", "email": "kits@hudson.example", "phone": "", "lead_days": 3}


@pytest.fixture
def browser(olga, at):
    return at(olga)


@pytest.fixture
def typed_in(agency, alice):
    return find_or_add(agency=agency, name="Our friends", kind="oopp", by=alice)


def press(browser, page, owner, /, **said):
    return browser.post(reverse(f"operator:{page}", args=[owner.pk]), said, follow=True)


def codes():
    return list(AuditEvent.objects.filter(program__isnull=False).order_by("at").values_list("what", flat=True))


def test_a_supplier_is_edited(supplier, browser):
    answer = press(browser, "supplier_edit", supplier, **SAID, units_per_case=24)

    supplier.refresh_from_db()
    assert "The changes are stored." in answer.content.decode()
    assert (supplier.name, supplier.email, supplier.units_per_case, supplier.lead_days) == (
        "Hudson OOPP",
        "kits@hudson.example",
        24,
        3,
    )
    event = AuditEvent.objects.get(what="supplier.changed")
    assert event.details == {"changed": ["email", "lead_days", "name", "units_per_case"]}


def test_the_address_that_a_supplier_had_is_told_of_its_change(supplier, browser, mailed):
    Supplier.objects.filter(pk=supplier.pk).update(email="old@capital.example")

    edited = mailed(lambda: press(browser, "supplier_edit", supplier, **SAID, units_per_case=1))
    again = mailed(lambda: press(browser, "supplier_edit", supplier, **SAID, units_per_case=2))
    press(browser, "supplier_unlist", supplier)
    listed = mailed(lambda: press(browser, "supplier_list", supplier, email=""))

    assert [mail.to for mail in (*edited, *again, *listed)] == [["old@capital.example"], ["kits@hudson.example"]]
    assert edited[0].subject == "The address of Hudson OOPP was changed"
    assert "Mails for Hudson OOPP no longer come to this address." in edited[0].body


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": "mohawk valley ems"}, "A supplier of this name is on the list already"),
        ({"kind": "health_department"}, "cannot have a supplier of this kind"),
        ({"email": "olga@example.org"}, "own domain. Enter the supplier"),
    ],
)
def test_what_a_supplier_cannot_become_is_told(supplier, agency, new_york, browser, said, sentence):
    cast.supplier(new_york, name="Mohawk Valley EMS")

    answer = press(browser, "supplier_edit", supplier, **SAID | {"units_per_case": 1} | said)

    assert sentence in answer.content.decode()
    assert Supplier.objects.get(pk=supplier.pk).name == "Capital Harm Reduction"
    assert codes() == []


def test_the_office_gives_no_supplier_an_address_of_its_own(new_york, browser):
    said = SAID | {"units_per_case": 1, "email": "reports@example.org"}

    answer = browser.post(reverse("operator:supplier_add"), said)

    assert "own domain. Enter the supplier" in answer.content.decode()
    assert not Supplier.objects.filter(name="Hudson OOPP").exists()


def test_what_an_agency_typed_in_has_its_own_place_until_it_is_listed(typed_in, agency, stranger, browser):
    page = browser.get(reverse("operator:suppliers"))
    listed, others = page.context["table"].shown_rows, page.context["others"].shown_rows
    assert [row.name for row in listed] == ["Capital Harm Reduction"]
    assert [(row.name, row.typed_in_by) for row in others] == [("Our friends", agency)]
    assert not Supplier.objects.offered_to(stranger).filter(pk=typed_in.pk).exists()

    press(browser, "supplier_list", typed_in, email="")

    assert Supplier.objects.offered_to(stranger).filter(pk=typed_in.pk).exists()
    assert "supplier.listed" in codes()


@pytest.mark.parametrize("email", ["", "kits@friends.example"])
def test_the_address_that_an_agency_typed_in_is_not_kept_on_the_list(typed_in, agency, browser, email):
    Supplier.objects.filter(pk=typed_in.pk).update(email="own@county.example")
    page = browser.get(reverse("operator:supplier_list", args=[typed_in.pk]))

    press(browser, "supplier_list", typed_in, email=email)

    assert page.context["form"].initial == {"email": ""}
    assert "typed in own@county.example." in page.content.decode()
    found = Supplier.objects.get(pk=typed_in.pk)
    assert (found.email, found.is_listed) == (email, True)


def test_a_supplier_is_not_listed_with_an_address_of_the_office(typed_in, browser):
    answer = press(browser, "supplier_list", typed_in, email="reports@example.org")

    assert "own domain. Enter the supplier" in answer.content.decode()
    assert not Supplier.objects.get(pk=typed_in.pk).is_listed
    assert "supplier.listed" not in codes()


def test_one_that_is_unlisted_is_kept_and_offered_to_none(supplier, agency, browser):
    press(browser, "supplier_unlist", supplier)

    assert SupplyAgreement.objects.get().supplier == supplier
    assert not Supplier.objects.offered_to(agency).filter(pk=supplier.pk).exists()
    assert codes() == ["supplier.unlisted"]
    assert "This supplier is not on the list" in press(browser, "supplier_unlist", supplier).content.decode()
    assert codes() == ["supplier.unlisted"]


def test_a_name_on_the_list_is_not_listed_twice(typed_in, supplier, browser):
    Supplier.objects.filter(pk=typed_in.pk).update(name="CAPITAL harm reduction")

    answer = press(browser, "supplier_list", typed_in, email="")

    assert "A supplier of this name is on the list already" in answer.content.decode()
    assert Supplier.objects.get(pk=typed_in.pk).listed_on is None


def test_the_office_merges_two_suppliers_once_it_has_read_what_happens(supplier, agency, sam, new_york, browser):
    into = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")

    asked = press(browser, "supplier_merge", supplier, into=into.pk).content.decode()
    unchanged = Supplier.objects.get(pk=supplier.pk).merged_into
    done = press(browser, "supplier_merge", supplier, into=into.pk, confirmed="yes")

    assert "1 agency gets its kits from Mohawk Valley EMS and reports there." in asked
    assert "1 person who signs in for Capital Harm Reduction signs in for Mohawk Valley EMS." in asked
    assert unchanged is None
    assert done.redirect_chain == [(reverse("operator:supplier", args=[into.pk]), 302)]
    assert "Merged into it" in done.content.decode()
    assert Membership.objects.get(user=sam).supplier == into
    assert browser.get(reverse("operator:supplier", args=[supplier.pk])).status_code == 404


def test_a_supplier_is_not_merged_into_itself(supplier, agency, browser):
    answer = press(browser, "supplier_merge", supplier, into=supplier.pk, confirmed="yes")

    assert "Choose one from the list." in answer.content.decode()
    assert Supplier.objects.get(pk=supplier.pk).merged_into is None
    assert codes() == []


def test_a_department_is_edited_unlisted_and_listed(department, counties, dana, browser):
    said = {"name": "Albany Health", "level": "county", "jurisdictions": [counties["Albany"].pk], "email": "a@b.org"}

    press(browser, "department_edit", department, **said)
    press(browser, "department_unlist", department)
    department.refresh_from_db()
    unlisted_on = department.unlisted_on
    press(browser, "department_list", department)

    department.refresh_from_db()
    assert (department.name, department.level, department.email) == ("Albany Health", "county", "a@b.org")
    assert list(department.jurisdictions.all()) == [counties["Albany"]]
    assert (unlisted_on is None, department.unlisted_on) == (False, None)
    assert codes() == ["department.changed", "department.unlisted", "department.listed"]


def test_merged_departments_have_one_team_that_reads_both(department, new_york, dana, browser, at):
    into = cast.department(new_york, name="Health Department")
    content = {"content": "{}", "content_hash": "x", "issued_on": "2026-10-20"}
    days = {"starts_on": "2026-07-01", "ends_on": "2026-09-30"}
    old = Issue.objects.create(department=department, **days, **content)

    asked = press(browser, "department_merge", department, into=into.pk).content.decode()
    press(browser, "department_merge", department, into=into.pk, confirmed="yes")

    assert "This cannot be undone." in asked
    assert HealthDepartment.objects.get(pk=department.pk).merged_into == into
    assert Membership.objects.get(user=dana).department == into
    assert list(Issue.objects.of_department(into)) == [old]
    assert "department.merged" in codes()


def test_a_department_is_not_merged_into_itself_or_into_another_programs(department, new_york, olga, today):
    with pytest.raises(DepartmentRefused, match="cannot be merged into itself"):
        merge_departments(department=department, into=department, by=olga, today=today)

    assert HealthDepartment.objects.get().merged_into is None
    assert codes() == []


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "yes"}])
def test_two_departments_with_people_are_never_merged(department, new_york, dana, browser, confirmed):
    into = cast.department(new_york, name="Health Department")
    cast.user("Rita", role="department_staff", department=into)

    answer = press(browser, "department_merge", department, into=into.pk, **confirmed).content.decode()

    assert "Both have people." in answer
    assert "This cannot be undone." not in answer
    assert Membership.objects.get(user=dana).department == department
    assert HealthDepartment.objects.get(pk=department.pk).merged_into is None
    assert codes() == []
