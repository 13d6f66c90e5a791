"""What the nightly run costs as organizations come."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.actions.departments import add_department
from agencies.models import Jurisdiction
from lbn.reporting.published.actions import publish_roll_ups
from tests.reporting.conftest import SEAL_DAY
from tests.reporting.rolling import seal_all

# Published to a department: a savepoint and its end, a lock, whether it has the report, the two that it is compared
# with, and the report itself.
PER_DEPARTMENT = 7
# Once for all, however many suppliers: what the area was published, its quarters, and what suppliers were (4),
# whose rows these are (1), what readers know of them (8), what ended (2), and whether another program has some of the
# state (1).
FOR_ALL = 4 + 1 + 8 + 2 + 1


def county(name):
    return Jurisdiction.objects.get_or_create(slug=f"ny-{name.lower()}", state="NY", name=name, kind="county")[0]


def asked_for(new_york, expected):
    """How many questions a run asks, and how many of them read what reports hold, as it publishes so many."""
    with CaptureQueriesContext(connection) as asked:
        assert len(list(publish_roll_ups(program=new_york, day=SEAL_DAY))) == expected
    return len(asked), sum('"content"' in one["sql"] and one["sql"].startswith("SELECT") for one in asked)


def test_no_department_costs_reading_a_suppliers_report_again(agency, city, new_york, leave, olga):
    leave("12207", times=12)
    seal_all(new_york, SEAL_DAY)
    costs = []
    for names in ([], ["Albany"], ["Rensselaer", "Schenectady", "Bronx"]):
        for name in names:
            add_department(program=new_york, name=name, level="county", by=olga, jurisdictions=[county(name)])
        costs.append(asked_for(new_york, len(names)))

    (nothing, _none), (one, read_for_one), (three, read_for_three) = costs
    assert (read_for_one, read_for_three) == (2 + 2, 2 + 3 * 2)
    assert (one - nothing, three - one) == (PER_DEPARTMENT + FOR_ALL, 2 * PER_DEPARTMENT)


def test_a_department_that_has_no_county_left_costs_reading_nothing(agency, new_york, leave, olga):
    leave("12207", times=12)
    seal_all(new_york, SEAL_DAY)
    asked_for(new_york, 0)
    made = add_department(program=new_york, name="Albany", level="county", by=olga, jurisdictions=[county("Albany")])
    made.jurisdictions.clear()

    assert asked_for(new_york, 0)[1] == 0
