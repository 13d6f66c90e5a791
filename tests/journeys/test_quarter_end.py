"""The quarter closes itself: from the reminder's link to a sent report in three clicks, in a real browser."""

import json
import urllib.request
from uuid import uuid4

import pytest

from tests.distributions.station import KEY, PREPARED
from tests.journeys.people import PASSWORD, Somebody
from tests.servers.gunicorn import DIRECT

ALICE = "alice@example.org"
AFTER_THE_QUARTER = "2027-01-07T17:00:00+00:00"


@pytest.fixture
def alice(chromium, served):
    """Alice, whose agency left a kit in December and has not reported in January."""
    application = served(prepared=PREPARED, LBN_NOW=AFTER_THE_QUARTER)
    entry = {"uuid": str(uuid4()), "handed_out_on": "2026-12-30", "zip_code": "12207", "item": "naloxone-kit"}
    request = urllib.request.Request(
        f"{application.url}/terminal/entries/",
        data=json.dumps({"entries": [entry | {"items": 2, "people_trained": 1}]}).encode(),
        headers={"Content-Type": "application/json", "Cookie": f"lbn_terminal={KEY}", "Origin": application.url},
    )
    with DIRECT.open(request, timeout=60) as answer:
        assert len(json.load(answer)["stored"]) == 1
    application.manage("send_digests")
    somebody = Somebody(chromium, application)
    yield somebody
    somebody.context.close()


def test_from_the_reminder_to_the_sent_report_in_three_clicks_and_into_a_figure(alice):
    alice.go(alice.mailed_link(ALICE, "Your report"))  # the first: the link in the mail
    alice.page.locator("[name=login]").fill(ALICE)
    alice.page.locator("[name=password]").fill(PASSWORD)
    alice.press("Sign in")  # the second
    alice.reads("Report for October to December 2026")
    alice.reads("From the log, by the month in which it is reported.")

    alice.press("Send report")  # the third

    alice.reads("is sent. You can print it here.")
    alice.page.locator('[data-table="balance"] a').nth(2).focus()
    alice.page.keyboard.press("Enter")
    alice.reads("12207 Albany")
    assert "Inside the agency only" in alice.text()
    assert alice.page.locator("main tfoot td.number").inner_text() == "2"
