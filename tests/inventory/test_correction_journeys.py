"""Typed wrong, seen in the ledger, put right on the page it leads to: then the ledger shows one thing.

A coordinator goes by the links and the forms of the pages alone, with nothing in hand but what they show.
"""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.utils.html import strip_tags

from inventory.models import Lot
from inventory.querysets import drifts
from tests.inventory.conftest import told

STOCK = "/agencies/albany-county-sheriffs-office/stock/"
DAY = "2026-11-21"
MINUS = "\N{MINUS SIGN}"
LEFT = ("Left with people, as logged this month", "0")


class Coordinator:
    """Somebody at a browser without a script, who follows links by their words."""

    def __init__(self, client):
        self.client = client
        self.said = []

    def open(self, address):
        self.address, self.answer = address, self.client.get(address)
        assert self.answer.status_code == 200, address

    def page(self):
        return self.answer.content.decode()

    def follow(self, link):
        """Follow the first link with these words."""
        for address, inside in re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', self.page(), re.DOTALL):
            if " ".join(unescape(strip_tags(inside)).split()) == link:
                return self.open(unescape(address))
        raise AssertionError(f"No link says {link}.")

    def send(self, *, button="", **typed):
        """Send the page's form as it is but for what is `typed`, and go where it leads."""
        form = self.answer.context["form"]
        shown = {name: form[name].value() for name in form.fields}
        shown |= {name: value for name, value in self.carried().items() if name not in shown}
        fields = {name: value for name, value in (shown | typed).items() if value is not None}
        self.answer = self.client.post(self.address, fields | ({button: "yes"} if button else {}))
        if self.answer.status_code == 302:
            self.said = told(self.answer)
            self.open(self.answer.url)

    def carried(self):
        """The hidden fields of the page beside those of its form."""
        hidden = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', self.page())
        return {name: unescape(value) for name, value in hidden if name != "csrfmiddlewaretoken"}

    def press(self, button):
        """Press a button that is a form of its own."""
        for address, inside in re.findall(r'<form [^>]*?action="([^"]+)"[^>]*>(.*?)</form>', self.page(), re.DOTALL):
            if re.search(rf"<button[^>]*>\s*{button}\s*</button>", inside):
                self.answer = self.client.post(unescape(address))
                self.said = told(self.answer)
                return self.open(self.answer.url)
        raise AssertionError(f"No button says {button}.")

    def ledger(self):
        """The lines of the ledger as (what, quantity), between opening and closing balance."""
        self.open(f"{STOCK}ledger/")
        rows = re.findall(r"<tr[^>]*>(.*?)</tr>", self.page(), re.DOTALL)
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
        texts = [[" ".join(unescape(strip_tags(cell)).split()) for cell in row] for row in cells]
        return [tuple(row[1:3]) for row in texts if len(row) == 7 and row[0] != "Day"]


@pytest.fixture
def alice_at_work(client, alice, stock):
    client.force_login(alice)
    yield Coordinator(client)
    assert drifts() == []


@pytest.fixture
def deliver(alice_at_work, kit, storeroom):
    """Put a delivery into stock on its page."""

    def deliver(number, quantity, expires_on="2028-03-31"):
        alice_at_work.open(f"{STOCK}receive/")
        lot = {"item": kit.pk, "number": number, "expires_on": expires_on, "quantity": quantity}
        alice_at_work.send(location=storeroom.pk, on=DAY, **lot)

    return deliver


def test_a_delivery(alice_at_work, stock, deliver):
    deliver("A1", 480)
    assert alice_at_work.ledger() == [("Received", "+480"), LEFT]

    alice_at_work.follow("Received")
    alice_at_work.follow("Correct")
    alice_at_work.send(quantity=48)

    assert alice_at_work.said[0].startswith("Corrected.")
    assert alice_at_work.ledger() == [
        ("Delivery of 480, entered by mistake and taken back", "0"),
        ("Received", "+48"),
        LEFT,
    ]
    assert stock.levels() == {"A1": 48}


def test_a_delivery_that_never_came(alice_at_work, stock, deliver):
    deliver("A1", 480)
    alice_at_work.ledger()

    alice_at_work.follow("Received")
    alice_at_work.press("Take it back")

    assert alice_at_work.said[0].startswith("Taken back: Delivery of Nov 21, 2026.")
    assert alice_at_work.ledger() == [("Delivery of 480, entered by mistake and taken back", "0"), LEFT]
    assert stock.levels() == {}


def test_a_move(alice_at_work, stock, station, deliver):
    deliver("A1", 40)
    alice_at_work.open(f"{STOCK}move/")
    level = stock.agency.stock_levels.get()
    alice_at_work.send(level=level.pk, quantity=20, target=station.pk, on=DAY)
    alice_at_work.ledger()

    alice_at_work.follow("Moved 20 to Station 1")
    alice_at_work.follow("Correct")
    alice_at_work.send(quantity=2)

    assert alice_at_work.ledger() == [
        ("Received", "+40"),
        ("Move of 20, entered by mistake and taken back", "0"),
        ("Moved 2 to Station 1", "0"),
        LEFT,
    ]
    assert (stock.levels(), stock.levels(station)) == ({"A1": 38}, {"A1": 2})


def test_a_write_off(alice_at_work, stock, deliver):
    deliver("A1", 40)
    alice_at_work.open(f"{STOCK}write-off/")
    level = stock.agency.stock_levels.get()
    alice_at_work.send(level=level.pk, quantity=18, reason="lost", on=DAY)
    alice_at_work.ledger()

    alice_at_work.follow("Lost")
    alice_at_work.follow("Correct")
    alice_at_work.send(quantity=1, reason="damaged")

    assert alice_at_work.ledger() == [
        ("Received", "+40"),
        ("Write-off of 18, entered by mistake and taken back", "0"),
        ("Damaged", f"{MINUS}1"),
        LEFT,
    ]
    assert stock.levels() == {"A1": 39}


def count(alice_at_work, stock, quantity):
    """Count on the page, and agree to the difference."""
    where = urlencode({"location": stock.location.pk, "item": stock.item.slug})
    alice_at_work.open(f"{STOCK}count/?{where}")
    alice_at_work.send(**{f"lot_{stock.lot('A1').pk}": quantity})
    alice_at_work.send(button="agreed")


def test_a_count(alice_at_work, stock, deliver):
    deliver("A1", 40)
    count(alice_at_work, stock, 4)
    alice_at_work.ledger()

    alice_at_work.follow("Difference found by a count")
    alice_at_work.press("Take it back")
    count(alice_at_work, stock, 39)

    assert alice_at_work.ledger() == [
        ("Received", "+40"),
        ("Count of 36, entered by mistake and taken back", "0"),
        ("Difference found by a count", f"{MINUS}1"),
        LEFT,
    ]
    assert stock.levels() == {"A1": 39}


def correct_label(alice_at_work, lot, **label):
    """From the ledger to the lot, and put its label right."""
    alice_at_work.ledger()
    alice_at_work.follow(lot)
    alice_at_work.follow("Fill in the label" if lot == "not recorded" else "Correct the label")
    alice_at_work.send(**label)


def test_the_number_of_a_lot(alice_at_work, stock, deliver):
    deliver("NX-2610", 40)

    correct_label(alice_at_work, "NX-2610", number="NX-2601")

    assert alice_at_work.said[0].startswith("Lot NX-2601 expires on Mar 31, 2028.")
    deliver("NX-2601", 5)
    assert alice_at_work.ledger() == [("Received", "+40"), ("Received", "+5"), LEFT]
    assert stock.levels() == {"NX-2601": 45}


def test_the_expiry_date_of_a_lot(alice_at_work, stock, deliver):
    deliver("NX-2601", 40, "2026-12-31")
    deliver("NX-2601", 5, "2028-12-31")
    assert stock.levels() == {"NX-2601": 40}

    correct_label(alice_at_work, "NX-2601", expires_on="2028-12-31")
    deliver("NX-2601", 5, "2028-12-31")

    assert alice_at_work.ledger() == [("Received", "+40"), ("Received", "+5"), LEFT]
    assert stock.levels() == {"NX-2601": 45}


def test_an_extension_of_a_lot(alice_at_work, stock, deliver):
    deliver("A1", 40, "2026-12-31")

    extended = {"expires_on": "2027-12-31", "why": "extended", "extended_by": "FDA letter 26-117"}
    correct_label(alice_at_work, "A1", **extended)

    assert alice_at_work.said[0].startswith("Lot A1 expires on Dec 31, 2027.")
    assert alice_at_work.ledger() == [("Received", "+40"), LEFT]


def open_unrecorded(alice_at_work, stock, quantity):
    stock.open(("", None, quantity))
    assert alice_at_work.ledger() == [("Opening count", f"+{quantity}"), LEFT]


def test_a_lot_that_was_not_recorded(alice_at_work, stock):
    open_unrecorded(alice_at_work, stock, 20)

    correct_label(alice_at_work, "not recorded", number="A1", expires_on="2028-03-31")

    assert alice_at_work.ledger() == [("Opening count", "+20"), LEFT]
    assert stock.levels() == {"A1": 20}


def test_a_lot_that_was_not_recorded_and_turns_out_to_be_a_known_one(alice_at_work, stock, deliver):
    open_unrecorded(alice_at_work, stock, 20)
    deliver("A1", 4)

    correct_label(alice_at_work, "not recorded", number="A1", expires_on="2028-03-31")

    assert alice_at_work.ledger() == [
        ("Opening count", "+20"),
        ("Received", "+4"),
        ("Label corrected: lot not recorded is lot A1 (20)", "0"),
        LEFT,
    ]
    assert stock.levels() == {"A1": 24}
    alice_at_work.follow("Label corrected: lot not recorded is lot A1 (20)")
    assert "Lot corrected of Nov 21, 2026" in alice_at_work.page()
    assert "Moved to another location" not in alice_at_work.page()
    assert Lot.objects.count() == 2
