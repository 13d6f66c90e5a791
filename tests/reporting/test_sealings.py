"""What the program office reads of the seals to come is what the nightly run will do."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from lbn.reporting.calendar.sealings import sealings_of
from lbn.reporting.published.actions import due_periods, seal
from lbn.reporting.returns.actions.merging import merge_suppliers
from tests import cast
from tests.reporting.conftest import Q4

pytestmark = pytest.mark.django_db

Q3, DAY = date(2026, 7, 1), date(2027, 1, 20)


def sealed(supplier, starts_on):
    return seal(scope=supplier.scopes.get(), starts_on=starts_on, at=datetime(2027, 1, 20, 6, tzinfo=UTC), today=DAY)


def test_a_merged_supplier_is_read_of_while_a_period_of_its_is_due(supplier, agency, olga, today, new_york):
    into = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    agency.scope_memberships.update(from_on=Q3)
    sealed(supplier, Q3)
    merge_suppliers(supplier=supplier, into=into, by=olga, today=today)

    sealings = {one.scope: one.periods_due for one in sealings_of(new_york, DAY)}

    assert sealings == {supplier.scopes.get(): 1, into.scopes.get(): 1}
    assert sealings == Counter(scope for scope, _first in due_periods(program=new_york, day=DAY))
    sealed(supplier, Q4)
    assert [one.scope.supplier for one in sealings_of(new_york, DAY)] == [into]
