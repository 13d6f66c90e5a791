"""Whatever happens in whatever order, the ledger closes and A + B - C + D = E in every month."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agencies.periods import add_months
from inventory import actions
from inventory.models import StockUse
from inventory.querysets import flow, kits_closing
from tests.inventory.conftest import GOOD_UNTIL, LATER

LOTS = {"A1": GOOD_UNTIL, "B2": LATER, "SOON": date(2026, 12, 10)}
FIRST, LAST = date(2026, 9, 1), date(2027, 1, 1)
quantities = st.integers(1, 9)
ACTS = ["time_passes", "receive", "receive", "move", "write_off", "count", "count", "leave", "leave", "give_back"]


class Story(RuleBasedStateMachine):
    """Each story takes place in a transaction that is undone; `stock` and `locations` are the test's."""

    stock, locations = None, None

    def __init__(self):
        super().__init__()
        self.begun = transaction.savepoint()
        self.day = date(2026, 10, 3)
        self.left = dict.fromkeys((0, 1), 0)

    def teardown(self):
        self.every_month_adds_up()
        transaction.savepoint_rollback(self.begun)

    def attempt(self, act, *args, **changes):
        """Do what may be refused; what is refused changes nothing, which the invariants see."""
        try:
            return act(*args, **changes, on=self.day, today=self.day)
        except actions.StockRefused:
            return None

    @initialize(quantity=quantities, later=st.booleans())
    def open(self, quantity, later):
        if not later:
            self.attempt(self.stock.open, ("", None, quantity))

    @rule(
        what=st.sampled_from(ACTS), number=st.sampled_from(sorted(LOTS)), quantity=quantities, place=st.integers(0, 1)
    )
    def something_happens(self, what, number, quantity, place):
        getattr(self, what)(number, quantity, place)

    def time_passes(self, _number, quantity, _place):
        self.day = min(self.day + timedelta(days=2 * quantity), date(2026, 12, 31))

    def receive(self, number, quantity, place):
        at = self.locations[place]
        self.attempt(self.stock.receive, number, quantity, expires_on=LOTS[number], location=at)

    def move(self, number, quantity, place):
        if number in self.known():
            between = {"source": self.locations[place], "target": self.locations[1 - place]}
            self.attempt(self.stock.move, number, quantity, **between)

    def write_off(self, number, quantity, place):
        if number in self.known():
            reason = actions.LOSSES[quantity % len(actions.LOSSES)]
            self.attempt(self.stock.write_off, number, quantity, reason, location=self.locations[place])

    def count(self, number, quantity, place):
        at = self.locations[place]
        found = self.stock.levels(at) | {number: quantity}
        lines = [(number, LOTS.get(number), found[number]) for number in found]
        if self.attempt(self.stock.count, *lines, location=at):
            assert self.stock.levels(at) == found
            assert self.stock.short(at) == 0

    def leave(self, _number, quantity, place):
        before = self.used(place)
        self.stock.leave(3 * quantity, on=self.day, location=self.locations[place])
        self.left[place] += self.used(place) - before

    def give_back(self, _number, quantity, place):
        back = min(quantity, self.left[place])
        if back:
            self.left[place] -= back
            self.stock.bring_back(back, on=self.day, location=self.locations[place])

    def used(self, place):
        use = StockUse.objects.filter(location=self.locations[place])
        return sum(use.values_list("quantity", flat=True)) + self.stock.short(self.locations[place])

    def known(self):
        return set(self.stock.agency.lots.values_list("number", flat=True))

    @invariant()
    def the_ledger_closes(self):
        assert self.stock.closes()
        assert min(self.stock.short(place) for place in self.locations) >= 0

    def every_month_adds_up(self):
        month, left = FIRST, 0
        while month < LAST:
            seen = flow(self.stock.agency, month, month)
            assert seen.opening + seen.received - seen.left + seen.other_change == seen.closing
            assert seen.closing == kits_closing(self.stock.agency, month)
            left += seen.left
            month = add_months(month, 1)
        assert left == sum(self.left.values())


@pytest.mark.slow
def test_the_ledger_closes_whatever_happens(stock, station):
    run_state_machine_as_test(
        type("Story", (Story,), {"stock": stock, "locations": [stock.location, station]}),
        settings=settings(
            max_examples=20,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            phases=[Phase.generate],
        ),
    )
