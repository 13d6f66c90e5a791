"""An agency's figures close, whatever happened to its stock."""

from datetime import date

import pytest

from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount
from inventory import actions as inventory
from inventory.models import Item
from lbn.reporting.documents import Balance, DoesNotClose
from lbn.reporting.returns.prefill import prefill
from tests.reporting.conftest import Q1, Q4, SEAL_DAY, scope_of, seal_period


def figures_of(agency, starts_on=Q4):
    figures = prefill(agency=agency, scope=scope_of(agency, starts_on), starts_on=starts_on)
    figures.stock.require_closing()
    return figures


def balance(agency, starts_on=Q4):
    """A, B, C, D, E."""
    stock = figures_of(agency, starts_on).stock
    return stock.opening, stock.received, stock.left, stock.other_change, stock.closing


def test_an_agency_that_keeps_no_stock_reports_what_it_left(agency, leave):
    leave(times=3, kits=5)

    stock = figures_of(agency).stock

    assert balance(agency) == (0, 0, 5, 5, 0)
    assert stock.not_from_stock == 5
    assert stock.shortfall == 0


def test_kits_received_and_left_close(agency, leave, receive):
    receive(40)
    leave(times=7, kits=9)

    assert balance(agency) == (0, 40, 9, 0, 31)


def test_what_no_stock_covered_is_a_line_of_its_own(agency, leave, receive):
    receive(4)
    leave(times=6)

    assert balance(agency) == (0, 4, 6, 2, 0)
    assert figures_of(agency).stock.shortfall == 2


def test_a_delivery_that_covers_an_older_shortfall_takes_it_back(agency, leave, receive):
    receive(4)
    leave(times=6)
    seal_period(scope_of(agency))
    receive(10, number="B2", on=date(2027, 1, 25))

    assert balance(agency, Q1) == (0, 10, 0, -2, 8)
    assert figures_of(agency, Q1).stock.shortfall == -2


def test_an_opening_count_in_mid_period_leaves_earlier_kits_outside_stock(agency, leave, opened):
    leave(times=5, on=date(2026, 10, 9))
    opened(40, on=date(2026, 11, 3))
    leave(times=2, on=date(2026, 11, 20))
    leave(times=1, on=date(2026, 10, 30), today=date(2026, 11, 21))

    assert balance(agency) == (0, 0, 8, 46, 38)
    assert figures_of(agency).stock.other == {"opening": 40}
    assert figures_of(agency).stock.not_from_stock == 6


def test_losses_and_what_a_count_found_are_named(agency, kit, leave, receive, alice):
    receive(20)
    leave(times=4)
    lot = agency.lots.get()
    inventory.write_off(
        agency=agency,
        location=agency.main_location,
        lot=lot,
        quantity=3,
        reason="damaged",
        on=date(2026, 11, 21),
        today=date(2026, 11, 21),
        by=alice,
    )
    inventory.count_stock(
        agency=agency,
        location=agency.main_location,
        item=kit,
        counted=[inventory.CountedLot("A1", date(2029, 6, 30), 12)],
        on=date(2026, 11, 22),
        today=date(2026, 11, 22),
        by=alice,
    )

    assert balance(agency) == (0, 20, 4, -4, 12)
    assert figures_of(agency).stock.other == {"counted": -1, "damaged": -3}


def test_a_correction_to_a_sealed_period_is_in_the_open_one(agency, leave, receive):
    receive(20)
    leave(times=4, kits=8)
    seal_period(scope_of(agency))
    count = DailyCount.objects.get()

    correct(count=count, difference=Counts(0, -3, 0), reason="typed_wrong", today=SEAL_DAY)

    figures = figures_of(agency, Q1)
    assert balance(agency) == (0, 20, 8, 0, 12)
    assert balance(agency, Q1) == (12, 0, -3, 0, 15)
    assert (figures.handouts, figures.net_corrections) == (0, -3)
    assert not figures.no_kits


def test_a_kit_of_another_kind_counts_too(agency, leave, receive, alice):
    receive(10)
    generic = Item.objects.create(slug="vials", name="Vials", kind="naloxone_kit", doses_per_item=3)
    leave(times=2)
    leave(times=1, kits=4, item=generic)

    figures = figures_of(agency)

    assert balance(agency) == (0, 10, 6, 4, 8)
    assert (figures.handouts, figures.doses) == (3, 2 * 2 + 4 * 3)


def test_strips_are_no_kits(agency, leave, strips):
    leave(times=2, kits=20, item=strips, trained=2)

    figures = figures_of(agency)

    assert figures.no_kits
    assert figures.community_trained == 2


def test_one_quarter_opens_with_what_the_last_one_closed(agency, leave, receive):
    receive(30)
    leave(times=6)
    leave(times=3, on=date(2027, 1, 5))
    leave(times=1, on=date(2026, 12, 30), today=date(2027, 1, 5))

    assert balance(agency)[-1] == balance(agency, Q1)[0] == 23
    assert balance(agency, Q1) == (23, 0, 3, 0, 20)


@pytest.mark.parametrize(("closing", "other_change"), [(4, 0), (4, 1), (3, 1)])
def test_figures_that_do_not_close_are_refused(closing, other_change):
    """E is not A + B - C + D; D is not the sum of its parts; neither."""
    stock = {"opening": 5, "received": 0, "left": 2, "other": {}, "shortfall": 0, "not_from_stock": 0}
    Balance(**stock, closing=3, other_change=0).require_closing()

    with pytest.raises(DoesNotClose, match="do not add up"):
        Balance(**stock, closing=closing, other_change=other_change).require_closing()
