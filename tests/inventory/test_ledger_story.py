"""Whatever happens in whatever order, the ledger closes and A + B - C + D = E in every month."""

from datetime import date, timedelta

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


class Story(RuleBasedStateMachine):
    """Each story takes place in a transaction that is undone; `stock` and `locations` are the test's."""

    stock, locations = None, None

    def __init__(self):
        super().__init__()
        self.begun = transaction.savepoint()
        self.day = date(2026, 10, 3)
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
            agency=self.stock.agency,
            location=self.stock.location,
            lines=[actions.OpeningLine(self.stock.item, "", None, quantity)],
            on=self.day,
            today=self.day,
            by=None,
        )

    @rule(days=st.integers(1, 20))
    def time_passes(self, days):
        self.day = min(self.day + timedelta(days=days), date(2026, 12, 31))

    @rule(number=numbers, quantity=quantities, place=places)
    def receive(self, number, quantity, place):
        self.attempt(self.stock.receive, number, quantity, expires_on=LOTS[number], location=self.locations[place])

    @rule(number=numbers, quantity=quantities, place=places)
    def move(self, number, quantity, place):
        if number in self.known():
            target = self.locations[1 - place]
            self.attempt(self.stock.move, number, quantity, source=self.locations[place], target=target)

    @rule(number=numbers, quantity=quantities, place=places, reason=st.sampled_from(actions.LOSSES))
    def write_off(self, number, quantity, place, reason):
        if number in self.known():
            self.attempt(self.stock.write_off, number, quantity, reason, location=self.locations[place])

    @rule(found=st.dictionaries(numbers, st.integers(0, 9), min_size=1), place=places)
    def count(self, found, place):
        there = self.stock.levels(self.locations[place])
        lots = {number: (LOTS.get(number), there[number]) for number in there}
        lots |= {number: (LOTS[number], quantity) for number, quantity in found.items()}
        lines = [(number, *facts) for number, facts in lots.items()]
        if self.attempt(self.stock.count, *lines, location=self.locations[place]):
            assert self.stock.levels(self.locations[place]) == {n: q for n, (_, q) in lots.items() if q}
            assert self.stock.short(self.locations[place]) == 0

    @rule(quantity=st.integers(1, 25), place=places)
    def leave(self, quantity, place):
        before = self.used(place)
        self.take(quantity, place)
        self.logged += self.used(place) - before
        self.left[place] += self.used(place) - before

    def take(self, quantity, place):
        want = actions.Want(self.stock.item.pk, self.day, self.day.replace(day=1))
        actions.take(agency=self.stock.agency, location=self.locations[place], wanted={want: quantity})

    @rule(quantity=quantities, place=places)
    def give_back(self, quantity, place):
        quantity = min(quantity, self.left[place])
        if quantity:
            self.left[place] -= quantity
            self.logged -= quantity
            actions.give_back(
                agency=self.stock.agency,
                location=self.locations[place],
                item=self.stock.item,
                quantity=quantity,
                handed_out_on=self.day,
                posted_month=self.day.replace(day=1),
            )

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
        assert left == self.logged


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
