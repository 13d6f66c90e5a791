"""Officers, a coordinator and somebody who counts, all at the last kits of one shelf, against real servers."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from tests.distributions.station import PREPARED, counts, leave_one

OFFICERS = 3
DAYS = ("2026-11-20", "2026-11-21")
ROUNDS = 200 if os.environ.get("LBN_FULL") else 40
BEGIN = """
from datetime import date
from random import Random
from agencies.models import Agency, Terminal, User
from inventory import actions
from inventory.models import Item, LedgerEntry, StockLevel
agency = Agency.objects.get(name__startswith="Albany")
location = Terminal.objects.get(agency=agency).location
kit = Item.objects.get(slug="naloxone-kit")
alice = User.objects.get(email__startswith="alice")
day = date(2026, 11, 21)
who = {"agency": agency, "today": day, "by": alice}
good = date(2028, 1, 31)
dice = Random(7)
"""
# A few kits come and are taken back or put right again, so that the shelf is empty now and then.
COORDINATE = f"""{BEGIN}
what = {{"location": location, "item": kit, "number": "A1", "expires_on": good, "on": day}}
for _ in range({ROUNDS}):
    actions.receive(quantity=dice.randint(1, 9), **what, **who)
    entry = LedgerEntry.objects.standing().filter(agency=agency, kind="received").first()
    try:
        if dice.random() < 0.5:
            actions.take_back_entry(entry=entry, today=day, by=alice)
        else:
            actions.put_right(entry=entry, enter=actions.receive, quantity=2, today=day, by=alice, **what)
    except actions.StockRefused as refused:
        print("refused", type(refused).__name__)
"""
COUNT = f"""{BEGIN}
done = 0
for _ in range({ROUNDS}):
    levels = {{level.lot: level.quantity for level in StockLevel.objects.filter(location=location, lot__item=kit)}}
    found = [actions.CountedLot(lot.number, lot.expires_on, max(0, there + dice.randint(-1, 1)))
             for lot, there in levels.items()]
    try:
        actions.count_stock(location=location, item=kit, counted=found, on=day, **who)
        done += 1
        last = LedgerEntry.objects.standing().filter(agency=agency, kind="counted").first()
        if dice.random() < 0.3:
            actions.take_back_entry(entry=last, today=day, by=alice)
    except actions.StockRefused as refused:
        print("refused", type(refused).__name__)
print("counted", done)
"""


def test_the_ledger_closes_and_no_kit_is_lost_whoever_is_at_the_last_ones(served):
    application = served(prepared=PREPARED, LBN_TERMINAL_LIMIT="100000")
    stop, pressed = threading.Event(), []

    def leave():
        while not stop.is_set():
            pressed.append(leave_one(application, day=DAYS[len(pressed) % 2]))
            stop.wait(0.02)

    with ThreadPoolExecutor(OFFICERS + 2) as pool:
        officers = [pool.submit(leave) for _ in range(OFFICERS)]
        try:
            said = [
                pool.submit(application.manage, "shell", "--verbosity", "0", "--command", script)
                for script in (COORDINATE, COUNT)
            ]
            _coordinated, counted = [one.result() for one in said]
        finally:
            stop.set()
        for officer in officers:
            officer.result()

    assert sum(items for *_key, _times, items, _trained in counts(application)) == len(pressed)
    assert int(counted.stdout.split("counted ")[1]) > ROUNDS / 4
    assert "ledger closes" in application.manage("check_ledger").stdout
