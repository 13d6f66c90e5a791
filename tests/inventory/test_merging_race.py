"""Officers log at a terminal while its location is merged into another one, again and again, against real servers."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from tests.distributions.station import PREPARED, counts, leave_one

OFFICERS = 3
ROUNDS = 100 if os.environ.get("LBN_FULL") else 25
MERGE = f"""
from datetime import date
from agencies.models import Agency, Location, Terminal, User
from inventory import actions
from inventory.models import Item
agency = Agency.objects.get(name__startswith="Albany")
alice = User.objects.get(email__startswith="alice")
day = date(2026, 11, 21)
who = {{"today": day, "by": alice}}
what = {{"item": Item.objects.get(slug="naloxone-kit"), "number": "A1", "expires_on": date(2028, 1, 31)}}
for number in range({ROUNDS}):
    old = Terminal.objects.get(agency=agency).location
    new = Location.objects.create(agency=agency, name=f"Front desk {{number}}", kind="station")
    actions.receive(agency=agency, location=new, quantity=3, on=day, **what, **who)
    actions.merge_location(location=old, into=new, **who)
"""
LEFT_BEHIND = """
from inventory.models import Shortfall, StockLevel, StockMovement, StockUse
kits = {"lot__item__slug": "naloxone-kit"}
for model in (StockLevel, StockMovement, StockUse):
    print(model.objects.filter(**kits).values("location").distinct().count())
print(sum(StockLevel.objects.filter(**kits).values_list("quantity", flat=True)))
print(sum(Shortfall.objects.values_list("quantity", flat=True)))
"""


def test_every_kit_comes_out_of_the_stock_of_the_one_that_remains(served):
    application = served(prepared=PREPARED, LBN_TERMINAL_LIMIT="100000")
    stop, pressed = threading.Event(), []

    def leave():
        while not stop.is_set():
            pressed.append(leave_one(application, day="2026-11-21"))
            stop.wait(0.02)

    with ThreadPoolExecutor(OFFICERS + 1) as pool:
        officers = [pool.submit(leave) for _ in range(OFFICERS)]
        try:
            pool.submit(application.manage, "shell", "--verbosity", "0", "--command", MERGE).result()
        finally:
            stop.set()
        for officer in officers:
            officer.result()

    asked = application.manage("shell", "--verbosity", "0", "--command", LEFT_BEHIND)
    *places, on_hand, short = map(int, asked.stdout.split())
    assert sum(items for *_key, _times, items, _trained in counts(application)) == len(pressed)
    assert places == [1, 1, 1]
    assert on_hand - short == 40 + 3 * ROUNDS - len(pressed)
    assert "ledger closes" in application.manage("check_ledger").stdout
