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
numbers = st.sampled_from(sorted(LOTS))
quantities = st.integers(1, 9)
places = st.integers(0, 1)


@pytest.fixture
def story(stock, station):
    """A state machine on this test's database; each story takes place in a transaction that is undone."""

    class Story(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.begun = transaction.savepoint()
            self.stock, self.places, self.day = stock, [stock.location, station], date(2026, 10, 3)
            self.left = dict.fromkeys((0, 1), 0)
            self.logged = 0

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
                self.attempt_open(quantity)

        def attempt_open(self, quantity):
            actions.opening_count(
                agency=stock.agency,
                location=stock.location,
                lines=[actions.OpeningLine(stock.item, "", None, quantity)],
                on=self.day,
                today=self.day,
                by=None,
            )

        @rule(days=st.integers(1, 20))
        def time_passes(self, days):
            self.day = min(self.day + timedelta(days=days), date(2026, 12, 31))

        @rule(number=numbers, quantity=quantities, place=places)
        def receive(self, number, quantity, place):
            self.attempt(stock.receive, number, quantity, expires_on=LOTS[number], location=self.places[place])

        @rule(number=numbers, quantity=quantities, place=places)
        def move(self, number, quantity, place):
            if number in self.known():
                target = self.places[1 - place]
                self.attempt(stock.move, number, quantity, source=self.places[place], target=target)

        @rule(number=numbers, quantity=quantities, place=places, reason=st.sampled_from(actions.LOSSES))
        def write_off(self, number, quantity, place, reason):
            if number in self.known():
                self.attempt(stock.write_off, number, quantity, reason, location=self.places[place])

        @rule(found=st.dictionaries(numbers, st.integers(0, 9), min_size=1), place=places)
        def count(self, found, place):
            there = stock.levels(self.places[place])
            lots = {number: (LOTS.get(number), there[number]) for number in there}
            lots |= {number: (LOTS[number], quantity) for number, quantity in found.items()}
            lines = [(number, *facts) for number, facts in lots.items()]
            if self.attempt(stock.count, *lines, location=self.places[place]):
                assert stock.levels(self.places[place]) == {n: q for n, (_, q) in lots.items() if q}
                assert stock.short(self.places[place]) == 0

        @rule(quantity=st.integers(1, 25), place=places)
        def leave(self, quantity, place):
            before = self.used(place)
            self.take(quantity, place)
            self.logged += self.used(place) - before
            self.left[place] += self.used(place) - before

        def take(self, quantity, place):
            want = actions.Want(stock.item.pk, self.day, self.day.replace(day=1))
            actions.take(agency=stock.agency, location=self.places[place], wanted={want: quantity})

        @rule(quantity=quantities, place=places)
        def give_back(self, quantity, place):
            quantity = min(quantity, self.left[place])
            if quantity:
                self.left[place] -= quantity
                self.logged -= quantity
                actions.give_back(
                    agency=stock.agency,
                    location=self.places[place],
                    item=stock.item,
                    quantity=quantity,
                    handed_out_on=self.day,
                    posted_month=self.day.replace(day=1),
                )

        def used(self, place):
            use = StockUse.objects.filter(location=self.places[place])
            return sum(use.values_list("quantity", flat=True)) + stock.short(self.places[place])

        def known(self):
            return set(stock.agency.lots.values_list("number", flat=True))

        @invariant()
        def the_ledger_closes(self):
            assert stock.closes()
            assert min(stock.short(place) for place in self.places) >= 0

        def every_month_adds_up(self):
            month, left = FIRST, 0
            while month < LAST:
                seen = flow(stock.agency, month, month)
                assert seen.opening + seen.received - seen.left + seen.other_change == seen.closing
                assert seen.closing == kits_closing(stock.agency, month)
                left += seen.left
                month = add_months(month, 1)
            assert left == self.logged

    return Story


def test_the_ledger_closes_whatever_happens(story):
    run_state_machine_as_test(
        story,
        settings=settings(
            max_examples=20,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            phases=[Phase.generate],
        ),
    )
