from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from inventory import actions
from inventory.models import Lot, Shortfall, StockLevel, StockMovement, StockUse
from inventory.querysets import Flow, closing_by_item, drifts, flow, holdings, journal, kits_closing, stock_warnings
from tests.inventory.conftest import GOOD_UNTIL, LATER

SEP, OCT, NOV = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def autumn(stock, station, strips):
    """October: 40 counted, 24 received, 9 left, 3 moved. November: 4 lost, 60 left of which 12 not covered."""
    stock.open(("A1", GOOD_UNTIL, 40), on=date(2026, 10, 5))
    stock.receive("B2", 24, expires_on=LATER, on=date(2026, 10, 20))
    stock.receive("S1", 100, item=strips, on=date(2026, 10, 20))
    stock.leave(9, on=date(2026, 10, 31))
    stock.move("B2", 3, target=station, on=date(2026, 10, 31))
    stock.write_off("A1", 4, "lost", on=date(2026, 11, 3))
    stock.leave(60, on=date(2026, 11, 10))
    return stock


def test_balances_exist_at_month_ends(autumn, agency, kit, strips):
    assert [kits_closing(agency, month) for month in (SEP, OCT, NOV)] == [0, 55, 3]
    assert closing_by_item(agency, OCT) == {kit.pk: 55, strips.pk: 100}
    assert closing_by_item(agency, SEP) == {}


def test_flow_says_what_happened_to_kits_between_two_balances(autumn, agency):
    october, november, both = flow(agency, OCT, OCT), flow(agency, NOV, NOV), flow(agency, OCT, NOV)

    assert october == Flow(0, received=24, used=9, shortfall=0, other={"opening": 40}, closing=55)
    assert november == Flow(55, received=0, used=48, shortfall=12, other={"lost": -4}, closing=3)
    assert both == Flow(0, received=24, used=57, shortfall=12, other={"lost": -4, "opening": 40}, closing=3)
    assert (november.left, november.other_change) == (60, 8)


def test_a_late_delivery_does_not_change_months_that_are_over(autumn, agency):
    autumn.receive("C3", 20)

    assert flow(agency, OCT, OCT).closing == 55
    assert flow(agency, NOV, NOV) == Flow(55, received=20, used=60, shortfall=0, other={"lost": -4}, closing=11)


def test_another_agencys_stock_is_not_counted(autumn, stranger):
    assert flow(stranger, OCT, NOV) == Flow(0, 0, 0, 0, {}, 0)
    assert holdings(stranger, date(2026, 11, 21)) == []
    assert stock_warnings(stranger, date(2026, 11, 21)) == []


def test_the_journal_runs_from_opening_to_closing_month_by_month(autumn, agency, kit, station):
    months = journal(agency, kit)[:10]
    at_station = journal(agency, kit, station)[:10]

    assert [(month.month, month.opening, len(month.movements), month.left, month.closing) for month in months] == [
        (NOV, 55, 1, 48, 3),
        (OCT, 0, 4, 9, 55),
    ]
    assert [(month.month, month.opening, month.left, month.closing) for month in at_station] == [(OCT, 0, 0, 3)]


def test_a_later_page_of_the_journal_begins_where_the_one_before_ends(autumn, agency, kit):
    book = journal(agency, kit)

    assert len(book) == 2
    assert [month.closing for month in book[1:2]] == [book[0:1][0].opening]


def test_holdings_are_by_item_location_and_lot_first_to_expire_first(stock, station, strips, today):
    stock.open(("", None, 3), ("B2", LATER, 5), ("A1", GOOD_UNTIL, 7), ("OLD", date(2026, 11, 20), 2))
    stock.receive("SOON", 4, expires_on=date(2027, 2, 19), location=station)
    stock.receive("S1", 100, item=strips, expires_on=date(2027, 2, 20))
    kits, papers = holdings(stock.agency, today)

    assert [at.location.name for at in kits.locations] == ["Station 1", "Storeroom"]
    assert [(row.lot.number, row.quantity, row.days_left, row.condition) for row in kits.locations[1].lots] == [
        ("OLD", 2, -1, "expired"),
        ("A1", 7, 496, "good"),
        ("B2", 5, 952, "good"),
        ("", 3, None, "unknown"),
    ]
    assert [row.condition for row in kits.locations[0].lots + papers.locations[0].lots] == ["expiring", "good"]
    assert (kits.total, papers.total) == (21, 100)


def test_what_needs_somebody_is_listed_most_urgent_first(stock, station, alice, today):
    stock.open(("OLD", date(2026, 11, 20), 2), ("A1", GOOD_UNTIL, 1), ("BACK", GOOD_UNTIL, 6), ("R1", LATER, 9))
    stock.receive("SOON", 4, expires_on=date(2027, 2, 19), location=station)
    actions.hold_back(lot=stock.lot("BACK"), by=alice)
    Lot.objects.filter(number="R1").update(status="recalled")
    stock.leave(4)

    warnings = stock_warnings(stock.agency, today)

    assert [(warning.kind, warning.quantity, warning.first_on) for warning in warnings] == [
        ("recalled", 9, None),
        ("expired", 2, date(2026, 11, 20)),
        ("expiring", 4, date(2027, 2, 19)),
        ("held_back", 6, None),
        ("shortfall", 3, None),
    ]


def test_an_item_of_which_none_may_be_used_is_out(stock, kit, today):
    stock.receive("A1", 2)
    stock.leave(2)

    warning = stock_warnings(stock.agency, today)[0]

    assert (warning.kind, warning.item, warning.quantity) == ("out", kit, 0)


def test_check_ledger_says_that_the_ledger_closes(autumn, capsys):
    call_command("check_ledger")

    assert capsys.readouterr().out == "ledger closes: 4 levels\n"


def test_check_ledger_names_each_drift(autumn, station, capsys):
    StockLevel.objects.filter(lot__number="B2", location=station).update(quantity=5)
    StockLevel.objects.filter(lot__number="S1").delete()

    with pytest.raises(SystemExit) as left:
        call_command("check_ledger")

    assert left.value.code == 1
    assert capsys.readouterr().out == (
        "albany-county-sheriffs-office, Station 1, lot B2: the ledger says 3 and the level says 5.\n"
        "albany-county-sheriffs-office, Storeroom, lot S1: the ledger says 100 and there is no level.\n"
    )


def test_rows_that_name_another_agencys_lot_are_drifts(autumn, stranger):
    StockUse.objects.filter(lot__number="A1").update(agency=stranger)

    assert "a stock use names a lot or location of another agency." in {drift.sentence for drift in drifts()}


def test_covering_more_than_was_missing_is_a_drift(autumn):
    Shortfall.objects.update(quantity=-2)

    assert [drift.sentence for drift in drifts()] == [
        "more Naloxone kit (two 4 mg doses) was covered than was missing: -2."
    ]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (StockLevel, {"quantity": -1}),
        (StockMovement, {"quantity": 0}),
        (StockMovement, {"on": date(2026, 11, 1), "stated_on": date(2026, 11, 2)}),
        (Lot, {"expires_on": None}),
        (Lot, {"number": ""}),
    ],
)
def test_the_database_refuses_what_cannot_be(stock, table, change):
    stock.receive("A1", 2)

    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.update(**change)

    assert stock.levels() == {"A1": 2}


def test_kits_and_only_kits_have_doses(kit, strips):
    for item, doses in ((kit, 0), (strips, 1)):
        item.doses_per_item = doses
        with pytest.raises(IntegrityError), transaction.atomic():
            item.save()


def test_questions_cost_the_same_however_much_there_is(stock, station, strips, today, django_assert_num_queries):
    def ask():
        with django_assert_num_queries(3):
            holdings(stock.agency, today)
        with django_assert_num_queries(3):
            stock_warnings(stock.agency, today)
        with django_assert_num_queries(7):
            flow(stock.agency, OCT, NOV)
        with django_assert_num_queries(8):
            journal(stock.agency, stock.item)[:6]
        with django_assert_num_queries(9):
            drifts()

    stock.receive("A1", 2, expires_on=date(2026, 12, 1))
    ask()
    for number in ("B2", "C3", "D4"):
        stock.receive(number, 5, expires_on=date(2026, 12, 2), location=station, on=date(2026, 10, 8))
        stock.receive(number, 5, item=strips, on=date(2026, 11, 8))
        stock.leave(9, location=station)
    ask()
