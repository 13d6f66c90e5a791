"""Counting kits left: exactly once, forward of the seal, and out of stock."""

from collections import defaultdict
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from agencies.models import ReportingPeriod, ReportingScope, ScopeMembership
from distributions.actions import LogEntry, log_batch, log_kits
from distributions.models import DailyCount, SubmissionKey
from inventory.models import Lot, Shortfall, StockLevel, StockMovement, StockUse
from tests import cast

DAY = date(2026, 11, 20)


@pytest.fixture
def entry(agency, kit):
    """An entry for one kit in 12207 on `DAY`, changed as asked."""

    def make(**changes):
        usual = {
            "uuid": uuid4(),
            "handed_out_on": DAY,
            "jurisdiction_id": agency.jurisdiction_id,
            "zip_code": "12207",
            "item_id": kit.pk,
            "items": 1,
            "people_trained": 1,
        }
        return LogEntry(**(usual | changes))

    return make


@pytest.fixture
def log(agency, today):
    def log(*entries, on=today):
        return log_kits(agency=agency, location=agency.main_location, entries=entries, today=on)

    return log


def stock(agency, kit, quantity, *, number, expires_on, on=date(2026, 11, 1)):
    lot = Lot.objects.create(agency=agency, item=kit, number=number, expires_on=expires_on)
    where = {"agency": agency, "location": agency.main_location, "lot": lot}
    facts = {"quantity": quantity, "reason": "received", "on": on, "stated_on": on}
    StockMovement.objects.create(**where, **facts, entry=cast.entry_of(where["agency"], on))
    return StockLevel.objects.create(**where, quantity=quantity)


def quantity_of(level):
    return StockLevel.objects.get(pk=level.pk).quantity


def test_two_presses_are_two_and_one_sent_twice_is_one(log, entry):
    first, second = entry(), entry()

    log(first)
    log(first, second)

    assert DailyCount.objects.get().handouts == 2
    assert SubmissionKey.objects.count() == 2


def test_one_uuid_twice_in_a_batch_is_one(log, entry):
    pressed = entry()

    assert log(pressed, pressed) == {pressed.uuid}

    assert DailyCount.objects.get().items == 1


def test_the_same_uuid_from_another_agency_is_another(log, entry, agency, today, new_york):
    other = cast.agency(new_york, name="Cohoes Police Department")
    pressed = entry()

    log(pressed)
    log_kits(agency=other, location=other.main_location, entries=[pressed], today=today)

    assert sorted(DailyCount.objects.values_list("agency", "items")) == sorted([(agency.pk, 1), (other.pk, 1)])


def test_kits_and_people_trained_add_up(log, entry):
    log(entry(items=3, people_trained=2), entry(items=1, people_trained=0))

    counted = DailyCount.objects.get()

    assert (counted.handouts, counted.items, counted.people_trained) == (2, 4, 2)


def test_a_day_before_the_first_scope_is_posted_this_month(log, entry):
    log(entry(handed_out_on=date(2026, 3, 2)))

    assert DailyCount.objects.get().posted_month == date(2026, 11, 1)


def test_a_day_of_a_sealed_period_is_posted_forward(log, entry, agency):
    scope = ReportingScope.objects.get(memberships__agency=agency)
    ReportingPeriod.objects.create(
        scope=scope, starts_on=date(2026, 10, 1), sealed_at=datetime(2027, 1, 20, tzinfo=UTC)
    )

    log(entry(), on=date(2027, 1, 21))

    counted = DailyCount.objects.get()
    assert (counted.handed_out_on, counted.posted_month) == (DAY, date(2027, 1, 1))


def test_a_day_before_a_change_of_supplier_stays_with_the_old_one(log, entry, agency, new_york):
    later = cast.scope(cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems"))
    ScopeMembership.objects.create(agency=agency, scope=later, from_on=date(2027, 1, 1))

    log(entry(), entry(handed_out_on=date(2027, 1, 2)), on=date(2027, 1, 3))

    scopes = DailyCount.objects.order_by("handed_out_on").values_list("scope__supplier__name", flat=True)
    assert list(scopes) == ["Capital Harm Reduction", "Mohawk Valley EMS"]


def test_stock_is_taken_first_to_expire_and_the_rest_is_a_shortfall(log, entry, agency, kit):
    late = stock(agency, kit, 2, number="B2", expires_on=date(2029, 1, 31))
    soon = stock(agency, kit, 3, number="A1", expires_on=date(2027, 1, 31))

    log(entry(items=4))
    log(entry(items=3))

    assert (quantity_of(soon), quantity_of(late)) == (0, 0)
    assert dict(StockUse.objects.values_list("lot__number", "quantity")) == {"A1": 3, "B2": 2}
    assert Shortfall.objects.get().quantity == 2


def test_lots_that_may_not_be_used_are_passed_over(log, entry, agency, kit):
    expired = stock(agency, kit, 5, number="OLD", expires_on=date(2026, 11, 19))
    held = stock(agency, kit, 5, number="HELD", expires_on=date(2029, 1, 31))
    Lot.objects.filter(number="HELD").update(status=Lot.Status.RECALLED)

    log(entry())

    assert (quantity_of(expired), quantity_of(held)) == (5, 5)
    assert Shortfall.objects.get().quantity == 1


def test_what_was_left_before_the_opening_count_never_touches_stock(log, entry, agency, kit):
    level = stock(agency, kit, 5, number="A1", expires_on=date(2027, 1, 31), on=date(2026, 11, 20))

    log(entry(handed_out_on=date(2026, 11, 19)), entry())

    assert quantity_of(level) == 4
    assert not Shortfall.objects.exists()


def test_without_any_stock_there_is_no_shortfall(log, entry):
    log(entry())

    assert DailyCount.objects.get().items == 1
    assert not Shortfall.objects.exists()


def test_a_poison_entry_does_not_block_the_rest(agency, entry, today):
    good, poison = entry(), entry(items=0, people_trained=0)

    logged = log_batch(agency=agency, location=agency.main_location, entries=[good, poison], today=today)

    assert logged == ({good.uuid}, {poison.uuid})
    assert DailyCount.objects.get().items == 1
    assert [key.uuid for key in SubmissionKey.objects.all()] == [good.uuid]


def test_a_failing_batch_counts_nothing(log, entry):
    with pytest.raises(IntegrityError):
        log(entry(), entry(items=0, people_trained=0))

    assert not DailyCount.objects.exists()
    assert not SubmissionKey.objects.exists()


def statements_between_begin_and_commit(queries):
    return [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]


def test_one_entry_costs_at_most_eight_statements(log, entry, agency, kit):
    stock(agency, kit, 20, number="A1", expires_on=date(2027, 1, 31))

    with CaptureQueriesContext(connection) as captured:
        log(entry(items=21))

    assert len(statements_between_begin_and_commit(captured)) <= 8


def test_a_batch_of_a_hundred_costs_no_more_than_its_distinct_counts(log, entry, agency, kit):
    stock(agency, kit, 20, number="A1", expires_on=date(2027, 1, 31))
    stock(agency, kit, 200, number="B2", expires_on=date(2028, 1, 31))
    batch = [entry(zip_code=("12207", "12208", "12202", "12203")[number % 4]) for number in range(100)]

    with CaptureQueriesContext(connection) as captured:
        log(*batch)

    assert len(statements_between_begin_and_commit(captured)) <= 8
    totals = defaultdict(int, DailyCount.objects.values_list("zip_code", "handouts"))
    assert totals == {"12207": 25, "12208": 25, "12202": 25, "12203": 25}
