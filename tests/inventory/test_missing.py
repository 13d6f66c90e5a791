"""What counts found missing beyond the log: a figure of the stock."""

from datetime import date

import pytest

from inventory.querysets import flow, missing_by_month
from tests.inventory.conftest import GOOD_UNTIL

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def counted(stock):
    """Twenty kits, then a count: `counted(17)`."""
    stock.open(("A1", GOOD_UNTIL, 20))

    def counted(quantity, **facts):
        return stock.count(("A1", GOOD_UNTIL, quantity), **facts)

    return counted


@pytest.mark.parametrize(
    ("reason", "expected"), [("counted", [(NOVEMBER, 3)]), ("lost", []), ("damaged", []), ("training", [])]
)
def test_what_nobody_can_explain_is_missing_and_what_has_a_reason_is_not(agency, counted, today, reason, expected):
    counted(17, reason=reason)

    assert missing_by_month(agency, today=today) == expected


def test_it_is_the_difference_of_the_report_with_its_sign_turned(agency, counted, today):
    counted(17)
    counted(18)

    assert missing_by_month(agency, today=today) == [(NOVEMBER, 2)]
    assert flow(agency, NOVEMBER, NOVEMBER).other["counted"] == -2


def test_what_was_missing_and_is_logged_later_comes_out_even(agency, stock, counted):
    counted(17)
    december = date(2026, 12, 5)

    stock.leave(3, on=december)
    counted(17, on=december, today=december)

    missing = missing_by_month(agency, today=december)
    assert missing == [(DECEMBER, -3), (NOVEMBER, 3)]
    assert stock.levels() == {"A1": 17}
    assert stock.closes()


def test_kits_that_stock_did_not_cover_are_not_missing(agency, stock, counted, today):
    stock.leave(25)

    counted(0)

    assert missing_by_month(agency, today=today) == [(NOVEMBER, -5)]
    assert stock.short() == 0


@pytest.mark.parametrize(("day", "expected"), [(date(2027, 10, 31), [(NOVEMBER, 3)]), (date(2027, 11, 1), [])])
def test_twelve_months_are_looked_back(agency, counted, day, expected):
    counted(17)

    assert missing_by_month(agency, today=day) == expected
