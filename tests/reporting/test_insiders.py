"""Who is taken to know which counts, when a report is folded."""

from datetime import date

import pytest

from agencies.models import Agency, Membership
from lbn.reporting.fold import Cell, County
from lbn.reporting.published.compile.cells import source_of
from lbn.reporting.published.compile.insiders import Insiders
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
