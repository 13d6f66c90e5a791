from datetime import date

import pytest

from agencies.models import AuditEvent, ReportingPeriod
from inventory import actions
from inventory.models import Item, Lot, Shortfall, StockLevel, StockMovement, StockUse
from tests.inventory.conftest import GOOD_UNTIL, LATER


def nothing_happened():
    tables = (Lot, StockMovement, StockLevel, StockUse, Shortfall, AuditEvent)
    return not any(table.objects.exists() for table in tables)


def test_catalogue_is_loaded_once_and_changes_stay(new_york):
    Item.objects.filter(slug="naloxone-kit").update(name="Our kit")

    assert actions.load_catalogue() == 0
    assert list(Item.objects.values_list("slug", "name", "doses_per_item")) == [
        ("fentanyl-strips", "Fentanyl test strips", 0),
        ("naloxone-kit", "Our kit", 2),
        ("face-shield", "Face shield", 0),
        ("xylazine-strips", "Xylazine test strips", 0),
    ]


def test_opening_count_begins_the_ledger_lot_by_lot(stock):
    counted = stock.open(("ab 12", GOOD_UNTIL, 30), ("", None, 8), ("AB-12", GOOD_UNTIL, 2))

    assert counted == 40
    assert stock.levels() == {"AB 12": 32, "": 8}
    assert set(StockMovement.objects.values_list("reason", "quantity")) == {("opening", 32), ("opening", 8)}
    assert AuditEvent.objects.get().what == "stock.opened"
    assert stock.closes()


def test_opening_count_is_refused_where_stock_is_kept_already(stock):
    stock.receive("A1", 5)

    with pytest.raises(actions.AlreadyOpened, match="Enter a delivery or a count instead") as refused:
        stock.open(("B2", GOOD_UNTIL, 3))

    assert (refused.value.field, refused.value.line) == ("item", 0)
    assert stock.levels() == {"A1": 5}
    assert not Lot.objects.filter(number="B2").exists()


def test_opening_count_at_another_location_is_another_beginning(stock, station):
    stock.open(("A1", GOOD_UNTIL, 5))

    stock.open(("A1", GOOD_UNTIL, 3), location=station)

    assert (stock.levels(), stock.levels(station)) == ({"A1": 5}, {"A1": 3})


def test_a_bad_line_of_an_opening_count_is_named_and_nothing_is_stored(stock):
    with pytest.raises(actions.LotRefused) as refused:
        stock.open(("A1", GOOD_UNTIL, 5), ("B2", None, 3))

    assert (refused.value.field, refused.value.line) == ("expires_on", 1)
    assert nothing_happened()


def test_an_empty_opening_count_is_refused(stock):
    with pytest.raises(actions.QuantityRefused, match="at least one line"):
        stock.open()

    assert nothing_happened()


def test_delivery_is_put_into_stock_by_lot(stock, storeroom):
    receipt = stock.receive("A1", 24)
    stock.receive("a-1", 6)

    assert receipt == (stock.lot("A1"), storeroom, 24, 0, 24)
    assert stock.levels() == {"A1": 30}
    assert StockMovement.objects.filter(reason="received").count() == 2
    assert stock.closes()


def test_delivery_covers_the_open_shortfall_first(stock):
    stock.receive("A1", 2)
    stock.leave(5)

    receipt = stock.receive("B2", 10, expires_on=LATER)

    assert (receipt.covered, receipt.on_hand) == (3, 7)
    assert stock.levels() == {"B2": 7}
    assert stock.short() == 0
    assert set(StockUse.objects.values_list("lot__number", "quantity")) == {("A1", 2), ("B2", 3)}
    assert stock.closes()


def test_small_delivery_covers_a_part_of_the_shortfall(stock):
    stock.receive("A1", 2)
    stock.leave(7)

    receipt = stock.receive("B2", 4)

    assert (receipt.covered, receipt.on_hand, stock.short()) == (4, 0, 1)
    assert stock.closes()


def test_delivery_covers_in_its_own_month(stock):
    stock.receive("A1", 2, on=date(2026, 10, 1))
    stock.leave(5, on=date(2026, 10, 20))

    stock.receive("B2", 10, on=date(2026, 11, 3))

    assert set(Shortfall.objects.values_list("posted_month", "quantity")) == {
        (date(2026, 10, 1), 3),
        (date(2026, 11, 1), -3),
    }
    assert StockUse.objects.get(lot__number="B2").posted_month == date(2026, 11, 1)


def test_shortfall_elsewhere_is_not_covered(stock, station):
    stock.receive("A1", 2, location=station)
    stock.leave(5, location=station)

    receipt = stock.receive("B2", 10)

    assert (receipt.covered, stock.short(station)) == (0, 3)


def test_delivery_into_a_sealed_month_is_dated_today_and_keeps_the_true_day(stock, agency):
    scope = agency.scope_memberships.get().scope
    ReportingPeriod.objects.create(scope=scope, starts_on=date(2026, 10, 1), sealed_at="2026-11-20T05:00Z")

    stock.receive("A1", 5, on=date(2026, 11, 2), today=date(2027, 1, 25))

    movement = StockMovement.objects.get()
    assert (movement.on, movement.stated_on) == (date(2027, 1, 25), date(2026, 11, 2))


def test_opening_count_dated_back_into_a_sealed_month_counts_from_its_true_day(stock, agency, kit):
    scope = agency.scope_memberships.get().scope
    ReportingPeriod.objects.create(scope=scope, starts_on=date(2026, 10, 1), sealed_at="2027-01-20T05:00Z")
    january = date(2027, 1, 1)
    stock.open(("A1", GOOD_UNTIL, 40), on=date(2026, 11, 2), today=date(2027, 1, 25))

    for day, quantity in ((date(2026, 11, 1), 7), (date(2026, 12, 10), 2)):
        actions.take(agency=agency, location=stock.location, wanted={actions.Want(kit.pk, day, january): quantity})

    assert (stock.levels(), stock.short()) == ({"A1": 38}, 0)
    assert StockMovement.objects.get().on == date(2027, 1, 25)
    assert stock.closes()


def test_delivery_in_an_open_month_keeps_its_day(stock):
    stock.receive("A1", 5, on=date(2026, 10, 2))

    movement = StockMovement.objects.get()
    assert (movement.on, movement.stated_on) == (date(2026, 10, 2), date(2026, 10, 2))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"on": date(2026, 11, 22)}, "on", "This day lies ahead. Enter the day on which it happened."),
        ({"on": date(206, 11, 20)}, "on", "This day is more than five years ago. Check the year."),
        ({"quantity": 0}, "quantity", "Enter a number between 1 and 100,000."),
        ({"quantity": 100_001}, "quantity", "Enter a number between 1 and 100,000."),
        ({"number": " "}, "number", "Enter the lot number from the label."),
        ({"number": "A1; 5"}, "number", "A lot number has letters, digits and dashes, and at most 40 characters."),
        ({"number": "A" * 41}, "number", "A lot number has letters, digits and dashes, and at most 40 characters."),
        (
            {"expires_on": None},
            "expires_on",
            "Give both the lot number and the expiry date from the label, or neither.",
        ),
        ({"expires_on": date(2206, 1, 1)}, "expires_on", "Check the year of the expiry date on the label."),
        (
            {"expires_on": date(2026, 11, 20)},
            "expires_on",
            "Lot A1 expired on Nov 20, 2026, before it came. Check the label; if it is right, return it.",
        ),
    ],
)
def test_a_delivery_that_cannot_be_right_is_explained_and_nothing_changes(stock, changes, field, sentence):
    with pytest.raises(actions.StockRefused) as refused:
        stock.receive(**{"number": "A1", "quantity": 5} | changes)

    assert (refused.value.field, str(refused.value)) == (field, sentence)
    assert nothing_happened()


def test_one_lot_has_one_expiry_date(stock):
    stock.receive("A1", 5)

    with pytest.raises(actions.LotRefused, match=r"Lot A1 is recorded with the expiry date Mar 31, 2028") as refused:
        stock.receive("a 1", 3, expires_on=LATER)

    assert refused.value.field == "expires_on"
    assert stock.levels() == {"A1": 5}


def test_a_recalled_lot_is_not_put_into_stock(stock):
    stock.receive("A1", 5)
    Lot.objects.update(status="recalled")

    with pytest.raises(actions.LotRefused, match="is recalled"):
        stock.receive("A1", 3)

    assert stock.levels() == {"A1": 5}


def test_no_stock_is_kept_in_a_vehicle_or_at_a_strangers(stock, car, stranger):
    for location in (car, stranger.main_location):
        with pytest.raises(actions.StockLocationRefused, match="No stock is kept at"):
            stock.receive("A1", 5, location=location)

    assert nothing_happened()


def test_a_delivery_before_the_opening_count_is_in_it_already(stock):
    stock.open(("A1", GOOD_UNTIL, 5), on=date(2026, 11, 2))

    with pytest.raises(actions.DayRefused, match=r"opening count of Nov 2, 2026 holds this already"):
        stock.receive("B2", 5, on=date(2026, 11, 1))

    assert stock.levels() == {"A1": 5}


def test_kits_left_before_any_stock_was_kept_never_touch_it(stock):
    stock.leave(3)
    stock.open(("A1", GOOD_UNTIL, 40))

    stock.leave(1)

    assert stock.levels() == {"A1": 39}
    assert stock.short() == 0
    assert stock.closes()
