"""Taking a thing back and entering it right equals having entered it right, whatever happens in between.

Two agencies live the same story. One of them enters something wrong in the middle of it and puts it right at the end;
the other one has entered it right at once. Then both have the same, item by item and location by location.
"""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from agencies.models import Location
from inventory import actions
from inventory.models import LedgerEntry, Shortfall, StockLevel
from inventory.querysets import drifts, flow
from tests.inventory.conftest import GOOD_UNTIL, LATER, Stock

LOTS = {"A1": GOOD_UNTIL, "B2": LATER}
LEAST = 30  # stories that must have come to their end, of those that were begun
FIRST = date(2026, 10, 5)
LAST = date(2026, 11, 30)

numbers = st.sampled_from(sorted(LOTS))
amounts = st.integers(1, 9)
places = st.integers(0, 1)
days = st.integers(0, 5)
ACTS = st.one_of(
    st.tuples(st.just("receive"), numbers, amounts, places, days),
    st.tuples(st.just("move"), numbers, amounts, places, days),
    st.tuples(st.just("write_off"), numbers, amounts, places, days),
    st.tuples(st.just("leave"), st.none(), amounts, places, days),
    st.tuples(st.just("leave"), st.none(), amounts, places, days),
    st.tuples(st.just("leave_late"), st.none(), amounts, places, days),
    st.tuples(st.just("give_back"), st.none(), amounts, places, days),
    st.tuples(st.just("count"), numbers, amounts, places, days),
)
SLIPS = st.tuples(st.sampled_from(["receive", "move", "write_off"]), numbers, amounts, amounts, places)


class Life:
    """One agency's stock, with its two locations."""

    def __init__(self, agency, kit, by):
        self.stock = Stock(agency, agency.main_location, kit, by, FIRST)
        station = Location.objects.create(agency=agency, name="Station 7", kind="station")
        self.places = [agency.main_location, station]
        self.day, self.left = FIRST, [0, 0]

    def do(self, what, number, amount, place, days):
        self.day = min(self.day + timedelta(days=days), LAST)
        return getattr(self, what)(number, amount, self.places[place], place)

    def facts(self):
        return {"on": self.day, "today": self.day}

    def receive(self, number, amount, at, _place):
        self.stock.receive(number, amount, expires_on=LOTS[number], location=at, **self.facts())

    def move(self, number, amount, at, place):
        self.stock.move(number, amount, source=at, target=self.places[1 - place], **self.facts())

    def write_off(self, number, amount, at, _place):
        self.stock.write_off(number, amount, location=at, **self.facts())

    def leave(self, _number, amount, at, _place):
        self.stock.leave(amount, on=self.day, location=at)

    def leave_late(self, _number, amount, at, _place):
        self.stock.leave(amount, on=self.day - timedelta(days=4), location=at)

    def give_back(self, _number, amount, at, _place):
        self.stock.leave(amount, on=self.day, location=at)
        self.stock.bring_back(amount, on=self.day, location=at)

    def count(self, number, amount, at, _place):
        """Count so many of one lot and none of the other."""
        found = dict.fromkeys(LOTS, 0) | {number: amount}
        lots = [(lot, LOTS[lot], found[lot]) for lot in found]
        self.stock.count(*lots, location=at, **self.facts())

    def net(self):
        """What lies there less what no stock covered, by location."""
        at = {"agency": self.stock.agency}
        levels = dict.fromkeys(range(2), 0)
        for place, location in enumerate(self.places):
            levels[place] += sum(
                StockLevel.objects.filter(location=location, **at).values_list("quantity", flat=True)
            )
            levels[place] -= sum(Shortfall.objects.filter(location=location, **at).values_list("quantity", flat=True))
        return levels

    def whole(self):
        """The flow of both months together: what a report that is not closed yet would say."""
        seen = flow(self.stock.agency, FIRST.replace(day=1), LAST.replace(day=1))
        other = {reason: kits for reason, kits in seen.other.items() if kits}
        return seen.received, seen.left, other, seen.closing


def happen(lives, act):
    """Do the same in each life; a story in which one may and the other may not is none."""
    done = []
    for life in lives:
        try:
            with transaction.atomic():
                life.do(*act)
            done.append(True)
        except (actions.StockRefused, life.stock.agency.lots.model.DoesNotExist):
            done.append(False)
    assume(len(set(done)) == 1)


def slip(life, act):
    try:
        with transaction.atomic():
            life.do(*act, 0)
    except (actions.StockRefused, life.stock.agency.lots.model.DoesNotExist):
        assume(False)


@pytest.fixture
def lives(agency, stranger, kit, alice):
    return lambda: [Life(each, kit, alice) for each in (agency, stranger)]


class Tale:
    """How one story is told in both lives, and how it ends: "corrected" or "taken back"."""

    def __init__(self, lives, ending, by):
        self.lives, self.ending, self.by = lives, ending, by
        self.told = 0

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
            life.stock.open(("A1", GOOD_UNTIL, 6), location=life.places[0], **life.facts())
            life.stock.open(("B2", LATER, 6), location=life.places[1], **life.facts())
        for act in before:
            happen(both, act)
        what, number, typed, meant, place = wrong
        day = mistaken.day
        slip(mistaken, (what, number, typed, place))
        entry = LedgerEntry.objects.filter(agency=mistaken.stock.agency).first()
        if self.ending == "corrected":
            slip(right, (what, number, meant, place))
        for act in after:
            happen(both, act)
        self.mend(mistaken, entry, wrong, day)

        assert drifts() == []
        assert mistaken.net() == right.net()
        assert mistaken.whole() == right.whole()
        self.told += 1

    def mend(self, life, entry, wrong, day):
        what, number, _typed, meant, place = wrong
        at, lot = life.places[place], life.stock.lot(number)
        facts = {
            "receive": {"location": at, "item": life.stock.item, "number": number, "expires_on": LOTS[number]},
            "move": {"source": at, "target": life.places[1 - place], "lot": lot},
            "write_off": {"location": at, "lot": lot, "reason": "damaged"},
        }[what]
        enter = {"receive": actions.receive, "move": actions.move_stock, "write_off": actions.write_off}[what]
        how = {"entry": entry, "today": life.day, "by": self.by}
        try:
            if self.ending == "corrected":
                actions.put_right(**how, enter=enter, quantity=meant, on=day, **facts)
            else:
                actions.take_back_entry(**how)
        except (actions.LotGone, actions.NotEnough, actions.DayRefused):
            assume(False)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["corrected", "taken back"])
def test_put_right_is_as_if_entered_right(lives, alice, ending):
    tale = Tale(lives, ending, alice)

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],
    )
    @given(before=st.lists(ACTS, max_size=5), wrong=SLIPS, after=st.lists(ACTS, max_size=5))
    def story(before, wrong, after):
        tale.tell(before, wrong, after)

    story()

    assert tale.told >= LEAST
