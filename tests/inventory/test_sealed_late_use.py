"""A count of a month that is closed is taken back with what was logged after it: the closed month stays as it was."""

from datetime import date

import pytest

from agencies.models import ReportingPeriod
from inventory import actions
from inventory.models import LateUse, LedgerEntry
from inventory.querysets import flow, journal, missing_by_month
from inventory.views.ledger_tables import lines_of_month
from lbn.reporting.returns.entries import entries_of
from tests import cast
from tests.inventory.conftest import GOOD_UNTIL, LATER

DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
TAKEN_BACK = date(2027, 1, 25)


@pytest.fixture
def monthly(agency, supplier):
    scope = cast.scope(supplier, cadence="monthly")
    agency.scope_memberships.update(scope=scope)
    return scope


@pytest.fixture
def closed(stock, monthly):
    """Twenty came, 12 were counted, the 8 that were missing were logged later; then December was closed."""
    stock.receive("A1", 20, on=DECEMBER, today=DECEMBER)
    stock.count(("A1", GOOD_UNTIL, 12), on=date(2026, 12, 10), today=date(2026, 12, 10))
    stock.leave(8, on=date(2026, 12, 5))
    ReportingPeriod.objects.create(scope=monthly, starts_on=DECEMBER, sealed_at="2027-01-20T05:00Z")
    return stock


@pytest.fixture
def take_back_count(alice):
    def take_back_count():
        entry = LedgerEntry.objects.filter(kind="counted").first()
        return actions.take_back_entry(entry=entry, today=TAKEN_BACK, by=alice)

    return take_back_count


def seen_in(agency, month):
    return vars(flow(agency, month, month))


def test_the_closed_month_stays_and_the_open_one_begins_with_its_end(closed, agency, take_back_count):
    december = {"opening": 0, "received": 20, "used": 8, "shortfall": 0, "other": {}, "closing": 12}
    assert seen_in(agency, DECEMBER) == december

    take_back_count()

    assert seen_in(agency, DECEMBER) == december
    nothing = {"opening": 12, "received": 0, "used": 0, "shortfall": 0, "other": {}, "closing": 12}
    assert seen_in(agency, JANUARY) == nothing
    assert closed.levels() == {"A1": 12}
    assert closed.closes()


def test_the_correction_names_the_months_it_is_of(closed, agency, monthly, take_back_count):
    take_back_count()

    assert list(LateUse.objects.values_list("posted_month", "quantity")) == [(DECEMBER, 8), (JANUARY, -8)]
    assert [late.posted_month for late in LateUse.objects.corrections()] == [JANUARY]
    facts = {"agency": agency, "scope": monthly, "starts_on": JANUARY}
    assert [number for _words, number in entries_of("by-corrected", **facts).rows] == [8, -8]
    assert entries_of("by-counted", **facts).rows == []
    assert missing_by_month(agency, today=TAKEN_BACK) == []


def test_the_ledger_shows_it_under_corrections(closed, agency, kit, take_back_count):
    take_back_count()

    january, december = journal(agency, kit)[:]
    assert (december.closing, january.opening, january.closing) == (12, 12, 12)
    lines = [(line.quantity, line.what, line.balance) for line in lines_of_month(january)]
    assert lines[-1] == (-8, "Corrections to earlier periods", 12)
    assert sum(quantity for quantity, _what, _balance in lines) == 0


def test_what_is_taken_now_may_be_of_another_lot_and_of_no_stock(closed, agency, take_back_count):
    closed.move("A1", 5, target=agency.locations.create(name="Station 1", kind="station"), on=JANUARY, today=JANUARY)
    closed.receive("B2", 3, expires_on=LATER, on=JANUARY, today=JANUARY)
    before = flow(agency, DECEMBER, DECEMBER)

    take_back_count()

    assert closed.levels() == {"A1": 7, "B2": 3}
    assert flow(agency, DECEMBER, DECEMBER) == before
    assert flow(agency, JANUARY, JANUARY).left == 0
    assert closed.closes()


def test_what_was_logged_late_in_the_open_month_is_taken_in_it(closed, agency, take_back_count):
    """The sheet comes after the seal, so that it is reported in January; the count found 8 missing, not 11."""
    want = actions.Want(closed.item.pk, date(2026, 12, 6), JANUARY)
    actions.take(agency=agency, location=closed.location, wanted={want: 3})
    assert flow(agency, JANUARY, JANUARY).other == {"counted": 3}
    before = flow(agency, DECEMBER, DECEMBER)

    take_back_count()

    assert flow(agency, DECEMBER, DECEMBER) == before
    january = flow(agency, JANUARY, JANUARY)
    assert (january.used, january.other, january.closing) == (3, {}, 9)
    assert closed.levels() == {"A1": 9}
    assert closed.closes()


def test_a_later_count_takes_them_over_in_their_own_month(closed, agency, take_back_count, alice):
    closed.count(("A1", GOOD_UNTIL, 12), on=date(2027, 1, 22), today=date(2027, 1, 22))
    before = flow(agency, DECEMBER, DECEMBER)
    entry = LedgerEntry.objects.filter(kind="counted").last()

    actions.take_back_entry(entry=entry, today=TAKEN_BACK, by=alice)

    assert flow(agency, DECEMBER, DECEMBER) == before
    assert flow(agency, JANUARY, JANUARY).closing == 12
    assert closed.levels() == {"A1": 12}
    assert closed.closes()


def test_what_an_open_month_counted_is_a_correction_of_the_closed_one(closed, agency, alice):
    """The count is of January, what was logged after it of December, which is closed by now."""
    closed.count(("A1", GOOD_UNTIL, 10), on=date(2027, 1, 5), today=date(2027, 1, 5))
    closed.leave(2, on=date(2026, 12, 28))
    before = flow(agency, DECEMBER, DECEMBER)
    assert (before.used, before.other, before.closing) == (10, {"counted": 2}, 12)
    entry = LedgerEntry.objects.filter(kind="counted").first()

    actions.take_back_entry(entry=entry, today=TAKEN_BACK, by=alice)

    assert flow(agency, DECEMBER, DECEMBER) == before
    january = flow(agency, JANUARY, JANUARY)
    assert (january.used, january.other, january.closing) == (0, {"corrected": -2}, 10)
    assert closed.levels() == {"A1": 10}
    assert closed.closes()
