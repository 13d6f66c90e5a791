"""Which agencies a supplier's report names, and with what."""

from datetime import date

from agencies.models import ScopeMembership
from lbn.reporting.published.compile import scope_content
from tests import cast
from tests.reporting.conftest import Q4, SEAL_DAY, scope_of


def test_an_agency_that_left_before_the_end_keeps_its_row(agency, supplier, new_york, leave):
    """Where a scope shows places by year, the last of its quarters may not be an agency's last."""
    other = cast.agency(new_york, name="Cohoes Police", supplier=supplier)
    leave(times=2)
    leave(times=3, of=other)
    scope = scope_of(agency)
    next_one = cast.scope(cast.supplier(new_york, name="Mohawk Valley Supplies"))
    ScopeMembership.objects.create(agency=other, scope=next_one, from_on=date(2026, 12, 1))

    content = scope_content(scope=scope, starts_on=Q4, ends_on=date(2026, 12, 31), as_of=SEAL_DAY)

    assert [(row["agency"], row["kits"]) for row in content["agencies"]] == [(agency.name, 2), (other.name, 3)]
    assert content["report"]["total"]["kits"] == 5
