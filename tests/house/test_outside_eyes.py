"""Whatever an agency logs, moves, tells or settles in an open period, nobody outside it sees a page change."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from agencies.access import TERMINAL_COOKIE
from agencies.models import Agency, User
from distributions.models import DailyCount, MonthlyTally, UsualDay
from inventory.models import LowStockNotice
from tests.distributions import station
from tests.house import tenants
from tests.house.access_table import DEPARTMENT, OFFICE, SUPPLIER, TABLE
from tests.house.test_access import ADDRESSES

OUTSIDE = {SUPPLIER: "supplier", DEPARTMENT: "department", OFFICE: "program"}
DRAWN_EACH_TIME = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def own(db):
    """What addresses name of a full town, with a terminal at Albany's front desk."""
    named, _theirs = tenants.town()
    station.desk_of(Agency.objects.get(slug=named["agency"]["slug"]))
    return named


def signed_in(who):
    browser = Client()
    browser.force_login(User.objects.get(email=f"{who}@example.org"))
    return browser


def seen_outside(own):
    """Every page that suppliers, health departments and the program office read: {(who, address): what it says}."""
    seen = {}
    for people, of in OUTSIDE.items():
        (who,) = people
        browser = signed_in(who)
        named = [name for name, may in TABLE.items() if may == people]
        pages = [reverse(name, kwargs={key: own[of][key] for key in ADDRESSES[name].names}) for name in named]
        for page in [reverse("home"), *pages]:
            answer = browser.get(page)
            if answer.status_code == 200:
                seen[who, page] = DRAWN_EACH_TIME.sub(b"", answer.getvalue())
    return seen


def one_day(own):
    """A day's work at Albany: at the terminal, and at its coordinator's desk. Returns what each was answered."""
    desk, alice = Client(), signed_in("alice")
    desk.cookies[TERMINAL_COOKIE] = station.KEY
    entry = {"uuid": str(uuid4()), "handed_out_on": "2026-11-21", "zip_code": "12207", "item": "naloxone-kit"}
    sent = {"entries": [entry | {"items": 60, "people_trained": 1}]}
    slug = own["agency"]["slug"]

    def at_desk(page, **said):
        return alice.post(reverse(f"distributions:{page}", args=[slug]), said).status_code

    event = {"day": "2026-11-20", "place": "12047", "items": 40, "handouts": 30, "item": "naloxone-kit"}
    event["location"] = own["agency"]["location"]
    low = reverse("inventory:settle_low", args=[slug, own["agency"]["notice"]])
    return [
        desk.post(reverse("terminal:entries"), sent, content_type="application/json").json()["refused"],
        desk.post(reverse("terminal:low"), {"left": 1}, content_type="application/json").status_code,
        at_desk("event", **event, uuid=uuid4()),
        at_desk("tallies", **{"months-2026-11-declined": 4}),
        at_desk("usual_day", day="2026-11-21", kits=60),
        alice.post(reverse("distributions:move", args=[slug, own["agency"]["count_id"]]), moved()).status_code,
        alice.post(low).status_code,
    ]


def moved():
    """All of the one kit of the town, put to the day before."""
    figures = {"handouts": 1, "items": 1, "people_trained": 1, "seen": "1-1-1"}
    return figures | {"handed_out_on": "2026-11-19", "place": "Albany"}


def test_no_page_of_anybody_outside_changes_when_kits_are_left_moved_told_or_settled(own):
    before = seen_outside(own)

    answers = one_day(own)

    assert answers == [[], 200, 302, 302, 302, 302, 302]
    assert (DailyCount.objects.filter(items__gt=1).count(), MonthlyTally.objects.count()) == (2, 1)
    assert (UsualDay.objects.count(), LowStockNotice.objects.filter(settled_on=None).count()) == (1, 2)
    assert len(before) > len(OUTSIDE) * 2
    assert seen_outside(own) == before
