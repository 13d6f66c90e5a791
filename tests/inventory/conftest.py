"""Stock to begin with, and short ways to ask what is there."""

import re
from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Location, ReportingPeriod
from inventory import actions
from inventory.models import Lot, StockLevel
from inventory.querysets import drifts

GOOD_UNTIL = date(2028, 3, 31)
LATER = date(2029, 6, 30)


@pytest.fixture
def storeroom(agency):
    return agency.main_location


@pytest.fixture
def station(agency):
    return Location.objects.create(agency=agency, name="Station 1", kind="station")


@pytest.fixture
def car(agency, station):
    return Location.objects.create(agency=agency, name="Car 12", kind="vehicle", parent=station, par=4)


class Stock:
    """One agency's stock of one item, its storeroom and the day, filled in where a test does not care."""

    def __init__(self, agency, location, item, by, today):
        self.given = {"agency": agency, "today": today, "by": by}
        self.agency, self.location, self.item, self.today = agency, location, item, today

    def open(self, *lines, location=None, on=None, **changes):
        """Lines are (number, expires_on, quantity)."""
        return actions.opening_count(
            location=location or self.location,
            lines=[actions.OpeningLine(self.item, *line) for line in lines],
            on=on or self.today,
            **self.given | changes,
        )

    def receive(self, number, quantity, **changes):
        facts = {
            "location": self.location,
            "item": self.item,
            "number": number,
            "expires_on": GOOD_UNTIL,
            "quantity": quantity,
            "on": self.today,
        }
        return actions.receive(**facts | self.given | changes)

    def count(self, *lots, location=None, on=None, **changes):
        """Lots are (number, expires_on, quantity)."""
        return actions.count_stock(
            location=location or self.location,
            item=self.item,
            counted=[actions.CountedLot(*lot) for lot in lots],
            on=on or self.today,
            **self.given | changes,
        )

    def move(self, number, quantity, **changes):
        facts = {"lot": self.lot(number), "source": self.location, "quantity": quantity, "on": self.today}
        return actions.move_stock(**facts | self.given | changes)

    def write_off(self, number, quantity, reason="damaged", **changes):
        facts = {
            "lot": self.lot(number),
            "location": self.location,
            "quantity": quantity,
            "reason": reason,
            "on": self.today,
        }
        return actions.write_off(**facts | self.given | changes)

    def leave(self, quantity, *, on=None, location=None):
        """What the log does when kits are left."""
        on = on or self.today
        want = actions.Want(self.item.pk, on, on.replace(day=1))
        actions.take(agency=self.agency, location=location or self.location, wanted={want: quantity})

    def bring_back(self, quantity, *, on=None, location=None):
        on = on or self.today
        actions.give_back(
            agency=self.agency,
            location=location or self.location,
            item=self.item,
            quantity=quantity,
            handed_out_on=on,
            posted_month=on.replace(day=1),
        )

    def lot(self, number):
        return Lot.objects.get(agency=self.agency, item=self.item, number=number)

    def levels(self, location=None):
        """{lot number: quantity} at a location, lots with nothing left out."""
        rows = StockLevel.objects.filter(
            agency=self.agency, location=location or self.location, lot__item=self.item, quantity__gt=0
        )
        return dict(rows.values_list("lot__number", "quantity"))

    def short(self, location=None):
        return actions.open_shortfall(agency=self.agency, location=location or self.location, item=self.item)

    def closes(self):
        return drifts() == []


@pytest.fixture
def close_quarter(agency):
    """Seal the last quarter of 2026."""

    def close_quarter():
        scope = agency.scope_memberships.get().scope
        ReportingPeriod.objects.create(scope=scope, starts_on=date(2026, 10, 1), sealed_at="2027-01-20T05:00Z")

    return close_quarter


@pytest.fixture
def stock(agency, storeroom, kit, alice, today):
    return Stock(agency, storeroom, kit, alice, today)


@pytest.fixture
def at(client, agency, alice):
    """Ask or answer a page of the agency's stock as Alice: `at("receive", {...})` posts."""
    client.force_login(alice)

    def page(name, data=None, *, query="", args=(), who=None):
        if who:
            client.force_login(who)
        address = reverse(f"inventory:{name}", args=[agency.slug, *args]) + query
        return client.get(address) if data is None else client.post(address, data)

    return page


def words(response):
    """The page's text, without tags and in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def told(response):
    """The messages waiting for the next page."""
    return [str(message) for message in response.wsgi_request._messages]
