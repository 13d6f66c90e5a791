"""What is wrong in the stock of a closed period is put right in the open one, on a line of its own in its report."""

from datetime import date

import pytest
from django.urls import reverse

from inventory import actions as inventory
from inventory.models import LedgerEntry, StockLevel
from inventory.querysets import drifts
from lbn.reporting.models import AgencyReport
from tests.inventory.conftest import words
from tests.reporting.conftest import Q1, Q4, scope_of, seal_period, send
from tests.reporting.reading import MINUS, rows_in
from tests.reporting.test_chain import require_chain

JANUARY, APRIL = date(2027, 1, 25), date(2027, 4, 2)
APRIL_SEAL = date(2027, 4, 20)
GOOD_UNTIL = date(2029, 6, 30)


def last_of(kind):
    return LedgerEntry.objects.standing().filter(kind=kind).first()


@pytest.fixture
def closed(agency, receive, leave):
    """A quarter with 480 kits received, of which five were left, sent and sealed: its report's content."""
    receive(480)
    leave(times=5)
    send(agency)
    seal_period(scope_of(agency))
    return AgencyReport.objects.get().content


@pytest.fixture
def take_back(alice):
    return lambda kind: inventory.take_back_entry(entry=last_of(kind), today=JANUARY, by=alice)


@pytest.fixture
def put_right(agency, kit, alice):
    """Enter how many the delivery of the closed quarter really was."""

    def put_right(quantity):
        lot = {"item": kit, "number": "A1", "expires_on": GOOD_UNTIL}
        facts = {"location": agency.main_location, "quantity": quantity, "on": date(2026, 11, 2)} | lot
        inventory.put_right(entry=last_of("received"), enter=inventory.receive, today=JANUARY, by=alice, **facts)

    return put_right


def next_stock(agency):
    """The balance of the next quarter's report, after which that one is closed too."""
    report = send(agency, starts_on=Q1, on=APRIL, no_kits=True)
    seal_period(scope_of(agency, Q1), Q1, on=APRIL_SEAL)
    assert require_chain(agency, date(2027, 4, 21)) == 2
    return report.read().stock


def of_closed():
    return AgencyReport.objects.get(period__starts_on=Q4)


def test_a_delivery_of_a_closed_quarter_is_taken_back_in_the_next_report(agency, closed, take_back):
    take_back("received")

    stock = next_stock(agency)

    assert (stock.opening, stock.received, stock.left, stock.closing) == (475, 0, 0, 0)
    assert (stock.other, stock.shortfall, stock.not_from_stock) == ({"corrected": -480}, 0, 5)
    assert of_closed().content == closed
    assert of_closed().read().stock.closing == stock.opening
    assert drifts() == []


def test_480_typed_for_48_is_one_difference_in_the_next_report(agency, closed, put_right):
    put_right(48)

    stock = next_stock(agency)

    assert (stock.opening, stock.received, stock.left, stock.closing) == (475, 0, 0, 43)
    assert (stock.other, stock.shortfall) == ({"corrected": -432}, 0)
    assert (of_closed().content, StockLevel.objects.get().quantity) == (closed, 43)


def test_put_right_once_more_it_is_still_one_difference(agency, closed, put_right):
    put_right(48)
    put_right(50)

    assert next_stock(agency).other == {"corrected": -430}
    assert StockLevel.objects.get().quantity == 45


def test_a_loss_of_a_closed_quarter_comes_back_in_the_next_report(agency, alice, leave, receive, take_back):
    receive(40)
    lot = StockLevel.objects.get().lot
    facts = {"agency": agency, "location": agency.main_location, "lot": lot, "reason": "lost"}
    inventory.write_off(**facts, quantity=6, on=date(2026, 12, 1), today=date(2026, 12, 1), by=alice)
    leave()
    send(agency)
    seal_period(scope_of(agency))

    take_back("written_off")

    stock = next_stock(agency)
    assert (stock.opening, stock.other, stock.closing) == (33, {"corrected": 6}, 39)


def test_a_count_of_a_closed_quarter_is_taken_back_in_the_next_report(agency, kit, alice, leave, receive, take_back):
    receive(40)
    leave()
    counted = [inventory.CountedLot("A1", GOOD_UNTIL, 30)]
    facts = {"agency": agency, "location": agency.main_location, "item": kit, "counted": counted}
    inventory.count_stock(**facts, on=date(2026, 12, 1), today=date(2026, 12, 1), by=alice)
    send(agency)
    seal_period(scope_of(agency))

    take_back("counted")

    stock = next_stock(agency)
    assert (stock.opening, stock.other, stock.closing) == (30, {"corrected": 9}, 39)


def test_a_move_of_a_closed_quarter_changes_no_report(agency, alice, closed, take_back):
    station = agency.locations.create(name="Station 1", kind="station")
    lot = StockLevel.objects.get().lot
    facts = {"agency": agency, "lot": lot, "source": agency.main_location, "target": station, "quantity": 10}
    inventory.move_stock(**facts, on=date(2027, 1, 2), today=date(2027, 1, 22), by=alice)

    take_back("moved")

    assert next_stock(agency).other == {}
    assert dict(StockLevel.objects.values_list("location__name", "quantity")) == {"Storeroom": 475, "Station 1": 0}


def test_a_coordinator_takes_it_back_and_reads_it_in_the_next_report(agency, alice, browser, closed):
    pages = browser(alice, JANUARY.isoformat())
    ledger = reverse("inventory:ledger", args=[agency.slug])
    entry = reverse("inventory:entry", args=[agency.slug, last_of("received").pk])
    assert f'href="{entry}"' in pages.get(ledger).content.decode()

    pages.post(reverse("inventory:take_back", args=[agency.slug, last_of("received").pk]))

    taken_back = f"Delivery of Nov 2, 2026 taken back (happened on Nov 2, 2026) {MINUS}480 {MINUS}5 Storeroom A1"
    assert taken_back in words(pages.get(ledger))
    pages = browser(alice, APRIL.isoformat())
    address = reverse("reports:report", args=[agency.slug, 2027, 1])
    lines = rows_in(pages.get(address).content.decode(), "balance")
    line = ["", "of these: Corrections to earlier periods", f"{MINUS}480 Corrections to earlier periods"]
    assert line in lines
    pages.post(reverse("reports:send", args=[agency.slug, 2027, 1]), {"comment": "", "no_kits": "on"})
    figures = reverse("reports:figure", args=[agency.slug, 2027, 1, "by-corrected"])
    assert f"Jan 25, 2027 Corrections to earlier periods Storeroom A1 {MINUS}480" in words(pages.get(figures))
    assert rows_in(pages.get(address).content.decode(), "balance") == lines
    assert of_closed().content == closed
