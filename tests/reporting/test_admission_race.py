"""Logs racing admission and the seal against real servers: every press is counted once, in one scope."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from tests.distributions.station import PREPARED, leave_one
from tests.reporting.test_seal_race import NOON_OF_THE_SEAL_DAY

WRITERS = 4
TURN = """
from datetime import date
from agencies.models import Agency
from lbn.reporting.returns.actions.admission import admit, take_back_admission
from tests import cast
agency, day = Agency.objects.get(name__startswith="Albany"), date(2027, 1, 20)
olga = cast.user("Olga", role="operator", program=agency.program)
for _ in range(8):
    agency = take_back_admission(agency=agency, by=olga, today=day)
    agency = admit(agency=agency, how="office", by=olga, today=day)
"""
LOOK = """
import json
from django.db.models import Sum
from agencies.models import Agency, ReportingPeriod
from distributions.models import DailyCount
from lbn.reporting.models import Issue
kits = DailyCount.objects.filter(item__kind="naloxone_kit").order_by()
rows = kits.values_list("scope_id", "posted_month").annotate(Sum("handouts"))
sealed = {(one.scope_id, one.starts_on) for one in ReportingPeriod.objects.exclude(sealed_at=None)}
issues = Issue.objects.exclude(scope=None)
print(json.dumps({
    "all": sum(times for _, _, times in rows),
    "in sealed": sum(times for scope, month, times in rows if (scope, month.replace(month=10)) in sealed),
    "published": sum(one.read().report.total.handouts for one in issues),
    "scopes": sorted(set(kits.values_list("scope__supplier__kind", flat=True))),
    "status": sorted(set(Agency.objects.filter(pk__in=kits.values("agency")).values_list("status", flat=True))),
}))
"""


def look(served):
    said = served.manage("shell", "--verbosity", "0", "--command", LOOK).stdout
    return json.loads(said.strip().splitlines()[-1])


def race(application, *, seals):
    """Let writers press while the agency is let in and taken back again and again; return what was stored."""
    stop, stored = threading.Event(), []

    def write():
        while not stop.is_set():
            stored.append(leave_one(application, day="2026-12-30"))

    with ThreadPoolExecutor(WRITERS + 2) as pool:
        writers = [pool.submit(write) for _ in range(WRITERS)]
        turns = pool.submit(application.manage, "shell", "--verbosity", "0", "--command", TURN)
        sealing = pool.submit(application.manage, "seal_reports") if seals else turns
        try:
            turns.result(), sealing.result()
        finally:
            stop.set()
        for writer in writers:
            writer.result()
    return stored


def test_no_press_is_lost_or_between_two_scopes_while_the_agency_is_let_in_and_taken_back(served):
    application = served(prepared=PREPARED, LBN_NOW=NOON_OF_THE_SEAL_DAY, LBN_TERMINAL_LIMIT="100000")

    stored = race(application, seals=False)

    found = look(application)
    assert found["all"] == len(stored) == len(set(stored))
    assert (found["scopes"], found["status"], found["published"]) == (["none"], ["admitted"], 0)


def test_what_is_published_is_what_was_in_the_scope_whenever_the_seal_came(served):
    application = served(prepared=PREPARED, LBN_NOW=NOON_OF_THE_SEAL_DAY, LBN_TERMINAL_LIMIT="100000")

    stored = race(application, seals=True)

    found = look(application)
    assert found["all"] == len(stored) == len(set(stored))
    assert found["published"] <= found["in sealed"] <= found["all"]
    after = application.manage("seal_reports").stdout
    assert "Nothing to seal" in after or "Reports published" in after
    assert look(application)["all"] == len(stored)
