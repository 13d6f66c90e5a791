"""The program office says which suppliers are also a health department or an agency, and takes it back."""

import pytest
from django.urls import reverse

from agencies.actions.same import SameRefused, end_same, state_same
from agencies.models import Agency, AuditEvent, HealthDepartment, SameOrganization, Supplier
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def state(supplier, olga, today):
    return lambda name: state_same(supplier=supplier, name=name, by=olga, day=today)


def stated():
    return [(one.supplier, one.other, one.stated_on, one.ended_on) for one in SameOrganization.objects.all()]


def test_a_supplier_is_one_with_a_health_department_or_an_agency(state, supplier, department, agency, today):
    state(department.name.upper())
    state(agency.name)

    assert sorted(stated(), key=str) == sorted(
        [(supplier, department, today, None), (supplier, agency, today, None)], key=str
    )
    (event,) = AuditEvent.objects.filter(what="supplier.same", agency=agency)
    assert (event.supplier, event.subject) == (supplier, agency.name)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ("unknown", "No health department on your list and no agency has this name."),
        ("twice", "This has been added already."),
        ("several", "Several organizations have this name"),
        ("merged", "This supplier was merged into another one"),
        ("elsewhere", "No health department on your list and no agency has this name."),
    ],
)
def test_what_cannot_be_stated_is_told_and_nothing_changes(
    state, supplier, department, agency, new_york, stranger, spoil, sentence
):
    name = {"unknown": "Nobody"}.get(spoil, agency.name)
    if spoil == "twice":
        state(name)
    if spoil == "several":
        Agency.objects.filter(pk=agency.pk).update(name=department.name)
        name = department.name
    if spoil == "merged":
        Supplier.objects.filter(pk=supplier.pk).update(merged_into=cast.supplier(new_york, name="B"), listed_on=None)
    if spoil == "elsewhere":
        other = type(new_york).objects.get(pk=new_york.pk)
        other.pk, other.slug = None, "elsewhere"
        other.save()
        Agency.objects.filter(pk=agency.pk).update(program=other)
    before, trail = stated(), AuditEvent.objects.count()

    with pytest.raises(SameRefused, match=sentence) as refused:
        state(name)

    assert refused.value.field == "name"
    assert (stated(), AuditEvent.objects.count()) == (before, trail)


def test_it_is_taken_back_once(state, supplier, department, olga, today):
    made = state(department.name)

    end_same(stated=made, by=olga, day=today)
    with pytest.raises(SameRefused, match="Somebody has removed this already"):
        end_same(stated=made, by=olga, day=today)

    assert stated() == [(supplier, department, today, today)]
    assert AuditEvent.objects.filter(what="supplier.same_ended").count() == 1
    state(department.name)
    assert len(stated()) == 2


def test_of_a_merged_department_the_one_that_remains_is_told_and_not_added_again(
    client, state, supplier, department, olga, new_york
):
    state(department.name)
    into = HealthDepartment.objects.create(name="Troy", slug="troy", program=new_york, level="city")
    HealthDepartment.objects.filter(pk=department.pk).update(merged_into=into)
    client.force_login(olga)

    page = client.get(reverse("operator:supplier_same", args=[supplier.pk])).content.decode()
    with pytest.raises(SameRefused, match="This has been added already"):
        state("Troy")

    assert ("<strong>Troy</strong>" in page, department.name in page) == (True, False)
    assert SameOrganization.objects.count() == 1


def test_the_office_does_both_on_a_page_of_the_supplier(client, olga, supplier, department):
    client.force_login(olga)
    page = reverse("operator:supplier_same", args=[supplier.pk])
    assert page in client.get(reverse("operator:supplier", args=[supplier.pk])).content.decode()

    answer = client.post(page, {"name": department.name}, follow=True).content.decode()
    assert f"{supplier} and {department} are one organization." in answer
    refused = client.post(page, {"name": "Nobody"}).content.decode()
    assert "No health department on your list and no agency has this name." in refused

    end = reverse("operator:supplier_same_end", args=[SameOrganization.objects.get().pk])
    answer = client.post(end, follow=True).content.decode()
    assert "They are two organizations from now on." in answer
    assert "<p>None yet</p>" in answer


def test_it_opens_nothing(client, supplier, department, agency, state):
    """Whoever works at one of the two has no way into the other one."""
    state(department.name)
    client.force_login(cast.user("Sue", role="supplier_staff", supplier=supplier))

    assert client.get(reverse("department:reports", args=[department.slug])).status_code in (403, 404)


def test_what_was_said_of_two_that_were_merged_since_is_there_once_and_ends_at_once(
    client, state, supplier, department, new_york, olga, today
):
    other = HealthDepartment.objects.create(program=new_york, name="Lake Health", slug="lake-health", level="county")
    state(department.name)
    state(other.name)
    HealthDepartment.objects.filter(pk=other.pk).update(merged_into=department)

    client.force_login(olga)
    page = client.get(reverse("operator:supplier_same", args=[supplier.pk])).content.decode()
    end_same(stated=SameOrganization.objects.get(department=other), by=olga, day=today)

    assert page.count(f"<strong>{department.name}</strong>") == 1
    assert [ended_on for *_what, ended_on in stated()] == [today, today]
