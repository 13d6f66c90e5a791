"""Which agencies a supplier's report names, and with what."""

from datetime import date

from agencies.models import ScopeMembership
from tests import cast
from tests.reporting.conftest import Q1, scope_of, seal_period


def test_an_agency_that_left_before_the_end_keeps_its_row(agency, supplier, new_york, leave):
    other = cast.agency(new_york, name="Cohoes Police", supplier=supplier)
    leave(times=2)
    leave(times=3, of=other)
    scope = scope_of(agency)
    next_one = cast.scope(cast.supplier(new_york, name="Mohawk Valley Supplies"))
    ScopeMembership.objects.create(agency=other, scope=next_one, from_on=date(2026, 12, 1))

    document = seal_period(scope)[0].read()

    assert [(row.agency, row.kits) for row in document.agencies] == [(agency.name, 2), (other.name, 3)]
    assert document.report.total.kits == 5


def test_an_agency_that_moved_is_with_the_supplier_it_had(agency, new_york, leave):
    later = cast.scope(cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems"))
    ScopeMembership.objects.create(agency=agency, scope=later, from_on=Q1)
    leave(times=3)
    leave(times=2, on=date(2027, 2, 1))

    old, new = seal_period(scope_of(agency))[0], seal_period(later, Q1, on=date(2027, 4, 20))[0]

    assert [row.kits for row in old.read().agencies] == [3]
    assert [row.kits for row in new.read().agencies] == [2]
