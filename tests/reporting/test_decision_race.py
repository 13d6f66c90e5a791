"""Decisions that race each other, on a real database: one of them wins, the other is told so."""

import json

import pytest

from tests.distributions.station import PREPARED

# Two hands at once, each with a connection of its own, let go by one barrier; what each came to, in their order.
AT_ONCE = """
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from django.db import connection, OperationalError
from agencies.actions.refusals import Refused
from agencies.models import Agency, Membership, ReportingScope, User
from lbn.reporting.models import AgencyReport, Issue, ReportWaiver
from lbn.reporting.published.actions import seal
from lbn.reporting.returns.actions import accept, amend, return_with_question, submit
from lbn.reporting.returns.actions.admission import admit, leave_out, take_back_admission
from lbn.reporting.returns.actions.waivers import waive
from tests import cast

agency = Agency.objects.get(name__startswith="Albany")
supplier = cast.supplier(agency.program)
scope = cast.scope(supplier)
agency.scope_memberships.update(scope=scope)
agency.agreements.create(supplier=supplier, from_on=date(2026, 10, 1))
sam = cast.user("Sam", role="supplier_staff", supplier=supplier)
olga = cast.user("Olga", role="operator", program=agency.program)
alice = Membership.objects.filter(agency=agency, role="coordinator").first()
alice = alice.user if alice else cast.user("Alice", role="coordinator", agency=agency)
Q4, IN_TIME, SEALED = date(2026, 10, 1), date(2027, 1, 8), date(2027, 1, 20)

def send():
    return submit(agency=agency, scope=scope, starts_on=Q4, comment="", no_kits=True, by=alice, today=IN_TIME)

def race(*acts):
    barrier = Barrier(len(acts))
    def run(act):
        try:
            barrier.wait()
            act()
            return "done"
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(run, act) for act in acts]]
"""
DECIDE = """
report = send()
ends = race(
    lambda: accept(report=report, by=sam, today=IN_TIME),
    lambda: return_with_question(report=report, question="Sure?", by=sam, today=IN_TIME),
    lambda: accept(report=report, by=sam, today=IN_TIME),
)
print(json.dumps({"ends": ends, "found": AgencyReport.objects.get().status}))
"""
AMEND = """
report = send()
accept(report=report, by=sam, today=IN_TIME)
how = {"report": report, "comment": "Late slip", "by": alice, "today": SEALED}
ends = race(*[lambda number=number: amend(typed={"refills": number}, **how) for number in (3, 4)])
print(json.dumps({"ends": ends, "found": list(AgencyReport.objects.values_list("version", "status"))}))
"""
CLOSE = """
from uuid import uuid4
from distributions.actions import LogEntry, log_kits
from inventory.models import Item
report = send()
item = Item.objects.get(slug="naloxone-kit")
where = {"jurisdiction_id": agency.jurisdiction_id, "zip_code": "", "item_id": item.pk}
late = LogEntry(uuid=uuid4(), handed_out_on=date(2026, 12, 30), items=2, people_trained=0, **where)
log_kits(agency=agency, location=agency.main_location, entries=[late], today=date(2027, 1, 9))
more = LogEntry(uuid=uuid4(), handed_out_on=date(2026, 12, 31), items=1, people_trained=0, **where)
ends = race(
    lambda: accept(report=report, by=sam, today=SEALED),
    lambda: seal(scope=scope, starts_on=Q4, at=datetime(2027, 1, 20, 17, tzinfo=UTC), today=SEALED),
    lambda: log_kits(agency=agency, location=agency.main_location, entries=[more], today=SEALED),
)
found = [(one.version, one.status, one.read().stock.left) for one in AgencyReport.objects.order_by("version")]
(row,) = Issue.objects.get(scope=scope).read().agencies
print(json.dumps({"ends": ends, "found": [found, row.kits]}))
"""
RESEND = """
report = send()
return_with_question(report=report, question="Sure?", by=sam, today=IN_TIME)
ends = race(send, lambda: seal(scope=scope, starts_on=Q4, at=datetime(2027, 1, 20, 17, tzinfo=UTC), today=SEALED))
found = AgencyReport.objects.order_by("version").values_list("version", "status")
print(json.dumps({"ends": ends, "found": list(found)}))
"""
WAIVE = """
ends = race(
    lambda: waive(agency=agency, scope=scope, starts_on=Q4, reason="paused", by=sam, today=SEALED),
    lambda: seal(scope=scope, starts_on=Q4, at=datetime(2027, 1, 20, 17, tzinfo=UTC), today=SEALED),
)
(row,) = Issue.objects.get(scope=scope).read().agencies
print(json.dumps({"ends": ends, "found": [row.status, ReportWaiver.objects.count()]}))
"""
ADMIT = """
take_back_admission(agency=agency, by=olga, today=SEALED)
ends = race(
    lambda: admit(agency=agency, how="supplier", by=sam, today=SEALED),
    lambda: admit(agency=agency, how="office", by=olga, today=SEALED),
)
agency.refresh_from_db()
print(json.dumps({"ends": ends, "found": [agency.status, agency.scope_memberships.get().scope.supplier.kind]}))
"""
LEAVE_OUT = """
ends = race(
    lambda: leave_out(agency=agency, because="duplicate", by=olga, today=IN_TIME),
    lambda: send(),
)
agency.refresh_from_db()
report = AgencyReport.objects.filter(agency=agency).first()
print(json.dumps({"ends": ends, "found": [agency.status, report and report.period.scope.supplier.kind]}))
"""


@pytest.fixture
def run(served):
    application = served(prepared=PREPARED, LBN_NOW="2027-01-08T17:00:00+00:00")

    def once(story):
        said = application.manage("shell", "--verbosity", "0", "--command", AT_ONCE + story).stdout
        found = json.loads(said.strip().splitlines()[-1])
        return sorted(found["ends"]), found["found"]

    return once


def test_of_three_decisions_on_a_report_one_is_made(run):
    ends, status = run(DECIDE)

    assert ends == ["This report is not waiting for a decision any more."] * 2 + ["done"]
    assert status in ("accepted", "returned")


def test_of_two_amendments_one_is_made(run):
    ends, versions = run(AMEND)

    assert ends[1] == "done"
    assert versions == [[2, "submitted"], [1, "accepted"]]


def test_a_report_accepted_while_its_period_closes_is_completed_and_accepted_or_waits_whole(run):
    ends, (versions, published) = run(CLOSE)

    (first, (number, status, left)) = versions
    was_accepted = ends == ["done"] * 3
    assert (first[0], first[2], number) == (1, 0, 2)
    assert (first[1], status) == (("accepted", "accepted") if was_accepted else ("submitted", "submitted"))
    assert left == published
    assert left in (2, 3)


def test_a_report_sent_again_while_its_period_closes_is_there_once(run):
    ends, versions = run(RESEND)

    assert ends == ["done", "done"]
    assert versions == [[1, "returned"], [2, "submitted"]]


def test_a_waiver_that_races_the_seal_is_in_the_published_report_or_after_it(run):
    ends, (status, waivers) = run(WAIVE)

    assert ends == ["done", "done"]
    assert (status in ("waived", "missed", "not_confirmed"), waivers) == (True, 1)


def test_of_two_who_vouch_one_is_told_that_the_agency_takes_part_already(run):
    ends, found = run(ADMIT)

    assert ends == ["This agency takes part already: nothing was changed.", "done"]
    assert found == ["admitted", "oopp"]


def test_a_report_sent_while_its_agency_is_left_out_goes_where_the_agency_is(run):
    ends, (status, supplier) = run(LEAVE_OUT)

    assert "done" in ends
    assert (status, supplier in (None, "waiting")) == ("left_out", True)
