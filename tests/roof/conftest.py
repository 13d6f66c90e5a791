"""An agency at work: short ways to give it stock, people, terminals, kits left and reports."""

from datetime import date

import pytest
from django.db import connection

from agencies.models import Location, ReportingPeriod, Terminal
from distributions.models import DailyCount
from inventory import actions as stock
from inventory.models import Lot
from lbn.reporting.models import AgencyReport
from tests.documents import period_report
from training import actions as training

# On PostgreSQL home opens its owner's scope: a savepoint, its setting, and the release.
SCOPE = 3 if connection.vendor == "postgresql" else 0


@pytest.fixture
def receive(agency, kit, alice, today):
    """Put kits into stock: `receive("A1", 40)`; another expiry or status is written onto the lot afterwards."""

    def put(number, quantity, **lot):
        stock.receive(
            agency=agency,
            location=agency.main_location,
            item=kit,
            number=number,
            expires_on=date(2028, 3, 31),
            quantity=quantity,
            on=date(2026, 10, 1),
            today=today,
            by=alice,
        )
        if lot:
            Lot.objects.filter(agency=agency, number=number).update(**lot)

    return put


@pytest.fixture
def leave(agency, kit):
    """Count kits as left: `leave(date(2026, 11, 20), 3)`, out of stock where there is any."""

    def count(day, items, of=agency):
        scope = of.scope_memberships.first().scope_id
        month = day.replace(day=1)
        key = (of.pk, scope, day, "day", month, of.jurisdiction_id, "12207", kit.pk)
        DailyCount.objects.increment({key: (1, items, 1)})
        want = stock.Want(kit.pk, day, month)
        stock.take(agency=of, location=of.main_location, wanted={want: items})

    return count


@pytest.fixture
def train(agency, alice, new_york, today):
    """Put people on the roster who completed every course on a day, or none: `train("Ruiz", "Weiss", on=day)`.

    Courses are valid for 24 months.
    """

    def record(*names, on=None):
        courses = training.load_courses(program=new_york)
        new_york.training_courses.update(validity_months=24)
        people = [training.add_person(agency=agency, by=alice, last_name=name, first_name="Kim") for name in names]
        if on:
            training.record_session(agency=agency, by=alice, held_on=on, courses=courses, people=people, today=today)

    return record


@pytest.fixture
def terminal(agency):
    """A terminal of the storeroom that was last opened on a day: `terminal("Roll call room", day)`."""

    def make(label, last_seen_on):
        place = Location.objects.get(pk=agency.main_location_id)
        return Terminal.objects.create(agency=agency, location=place, label=label, last_seen_on=last_seen_on)

    return make


@pytest.fixture
def report():
    """A report that an agency sent for a period of its scope: `report(agency, date(2026, 7, 1))`."""

    def send(of, starts_on, status="submitted", **facts):
        scope = of.scope_memberships.get().scope
        period = ReportingPeriod.objects.get_or_create(scope=scope, starts_on=starts_on)[0]
        usual = AgencyReport.freeze(period_report()) | {"submitted_on": date(2026, 10, 5)}
        return AgencyReport.objects.create(agency=of, period=period, status=status, **usual | facts)

    return send


@pytest.fixture
def at_work(agency, receive, leave, train, terminal, today):
    """An agency with nothing left to do: its first steps are made and nothing waits."""
    receive("A1", 100)
    leave(date(2026, 10, 12), 6)
    leave(date(2026, 11, 20), 4)
    train("Ruiz", "Weiss", on=date(2026, 11, 2))
    terminal("Roll call room", today)
    return agency
