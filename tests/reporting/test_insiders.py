"""Who is taken to know which counts, when a report is folded."""

from datetime import date

import pytest

from agencies.models import Agency, Membership, SameOrganization
from lbn.reporting.fold import Cell, County
from lbn.reporting.published.compile.cells import source_of
from lbn.reporting.published.compile.insiders import Insiders, insiders_since
from tests import cast

ALBANY = County("ny-albany", "Albany County")


@pytest.fixture
def state(new_york):
    """Two suppliers with two agencies each; the second one's report to health departments."""
    suppliers = [cast.supplier(new_york, name=f"Supplier {name}") for name in "AB"]
    agencies = [
        cast.agency(new_york, name=f"Agency {number}", supplier=suppliers[number // 2]) for number in range(4)
    ]
    return new_york, suppliers, agencies


def sources(supplier, *agencies):
    return frozenset(source_of(agency.pk, supplier.pk) for agency in agencies)


def insiders(state):
    program, suppliers, agencies = state
    cells = [
        Cell(ALBANY, "12207", date(2026, 1, 1), 3, 3, 6, source_of(agency.pk, suppliers[number // 2].pk))
        for number, agency in enumerate(agencies)
    ]
    return Insiders(program, {cell.source for cell in cells})


def scope_of(supplier):
    return cast.scope(supplier)


def works_at(person, **hat):
    Membership.objects.create(user=person, **hat)


def test_nobody_knows_more_of_a_supplier_that_shares_no_person(state):
    _program, suppliers, _agencies = state

    assert insiders(state).of_scope(scope_of(suppliers[0])) == []


def test_who_shares_a_person_with_a_supplier_is_looked_at_alone_and_together(state):
    _program, (first, _second), (one, other, *_others) = state
    for agency in (one, other):
        person = cast.user(f"of-{agency.slug}", role="supplier_staff", supplier=first)
        works_at(person, role="coordinator", agency=agency)

    found = insiders(state).of_scope(scope_of(first))

    assert set(found) == {sources(first, one), sources(first, other), sources(first, one, other)}


def test_the_public_are_every_agency_and_supplier_and_who_is_linked(state):
    _program, (first, second), agencies = state
    person = cast.user("both", role="coordinator", agency=agencies[0])
    works_at(person, role="supplier_staff", supplier=second)

    found = insiders(state).of_public()

    alone = {sources(first, agency) for agency in agencies[:2]} | {sources(second, agency) for agency in agencies[2:]}
    together = sources(first, agencies[0]) | sources(second, *agencies[2:])
    assert set(found) == alone | {sources(first, *agencies[:2]), sources(second, *agencies[2:]), together}


def test_suppliers_are_insiders_of_the_area_where_the_office_hands_them_its_report(state):
    program, (first, second), agencies = state
    assert insiders(state).of_area() == []

    program.suppliers_read_area_report = True

    assert set(insiders(state).of_area()) == {sources(first, *agencies[:2]), sources(second, *agencies[2:])}


def test_a_department_knows_the_agencies_that_report_to_it(state):
    program, (first, _second), agencies = state
    cast.department(program)
    Agency.objects.filter(pk=agencies[0].pk).update(is_registered_oopp=True)

    assert insiders(state).of_area() == [sources(first, agencies[0])]


def test_a_parent_knows_the_agencies_under_it(state):
    _program, (first, second), agencies = state
    Agency.objects.filter(pk=agencies[3].pk).update(under=agencies[0])

    assert sources(first, agencies[0]) | sources(second, agencies[3]) in insiders(state).of_public()


def test_a_parents_own_book_is_known_apart_from_the_agencies_under_it(state):
    _program, (first, _second), agencies = state
    Agency.objects.filter(pk=agencies[3].pk).update(under=agencies[0])

    assert sources(first, agencies[0]) in insiders(state).of_public()


def test_each_person_is_looked_at_where_several_share_organizations_in_a_chain(state):
    _program, (first, second), (one, other, third, _last) = state
    for name, agencies in (("ann", (one, other)), ("bob", (other, third))):
        person = cast.user(name, role="coordinator", agency=agencies[0])
        works_at(person, role="coordinator", agency=agencies[1])

    found = insiders(state).of_public()

    assert sources(first, one, other) in found
    assert sources(first, other) | sources(second, third) in found
    assert sources(first, one, other) | sources(second, third) in found


def one_with(supplier, on=date(2026, 1, 1), ended_on=None, **other):
    return SameOrganization.objects.create(supplier=supplier, stated_on=on, ended_on=ended_on, **other)


def test_a_supplier_that_is_a_health_department_too_is_an_insider_of_the_area(state):
    program, (first, second), agencies = state
    county = cast.department(program)
    Agency.objects.filter(pk=agencies[2].pk).update(is_registered_oopp=True)
    assert insiders(state).of_area() == [sources(second, agencies[2])]

    one_with(first, department=county)

    together = sources(first, *agencies[:2]) | sources(second, agencies[2])
    assert set(insiders(state).of_area()) == {sources(second, agencies[2]), together}


def test_a_supplier_that_is_an_agency_too_is_taken_together_with_it(state):
    _program, (first, second), agencies = state

    one_with(first, agency=agencies[3])

    assert sources(first, *agencies[:2]) | sources(second, agencies[3]) in insiders(state).of_public()
    assert insiders(state).of_scope(scope_of(second)) == []


def test_whoever_works_at_a_third_organization_knows_both(state):
    program, (first, second), agencies = state
    one_with(first, department=cast.department(program))
    person = cast.user("both", role="supplier_staff", supplier=first)
    works_at(person, role="coordinator", agency=agencies[3])

    assert sources(first, *agencies[:2]) | sources(second, agencies[3]) in insiders(state).of_area()


def test_what_is_stated_is_known_to_each_person_apart_from_their_colleagues_other_work(state):
    program, (first, second), agencies = state
    county = cast.department(program)
    one_with(first, department=county)
    person = cast.user("p", role="department_staff", department=county)
    works_at(person, role="coordinator", agency=agencies[2])
    colleague = cast.user("q", role="coordinator", agency=agencies[2])
    works_at(colleague, role="coordinator", agency=agencies[3])

    found = insiders(state).of_public()

    assert sources(first, *agencies[:2]) | sources(second, agencies[2]) in found
    assert sources(first, *agencies[:2]) | sources(second, *agencies[2:]) in found


@pytest.mark.parametrize(("ended_on", "is_known"), [(date(2026, 1, 1), True), (date(2025, 12, 31), False)])
def test_what_was_taken_back_counts_in_reports_of_the_time(state, ended_on, is_known):
    program, (first, second), agencies = state
    one_with(first, date(2025, 1, 1), ended_on, agency=agencies[3])
    every = sources(first, *agencies[:2]) | sources(second, *agencies[2:])

    found = insiders_since(date(2026, 1, 1), program, every, Insiders.of_public).insiders

    assert (sources(first, *agencies[:2]) | sources(second, agencies[3]) in found) == is_known


def test_a_supplier_that_was_merged_is_one_through_its_heir(state):
    program, (first, second), agencies = state
    one_with(first, agency=agencies[3])
    first.merged_into, first.listed_on = second, None
    first.save()
    known = {source_of(agency.pk, second.pk) for agency in agencies}

    assert known in Insiders(program, known).of_public()
