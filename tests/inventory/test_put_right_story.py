"""Taking a thing back and entering it right equals having entered it right, whatever happens in between.

Two agencies live the same story. One of them enters something wrong in the middle of it and puts it right at the end;
the other one has entered it right at once. Then both have the same, item by item and location by location; and lot by
lot too where no kits were left in between, for the log takes what is there. Where the quarter is closed before it is
put right, the sums of all that came and went are the same.
"""

import os
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from agencies.models import Location, ReportingPeriod
from inventory import actions
from inventory.models import LedgerEntry, Shortfall, StockLevel
from inventory.querysets import drifts, flow
from tests.inventory.conftest import GOOD_UNTIL, LATER, Stock

LOTS = {"A1": GOOD_UNTIL, "B2": LATER, "S1": GOOD_UNTIL}
STRIPS = {"S1"}
STORIES = 300 if os.environ.get("LBN_FULL") else 30
LEAST_BY_LOT = STORIES / 4  # of these, stories in which no kits were left in between
FIRST = date(2026, 10, 5)
LAST = date(2026, 11, 30)
AFTER = date(2027, 1, 25)
LOGGED = {"leave", "leave_late", "give_back"}
BY_HAND = ("receive", "move", "write_off", "count")
ACTS = (*BY_HAND, "leave", "leave", "leave_late", "give_back")

numbers = st.sampled_from(["A1", "A1", "B2", "B2", "S1"])
amounts = st.integers(1, 9)
places = st.integers(0, 1)
days = st.integers(0, 5)


def acts(kinds):
    return st.lists(st.tuples(st.sampled_from(kinds), numbers, amounts, places, days), max_size=5)


def slips(*kinds):
    return st.tuples(st.sampled_from(kinds), numbers, amounts, amounts, places)


class Life:
    """One agency's stock of kits and of strips, with its two locations."""

    def __init__(self, agency, items, by):
        self.agency = agency
        self.stocks = [Stock(agency, agency.main_location, item, by, FIRST) for item in items]
        station = Location.objects.create(agency=agency, name="Station 7", kind="station")
        self.places = [agency.main_location, station]
        self.day = FIRST

    def stock_of(self, number):
        return self.stocks[number in STRIPS]

    def do(self, what, number, amount, place, days):
        self.day = min(self.day + timedelta(days=days), LAST)
        return getattr(self, what)(number, amount, self.places[place], place)

    def facts(self):
        return {"on": self.day, "today": self.day}

    def begin(self):
        for number, place in zip(LOTS, (0, 1, 0), strict=True):
            line = (number, LOTS[number], 6)
            self.stock_of(number).open(line, location=self.places[place], **self.facts())

    def receive(self, number, amount, at, _place):
        self.stock_of(number).receive(number, amount, expires_on=LOTS[number], location=at, **self.facts())

    def move(self, number, amount, at, place):
        self.stock_of(number).move(number, amount, source=at, target=self.places[1 - place], **self.facts())

    def write_off(self, number, amount, at, _place):
        self.stock_of(number).write_off(number, amount, location=at, **self.facts())

    def leave(self, number, amount, at, _place):
        self.stock_of(number).leave(amount, on=self.day, location=at)

    def leave_late(self, number, amount, at, _place):
        self.stock_of(number).leave(amount, on=self.day - timedelta(days=4), location=at)

    def give_back(self, number, amount, at, _place):
        self.leave(number, amount, at, _place)
        self.stock_of(number).bring_back(amount, on=self.day, location=at)

    def count(self, number, amount, at, _place):
        """Count so many of one lot and none of the item's other one."""
        alike = [lot for lot in LOTS if (lot in STRIPS) == (number in STRIPS)]
        lots = [(lot, LOTS[lot], amount if lot == number else 0) for lot in alike]
        self.stock_of(number).count(*lots, location=at, **self.facts())

    def short(self):
        """What no stock covered: {(location, item): kits}."""
        rows = Shortfall.objects.filter(agency=self.agency).values_list("location__name", "item", "quantity")
        return sum_up((*key, quantity) for *key, quantity in rows)

    def net(self):
        """What lies there less what no stock covered: {(location, item): kits}."""
        rows = StockLevel.objects.filter(agency=self.agency)
        there = sum_up(rows.values_list("location__name", "lot__item", "quantity"))
        there.subtract(self.short())
        return {key: kits for key, kits in there.items() if kits}

    def by_lot(self):
        """What lies there, lot by lot."""
        rows = StockLevel.objects.filter(agency=self.agency, quantity__gt=0)
        return set(rows.values_list("location__name", "lot__number", "quantity"))

    def whole(self, *, by_reason):
        """The flow of all months together: what a report that is not closed yet would say."""
        seen = flow(self.agency, FIRST.replace(day=1), AFTER.replace(day=1))
        other = {reason: kits for reason, kits in seen.other.items() if kits}
        came = (seen.received, other) if by_reason else seen.received + sum(other.values())
        return came, seen.left, seen.closing

    def close_the_quarter(self):
        scope = self.agency.scope_memberships.get().scope
        ReportingPeriod.objects.create(scope=scope, starts_on=date(2026, 10, 1), sealed_at="2027-01-20T05:00Z")
        self.day = AFTER


def sum_up(rows):
    sums = Counter()
    for location, item, quantity in rows:
        sums[location, item] += quantity
    return sums


def may_do(life, act):
    """Do it, or undo all of it and say that it may not be."""
    try:
        with transaction.atomic():
            life.do(*act)
    except (actions.StockRefused, life.agency.lots.model.DoesNotExist):
        return False
    return True


@pytest.fixture
def lives(agency, stranger, kit, strips, alice):
    return lambda: [Life(each, (kit, strips), alice) for each in (agency, stranger)]


class Tale:
    """How one story is told in both lives, and how it ends: "corrected" or "taken back", before the quarter is closed
    or after it."""

    def __init__(self, lives, ending, by, *, is_closed):
        self.lives, self.ending, self.by, self.is_closed = lives, ending, by, is_closed
        self.told = self.told_by_lot = 0

    def tell(self, before, wrong, after):
        """Tell it, look at both lives at the end, and undo all of it."""
        begun = transaction.savepoint()
        try:
            self.live(before, wrong, after)
        finally:
            transaction.savepoint_rollback(begun)

    def live(self, before, wrong, after):
        mistaken, right = both = self.lives()
        for life in both:
            life.begin()
        self.happen(both, before)
        what, number, typed, meant, place = wrong
        day, short = mistaken.day, any(mistaken.short().values())
        assume(may_do(mistaken, (what, number, typed, place, 0)))
        entry = LedgerEntry.objects.filter(agency=mistaken.agency).first()
        if self.ending == "corrected":
            assume(may_do(right, (what, number, meant, place, 0)))
        self.happen(both, after)
        for life in both if self.is_closed else ():
            life.close_the_quarter()
        self.mend(mistaken, entry, wrong, day)

        assert drifts() == []
        assert mistaken.net() == right.net()
        by_reason = not self.is_closed
        assert mistaken.whole(by_reason=by_reason) == right.whole(by_reason=by_reason)
        self.told += 1
        if not short and not LOGGED & {act[0] for act in after}:
            assert mistaken.by_lot() == right.by_lot()
            self.told_by_lot += 1

    def happen(self, both, story):
        """The same happens in each life; a story in which one may and the other may not is none."""
        for act in story:
            assume(len({may_do(life, act) for life in both}) == 1)

    def mend(self, life, entry, wrong, day):
        what, number, _typed, meant, place = wrong
        stock, at = life.stock_of(number), life.places[place]
        how = {"entry": entry, "today": life.day, "by": self.by}
        facts = {
            "receive": {"location": at, "item": stock.item, "number": number, "expires_on": LOTS[number]},
            "move": {"source": at, "target": life.places[1 - place], "lot": stock.lot(number)},
            "write_off": {"location": at, "lot": stock.lot(number), "reason": "damaged"},
        }
        enter = {"receive": actions.receive, "move": actions.move_stock, "write_off": actions.write_off}
        try:
            if self.ending == "corrected":
                actions.put_right(**how, enter=enter[what], quantity=meant, on=day, **facts[what])
            else:
                actions.take_back_entry(**how)
        except (actions.LotGone, actions.NotEnough, actions.DayRefused):
            assume(False)


ENTERED = slips("receive", "move", "write_off")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "wrong", "is_closed"),
    [
        pytest.param("corrected", ENTERED, False, id="corrected"),
        pytest.param("taken back", ENTERED, False, id="taken back"),
        pytest.param("taken back", slips("count"), False, id="a count taken back"),
        pytest.param("corrected", ENTERED, True, id="corrected after the close"),
        pytest.param("taken back", slips("receive", "count"), True, id="taken back after the close"),
    ],
)
def test_put_right_is_as_if_entered_right(lives, alice, ending, wrong, is_closed):
    tale = Tale(lives, ending, alice, is_closed=is_closed)

    @settings(
        max_examples=STORIES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],
    )
    @given(before=acts(ACTS), wrong=wrong, after=st.one_of(acts(ACTS), acts(BY_HAND)))
    def story(before, wrong, after):
        tale.tell(before, wrong, after)

    story()

    assert tale.told >= STORIES
    assert tale.told_by_lot >= LEAST_BY_LOT
