"""Movements from before there were entries: each gets one, as far as can be told, and the ledger still closes."""

import json
import os

from tests.bench.imports import prepare
from tests.servers.gunicorn import manage

LIVE = """
from datetime import date
from agencies.models import Agency, Location
from inventory.actions import CountedLot, OpeningLine, count_stock, move_stock, opening_count, receive, write_off
from inventory.models import Item, Lot
agency = Agency.objects.get(name__startswith="Albany")
kit = Item.objects.get(slug="naloxone-kit")
first, good = agency.main_location, date(2028, 1, 31)
second = Location.objects.create(agency=agency, name="Station 9", kind="station")
day = {"on": date(2026, 11, 20), "today": date(2026, 11, 21), "by": None, "agency": agency}
opening_count(location=second, lines=[OpeningLine(kit, "Q1", good, 5), OpeningLine(kit, "Q2", good, 7)], **day)
receive(location=second, item=kit, number="Q3", expires_on=good, quantity=9, **day)
lot = Lot.objects.get(agency=agency, number="Q1")
for _ in range(2):
    move_stock(lot=lot, source=second, target=first, quantity=2, **day)
write_off(location=second, lot=Lot.objects.get(agency=agency, number="Q2"), quantity=1, reason="damaged", **day)
counted = [CountedLot(number, good, kits) for number, kits in (("Q1", 1), ("Q2", 4), ("Q3", 8))]
count_stock(location=second, item=kit, counted=counted, **day)
"""
LOOK = """
import json
from django.db.models import Count
from inventory.models import LedgerEntry, StockLevel
entries = LedgerEntry.objects.filter(agency__name__startswith="Albany").order_by("kind", "number")
of_station = entries.filter(movements__location__name="Station 9").annotate(parts=Count("movements"))
print(json.dumps({
    "entries": [[kind, parts] for kind, parts in of_station.values_list("kind", "parts")],
    "numbers": sorted(entries.values_list("number", flat=True)),
    "counted": StockLevel.objects.filter(location__name="Station 9", counted_on="2026-11-20").count(),
}))
"""


def test_every_movement_gets_its_entry(databases):
    address = databases.new()
    prepare(address)
    environment = os.environ | {"DATABASE_URL": address}
    manage(environment, "shell", "-v", "0", "-c", LIVE)

    manage(environment, "migrate", "inventory", "0002")
    manage(environment, "migrate")

    found = json.loads(manage(environment, "shell", "-v", "0", "-c", LOOK).stdout.strip().splitlines()[-1])
    assert sorted(found["entries"]) == [
        ["counted", 2],
        ["moved", 1],
        ["moved", 1],
        ["opening", 2],
        ["received", 1],
        ["written_off", 1],
    ]
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1))
    assert found["counted"] == 3
    assert "ledger closes" in manage(environment, "check_ledger").stdout
    databases.drop(address)
