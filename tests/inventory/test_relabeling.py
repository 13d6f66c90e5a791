"""A lot's label put right, filled in later, or extended by its authority."""

from datetime import date

import pytest

from agencies.models import AuditCode, AuditEvent
from inventory import actions
from inventory.models import LedgerEntry, Lot
from tests.inventory.conftest import GOOD_UNTIL, LATER, told, words


@pytest.fixture
def relabel(stock, today, alice):
    """Correct the label of a lot: `relabel("A1", number="A2")`."""

    def relabel(which, **label):
        lot = stock.lot(which)
        facts = {"number": lot.number, "expires_on": lot.expires_on} | label
        return actions.correct_lot(lot=lot, today=today, by=alice, **facts)

    return relabel


def test_a_wrong_date_is_put_right_with_a_trail(stock, relabel):
    stock.open(("NX-2601", date(2026, 12, 31), 20))

    relabel("NX-2601", expires_on=date(2028, 12, 31))

    stock.receive("NX-2601", 5, expires_on=date(2028, 12, 31))
    assert stock.levels() == {"NX-2601": 25}
    event = AuditEvent.objects.get(what=AuditCode.STOCK_LOT_CORRECTED)
    assert event.details["before"] == {"number": "NX-2601", "expires_on": "2026-12-31"}
    assert event.details["after"] == {"number": "NX-2601", "expires_on": "2028-12-31"}


def test_a_wrong_number_is_put_right(stock, relabel):
    stock.open(("NX-2610", GOOD_UNTIL, 20))

    relabel("NX-2610", number="nx-2601")

    assert stock.levels() == {"NX-2601": 20}
    assert stock.closes()


def test_a_lot_not_recorded_is_filled_in_later(stock, relabel):
    stock.open(("", None, 20))

    relabel("", number="A1", expires_on=GOOD_UNTIL)

    assert stock.levels() == {"A1": 20}
    assert Lot.objects.count() == 1


def test_what_turns_out_to_be_a_known_lot_becomes_part_of_it(stock, station, relabel):
    stock.open(("", None, 20), ("A1", GOOD_UNTIL, 4))
    stock.move("", 6, target=station)

    kept = relabel("", number="A1", expires_on=GOOD_UNTIL)

    assert kept == stock.lot("A1")
    assert (stock.levels(), stock.levels(station)) == ({"A1": 18}, {"A1": 6})
    assert LedgerEntry.objects.filter(kind="relabeled").count() == 1
    assert stock.closes()


RECALLED = "Lot A1 is recalled and lot A2 is not, so its kits stay apart. Check the label."
HELD_BACK = "Lot A1 is held back and lot A2 is not. Put it back into use first."


@pytest.mark.parametrize(
    ("status", "other", "sentence"),
    [
        ("recalled", "active", RECALLED),
        ("recalled", "quarantined", RECALLED),
        ("quarantined", "active", HELD_BACK),
    ],
)
def test_what_is_out_of_use_comes_back_by_no_label(stock, relabel, status, other, sentence):
    stock.open(("A1", GOOD_UNTIL, 20), ("A2", GOOD_UNTIL, 4))
    Lot.objects.filter(number="A1").update(status=status)
    Lot.objects.filter(number="A2").update(status=other)

    with pytest.raises(actions.LotRefused) as refused:
        relabel("A1", number="A2")

    assert (str(refused.value), refused.value.field) == (sentence, "number")
    assert stock.levels() == {"A1": 20, "A2": 4}
    assert not LedgerEntry.objects.filter(kind="relabeled").exists()
    assert not AuditEvent.objects.filter(what=AuditCode.STOCK_LOT_CORRECTED).exists()


def test_what_turns_out_to_be_recalled_is_recalled(stock, relabel):
    stock.open(("", None, 20), ("A1", GOOD_UNTIL, 4))
    actions.recall(lot=stock.lot("A1"))

    kept = relabel("", number="A1", expires_on=GOOD_UNTIL)

    assert (kept.status, stock.levels()) == ("recalled", {"A1": 24})


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ({"number": "B2"}, "Your agency has lot B2 already, with the expiry date Jun 30, 2029."),
        ({"number": ""}, "Give both the lot number and the expiry date"),
        ({"number": "A1?"}, "A lot number has letters, digits and dashes"),
        ({"expires_on": date(2090, 1, 1)}, "Check the year of the expiry date"),
        ({"extended_by": "FDA 26-117"}, "An extension ends later than the date on the label."),
        (
            {"extended_by": "see <mail>", "expires_on": LATER},
            "Enter the reference of the extension as it is published",
        ),
    ],
)
def test_what_cannot_be_right_changes_nothing(stock, relabel, label, sentence):
    stock.open(("A1", GOOD_UNTIL, 20), ("B2", LATER, 4))

    with pytest.raises(actions.LotRefused, match=sentence):
        relabel("A1", **label)

    assert stock.levels() == {"A1": 20, "B2": 4}
    assert stock.lot("A1").expires_on == GOOD_UNTIL
    assert not AuditEvent.objects.filter(what=AuditCode.STOCK_LOT_CORRECTED).exists()


def test_an_extension_names_its_authority(stock, relabel):
    stock.open(("A1", GOOD_UNTIL, 20))

    relabel("A1", expires_on=LATER, extended_by="FDA letter 26-117")

    assert stock.lot("A1").expires_on == LATER
    assert AuditEvent.objects.get(what=AuditCode.STOCK_LOT_CORRECTED).details["extended_by"] == "FDA letter 26-117"


def test_the_page_of_a_lot_leads_to_its_label_and_back(at, stock):
    stock.open(("NX-2601", date(2026, 12, 31), 20))
    lot = stock.lot("NX-2601")
    label = {"number": "NX-2601", "expires_on": "2028-12-31", "why": "typed_wrong"}

    page = at("lot", args=[lot.pk])
    answer = at("correct_lot", label, args=[lot.pk])

    assert f"/lots/{lot.pk}/correct/" in page.content.decode()
    assert answer.url.endswith(f"/lots/{lot.pk}/")
    assert told(answer) == ["Lot NX-2601 expires on Dec 31, 2028. The activity list says what was there before."]


def test_an_extension_without_reference_is_asked_for_it(at, stock):
    stock.open(("A1", GOOD_UNTIL, 20))
    lot = stock.lot("A1")
    label = {"number": "A1", "expires_on": "2029-06-30", "why": "extended", "extended_by": ""}

    answer = at("correct_lot", label, args=[lot.pk])

    assert "Enter the reference of the extension." in words(answer)
    assert stock.lot("A1").expires_on == GOOD_UNTIL


def test_a_lot_not_recorded_is_filled_in_without_a_reason(at, stock):
    stock.open(("", None, 20))
    lot = stock.lot("")

    page = words(at("correct_lot", args=[lot.pk]))
    at("correct_lot", {"number": "A1", "expires_on": "2028-03-31"}, args=[lot.pk])

    assert "Reference of the extension" not in page
    assert stock.levels() == {"A1": 20}
