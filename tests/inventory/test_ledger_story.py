"""Whatever happens in whatever order, the ledger closes, A + B - C + D = E in every month, and a closed month stays.

Kits come, move, are lost and counted; they are left, on the day or on a sheet that comes late; what was entered is
taken back, put right, its lot's label corrected; and month after month is closed.
"""

import os
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agencies.models import ReportingPeriod
from agencies.periods import add_months, hold_calendar, month_of
from inventory import actions
from inventory.models import LedgerEntry, Shortfall, StockLevel, StockMovement, StockUse
from inventory.querysets import closing_by_item, flow, journal, kits_closing
from inventory.views.ledger_tables import lines_of_month
from tests import cast
from tests.inventory.conftest import GOOD_UNTIL, LATER

LOTS = {"A1": GOOD_UNTIL, "B2": LATER, "SOON": date(2026, 12, 10)}
FIRST, LAST, END = date(2026, 9, 1), date(2027, 2, 28), date(2027, 5, 1)
STORIES, STEPS = (150, 30) if os.environ.get("LBN_FULL") else (25, 40)
quantities = st.integers(1, 9)
FACTS = {
    "number": st.sampled_from(sorted(LOTS)),
    "quantity": quantities,
    "place": st.integers(0, 1),
    "back": st.sampled_from([0, 0, 3, 30]),
}
BY_MONTH = ("posted_month", "quantity")
LOGGED = ("leave", "leave_late", "give_back")
ENTERED = ("receive", "move", "write_off", "count")
CORRECTED = ("take_back", "take_back_count", "put_right", "relabel")
# All kinds come about in a long story, in one order or another: a stride has no factor in common with their number.
KINDS = (*ENTERED, "receive", *LOGGED, *CORRECTED, *CORRECTED)
STRIDES = (1, 3, 5, 7, 9, 11, 13, 15)


class Story(RuleBasedStateMachine):
    """Each story takes place in a transaction that is undone; `stock`, `locations` and `scope` are the test's."""

    stock, locations, scope = None, None, None
    done: Counter = Counter()

    def __init__(self):
        super().__init__()
        self.begun = transaction.savepoint()
        self.day = date(2026, 10, 3)
        self.gone = dict.fromkeys((0, 1), 0)
        self.left = Counter()
        self.closed = {}

    def teardown(self):
        try:
            self.every_month_adds_up()
        finally:
            transaction.savepoint_rollback(self.begun)

    def attempt(self, act, *args, back=0, **changes):
        """Do what may be refused; what is refused changes nothing, which the invariants see."""
        dates = {"on": self.day - timedelta(days=back)} if back is not None else {}
        try:
            return act(*args, **changes, **dates, today=self.day)
        except actions.StockRefused:
            return None

    @initialize(
        quantity=quantities, later=st.booleans(), turn=st.integers(0, len(KINDS) - 1), stride=st.sampled_from(STRIDES)
    )
    def open(self, quantity, later, turn, stride):
        self.turn, self.stride = turn, stride
        if not later:
            self.attempt(self.stock.open, ("", None, quantity))

    @rule(**FACTS)
    def something_happens(self, **facts):
        self.turn += self.stride
        self.happen(KINDS[self.turn % len(KINDS)], **facts)

    def happen(self, what, number, quantity, place, back):
        before, entries = [self.used(at) for at in (0, 1)], LedgerEntry.objects.count()
        getattr(self, what)(number, quantity, place, back)
        self.done[what] += what in LOGGED or (what != "relabel" and LedgerEntry.objects.count() > entries)
        for at in (0, 1):
            now = self.used(at)
            if not (what in LOGGED and at == place) and self.stands_at(at):
                assert now == before[at], "What is entered by hand changes nothing of what was left, in any month."
            self.gone[at] += sum(now.values()) - sum(before[at].values())

    @rule(quantity=quantities, closes=st.booleans())
    def time_passes(self, quantity, closes):
        self.day = min(self.day + timedelta(days=4 * quantity), LAST)
        month = add_months(max(self.closed, default=FIRST), 1)
        while closes and month < month_of(self.day):
            sealed_at = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
            ReportingPeriod.objects.create(scope=self.scope, starts_on=month, sealed_at=sealed_at)
            self.closed[month] = flow(self.stock.agency, month, month)
            self.done["months_close"] += 1
            month = add_months(month, 1)

    def receive(self, number, quantity, place, back):
        at = self.locations[place]
        self.attempt(self.stock.receive, number, quantity, expires_on=LOTS[number], location=at, back=back)

    def move(self, _number, quantity, place, back):
        between = {"source": self.locations[place], "target": self.locations[1 - place]}
        if some := self.some_there(quantity, place):
            self.attempt(self.stock.move, *some, **between, back=back)

    def write_off(self, _number, quantity, place, back):
        reason = actions.LOSSES[quantity % len(actions.LOSSES)]
        if some := self.some_there(quantity, place):
            self.attempt(self.stock.write_off, *some, reason, location=self.locations[place], back=back)

    def some_there(self, quantity, place):
        """A lot that lies there, and how many of it, one too many now and then."""
        there = sorted(self.stock.levels(self.locations[place]).items())
        if there:
            number, level = there[quantity % len(there)]
            return number, min(quantity, level + (quantity == 9))
        return None

    def count(self, number, quantity, place, back):
        at = self.locations[place]
        found = self.stock.levels(at) | {number: quantity}
        lines = [(number, LOTS.get(number), found[number]) for number in found]
        if self.attempt(self.stock.count, *lines, location=at, back=back):
            assert self.stock.levels(at) == found
            assert self.stock.short(at) == 0

    def leave(self, _number, quantity, place, _back):
        self.log(3 * quantity, place, self.day)

    def leave_late(self, _number, quantity, place, back):
        self.log(quantity, place, self.day - timedelta(days=4 + back))

    def log(self, quantity, place, day):
        want = actions.Want(self.stock.item.pk, day, self.month_for(day))
        actions.take(agency=self.stock.agency, location=self.locations[place], wanted={want: quantity})
        self.left[place, day] += quantity

    def month_for(self, day):
        return hold_calendar(self.stock.agency).post(day=day, today=self.day).month

    def give_back(self, _number, quantity, place, _back):
        days = sorted(day for at, day in +self.left if at == place)
        if days:
            day = days[quantity % len(days)]
            back = min(quantity, self.left[place, day])
            self.left[place, day] -= back
            where = {"agency": self.stock.agency, "location": self.locations[place], "item": self.stock.item}
            actions.give_back(**where, quantity=back, handed_out_on=day, posted_month=self.month_for(day))

    def take_back(self, _number, quantity, _place, _back):
        if entry := self.some_entry(quantity):
            self.attempt(actions.take_back_entry, entry=entry, by=None, back=None)

    def take_back_count(self, _number, quantity, _place, _back):
        if entry := self.some_entry(quantity, kind="counted"):
            self.attempt(actions.take_back_entry, entry=entry, by=None, back=None)

    def put_right(self, _number, quantity, _place, _back):
        entry = self.some_entry(quantity, kind__in=("received", "moved", "written_off"))
        if entry:
            movements = list(entry.own_movements().select_related("lot", "location").order_by("quantity"))
            how = {"entry": entry, "by": None, "on": entry.stated_on, "quantity": quantity, "back": None}
            self.attempt(actions.put_right, **how, **self.facts_of(entry, movements))

    def facts_of(self, entry, movements):
        lot, at = movements[0].lot, movements[0].location
        if entry.kind == "received":
            label = {"number": lot.number, "expires_on": lot.expires_on}
            return {"enter": actions.receive, "location": at, "item": self.stock.item, **label}
        if entry.kind == "moved":
            return {"enter": actions.move_stock, "lot": lot, "source": at, "target": movements[-1].location}
        return {"enter": actions.write_off, "lot": lot, "location": at, "reason": "damaged"}

    def some_entry(self, quantity, **kinds):
        """One of the last nine that stand."""
        entries = LedgerEntry.objects.standing().filter(agency=self.stock.agency, **kinds)[:9]
        return entries[quantity % len(entries)] if entries else None

    def relabel(self, number, quantity, _place, _back):
        lots = self.stock.agency.lots.exclude(number=number).order_by("number")
        if lots:
            label = {"number": number, "expires_on": LOTS[number]}
            self.done["relabel"] += bool(
                self.attempt(actions.correct_lot, lot=lots[quantity % len(lots)], **label, by=None, back=None)
            )

    def used(self, place):
        """What the log says was left there since stock is kept, by month."""
        gone: Counter = Counter()
        for model in (StockUse, Shortfall):
            for month, quantity in model.objects.filter(location=self.locations[place]).values_list(*BY_MONTH):
                gone[month] += quantity
        return {month: quantity for month, quantity in gone.items() if quantity}

    def stands_at(self, place):
        return StockMovement.objects.filter(location=self.locations[place], is_void=False).exists()

    @invariant()
    def the_ledger_closes(self):
        assert self.stock.closes()
        assert not StockLevel.objects.filter(quantity__lt=0).exists()
        assert min(self.stock.short(place) for place in self.locations) >= 0

    def every_month_adds_up(self):
        agency, month, left = self.stock.agency, FIRST, 0
        book = {page.month: page for page in journal(agency, self.stock.item)[:]}
        while month < END:
            seen = flow(agency, month, month)
            assert seen.opening + seen.received - seen.left + seen.other_change == seen.closing
            assert seen.closing == kits_closing(agency, month)
            assert closing_by_item(agency, month).get(self.stock.item.pk, 0) == seen.closing
            if month in book:
                assert (book[month].opening, book[month].closing) == (seen.opening, seen.closing)
                assert list(lines_of_month(book[month]))[-1].balance == seen.closing
            assert self.closed.get(month, seen) == seen, "A month that is closed stays as it was."
            left += seen.left
            month = add_months(month, 1)
        assert left == sum(self.gone.values())
        assert kits_closing(agency, END) == StockLevel.objects.aggregate(kits=Sum("quantity", default=0))["kits"]
        assert not Shortfall.objects.filter(posted_month__gte=END).exists()


@pytest.fixture
def monthly(agency, supplier):
    """The agency reports month by month."""
    scope = cast.scope(supplier, cadence="monthly")
    agency.scope_memberships.update(scope=scope)
    return scope


@pytest.mark.slow
def test_the_ledger_closes_whatever_happens(stock, station, monthly):
    given = {"stock": stock, "locations": [stock.location, station], "scope": monthly, "done": Counter()}
    story = type("Story", (Story,), given)

    run_state_machine_as_test(
        story,
        settings=settings(
            max_examples=STORIES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            phases=[Phase.generate],
        ),
    )

    assert (+story.done).keys() == {*LOGGED, *ENTERED, *CORRECTED, "months_close"}
