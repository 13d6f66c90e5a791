"""Logs racing the seal against real servers: every press is in the published report or in the next period."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from tests.distributions.station import PREPARED, leave_one

WRITERS = 6
NOON_OF_THE_SEAL_DAY = "2027-01-20T17:00:00+00:00"
LOOK = """
import json
from django.db.models import Sum
from distributions.models import DailyCount
from lbn.reporting.models import Issue
totals = [issue.read().report.total for issue in Issue.objects.exclude(scope=None)]
counts = {str(month): times for month, times in
    DailyCount.objects.filter(item__kind="naloxone_kit").order_by().values_list("posted_month").annotate(Sum("handouts"))}
print(json.dumps({"issues": len(totals), "published": sum(one.handouts for one in totals), "counts": counts}))
"""


def look(served):
    """What the server's database says."""
    said = served.manage("shell", "--verbosity", "0", "--command", LOOK).stdout
    return json.loads(said.strip().splitlines()[-1])


def test_no_press_is_lost_or_double_when_the_period_is_sealed_meanwhile(served):
    application = served(prepared=PREPARED, LBN_NOW=NOON_OF_THE_SEAL_DAY, LBN_TERMINAL_LIMIT="100000")
    stop, stored = threading.Event(), []

    def write():
        while not stop.is_set():
            stored.append(leave_one(application, day="2026-12-30"))

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write) for _ in range(WRITERS)]
        try:
            while len(stored) < 2 * WRITERS and not any(writer.done() for writer in writers):
                stop.wait(0.01)
            application.manage("seal_reports")
            stop.wait(1)
        finally:
            stop.set()
        for writer in writers:
            writer.result()

    found = look(application)
    sealed, after = found["counts"].get("2026-12-01", 0), found["counts"].get("2027-01-01", 0)
    assert found["published"] == sealed
    assert sealed + after == len(stored) == len(set(stored))
    assert min(sealed, after) > 0
