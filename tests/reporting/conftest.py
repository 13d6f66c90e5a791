"""An agency's quarter, written short: kits left, deliveries, reports, seals."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from django.db import connection

from agencies.models import Jurisdiction, ReportingScope, ScopeMembership, ZipCode
from distributions.actions import LogEntry, log_kits
from inventory import actions as inventory
from lbn.reporting.published.actions import publish_roll_ups, seal
from lbn.reporting.returns.actions import submit
from tests import cast

Q4 = date(2026, 10, 1)
Q1 = date(2027, 1, 1)
IN_TIME = date(2027, 1, 8)
TOO_LATE = date(2027, 1, 11)
SEAL_DAY = date(2027, 1, 20)
# On PostgreSQL a page opens its owner's scope: a savepoint, its setting, and the release.
SCOPE = 3 if connection.vendor == "postgresql" else 0


@pytest.fixture
def leave(agency, kit):
    """Log kits left as a terminal does: `leave("12207", times=3, kits=4, on=day)`; the last time has the spare kits.

    An empty place is Albany County only; a slug is another county only.
    """

    def log(place="12207", *, times=1, kits=None, on=date(2026, 11, 20), today=None, of=None, item=None, trained=0):
        known = ZipCode.objects.filter(zip=place).first()
        slug = place if place and not known else "ny-albany"
        where = known.jurisdiction_id if known else Jurisdiction.objects.get(slug=slug).pk
        spare = (times if kits is None else kits) - times
        entries = [
            LogEntry(
                uuid=uuid4(),
                handed_out_on=on,
                jurisdiction_id=where,
                zip_code=known.zip if known else "",
                item_id=(item or kit).pk,
                items=1 + spare * (number == 0),
                people_trained=trained * (number == 0),
            )
            for number in range(times)
        ]
        holder = of or agency
        log_kits(agency=holder, location=holder.main_location, entries=entries, today=today or on)

    return log


@pytest.fixture
def receive(agency, kit, alice):
    def put(quantity, *, number="A1", on=date(2026, 11, 2), today=None):
        inventory.receive(
            agency=agency,
            location=agency.main_location,
            item=kit,
            number=number,
            expires_on=date(2029, 6, 30),
            quantity=quantity,
            on=on,
            today=today or on,
            by=alice,
        )

    return put


@pytest.fixture
def opened(agency, kit, alice):
    def put(quantity, *, on):
        line = inventory.OpeningLine(kit, "OP1", date(2029, 1, 31), quantity)
        inventory.opening_count(agency=agency, location=agency.main_location, lines=[line], on=on, today=on, by=alice)

    return put


@pytest.fixture
def browser(client, settings):
    """A browser in which somebody is signed in on a day: `browser(sam)`."""

    def sign_in(user, day="2027-01-21"):
        settings.LBN_NOW = f"{day}T17:00"
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def issue(agency, leave, receive, strips):
    """A quarter of Albany's with two named ZIP codes, a joint row, strips, and one report."""
    receive(90)
    leave("12207", times=14, kits=1020, trained=3)
    leave("12208", times=12)
    leave("12047", times=6)
    leave("12110", times=8, on=date(2026, 12, 3))
    leave(times=2, kits=30, item=strips)
    send(agency)
    return seal_period(scope_of(agency))[0]


@pytest.fixture
def state_issue(issue, new_york, department):
    return next(one for one in publish_roll_ups(program=new_york, day=SEAL_DAY) if one.department)


@pytest.fixture
def city(new_york, supplier):
    """An EMS agency whose scope is monthly with places by month, as in New York City."""
    monthly = cast.scope(supplier, cadence="monthly")
    made = cast.agency(new_york, name="Schenectady EMS", county="Schenectady", supplier=supplier)
    made.kind = "ems"
    made.save()
    ScopeMembership.objects.filter(agency=made).update(scope=monthly)
    return made


@pytest.fixture
def sparse(new_york):
    """An agency whose scope shows places by year."""
    yearly = cast.scope(cast.supplier(new_york, name="Sparse Supply"))
    made = cast.agency(new_york, name="Cohoes Fire", county="Albany")
    ScopeMembership.objects.filter(agency=made).update(scope=yearly)
    return made


def scope_of(agency, day=Q4):
    """The reporting scope of an agency on a day."""
    had = ReportingScope.objects.filter(memberships__agency=agency, memberships__from_on__lte=day)
    return had.order_by("memberships__from_on").last()


def send(agency, *, by=None, on=IN_TIME, starts_on=Q4, no_kits=False, comment=""):
    """Submit the report of an agency for the period that begins on `starts_on`."""
    return submit(
        agency=agency,
        scope=scope_of(agency, starts_on),
        starts_on=starts_on,
        comment=comment,
        no_kits=no_kits,
        by=by,
        today=on,
    )


def seal_period(scope, starts_on=Q4, *, on=SEAL_DAY):
    """Seal a period on a day and return what is published then."""
    return seal(scope=scope, starts_on=starts_on, at=datetime.combine(on, time(6), UTC), today=on)
