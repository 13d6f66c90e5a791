"""A list page asks the database as often with a hundred rows as with one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Location, Terminal
from distributions.models import DailyCount
from inventory.models import Item, Lot, StockLevel, StockMovement
from training.models import Person

PAGES = [
    "distributions:months",
    "distributions:places",
    "distributions:export",
    "inventory:stock",
    "inventory:ledger",
    "training:matrix",
    "agencies:locations",
    "agencies:terminals",
    "reports:list",
]
DAY = date(2026, 11, 1)


def add(agency, numbers):
    """Give the agency one more of everything for each number."""
    kit, where = Item.objects.get(slug=Item.STANDARD_KIT), agency.main_location
    held = {"agency": agency, "location": where}
    for number in numbers:
        lot = Lot.objects.create(agency=agency, item=kit, number=f"A{number}", expires_on=date(2028, 1, 31))
        StockMovement.objects.create(**held, lot=lot, quantity=1, reason="received", on=DAY, stated_on=DAY)
        StockLevel.objects.create(**held, lot=lot, quantity=1)
        Person.objects.create(agency=agency, last_name=f"Family{number}", first_name="Given")
        Location.objects.create(agency=agency, name=f"Station {number}", kind="station")
        Terminal.objects.create(agency=agency, location=where, label=f"Desk {number}")
        DailyCount.objects.create(
            agency=agency,
            scope=agency.scope_memberships.get().scope,
            handed_out_on=DAY - timedelta(days=number),
            precision="day",
            posted_month=DAY,
            jurisdiction=agency.jurisdiction,
            zip_code="12207",
            item=kit,
            handouts=1,
            items=1,
            people_trained=1,
        )


def cost(client, agency):
    """How many statements each page takes."""
    costs = {}
    for name in PAGES:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name, args=[agency.slug])).status_code == 200
        costs[name] = len(asked)
    return costs


@pytest.mark.django_db
def test_a_hundred_rows_cost_what_one_does(client, agency, alice):
    client.force_login(alice)
    add(agency, range(1))
    cost(client, agency)
    one = cost(client, agency)

    add(agency, range(1, 100))

    assert cost(client, agency) == one
