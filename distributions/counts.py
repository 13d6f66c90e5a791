"""A count's three figures, and what they are counted under. Nothing here touches the database."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import compress, product
from math import inf
from typing import NamedTuple

from django.utils.translation import gettext as _


class Key(NamedTuple):
    """What is added up: what was left where, on which day or in which month (`precision`)."""

    handed_out_on: date
    precision: str
    jurisdiction_id: int
    zip_code: str
    item_id: int


class Counts(NamedTuple):
    """How often, how many, and how many people were shown how to use it."""

    handouts: int = 0
    items: int = 0
    people_trained: int = 0

    def plus(self, other):
        return Counts(self[0] + other[0], self[1] + other[1], self[2] + other[2])

    def minus(self, other):
        return Counts(self[0] - other[0], self[1] - other[1], self[2] - other[2])

    @property
    def falls(self):
        """Whether, as a difference, it lowers anything."""
        return min(self) < 0

    @property
    def is_possible(self):
        """Whether acts can add up to it: nothing at all, or at least one item each time. How many people were trained
        is a figure of its own, and may exceed the items."""
        if self.handouts == 0:
            return self == NOTHING
        return 0 < self.handouts <= self.items and self.people_trained >= 0


NOTHING = Counts()


def say_impossible() -> str:
    """What is wrong with figures that are not possible."""
    return _("Each visit leaves at least one kit. If no kits were left, people trained must be 0.")


class Impossible(ValueError):
    """No spread of a difference leaves every count possible."""


def total_of(figures: Iterable[Counts]) -> Counts:
    total = NOTHING
    for part in figures:
        total = total.plus(part)
    return total


# Spreading a correction over several counts
#
# One day and place may have several counts: what came in after its period was sealed was posted forward, into the
# next open one, and stands there as a count of its own. A correction says what day and place should add up to, not
# which of the counts was wrong, and a count can only say what acts can add up to (`Counts.is_possible`): at least
# one item each time, and neither items nor people trained without a time. So the difference cannot always go to one
# count, nor can the three figures be spread one by one. What is preferred, in this order:
#
# 1. The newest count takes all of it, if it stays possible. That is nearly always so.
# 2. Otherwise it is settled first which counts keep anything. Where times do not fall, all that have some do; the
#    newest begins one where none has. Where times fall, counts are given up from the newest on, and the first set
#    that has enough times, and enough items unless items rise, is taken; it can be no more counts than there are
#    times left, for each needs one. Where no set has enough, one count has to be raised for another: the newest are
#    kept, as many as there are times.
# 3. Then the figures follow in the order in which one bounds the next: times, at least one for each count that is
#    kept; items, at least one a time; people trained, as many as there were. Each begins as it was, as far as the
#    bounds let it, and is lowered or raised from the newest count on until the sum is right.
#
# The sum is possible, so this always ends: wherever times are left, the kept counts have room for all of the rest.


def share(held: list[Counts], difference: Counts) -> list[Counts]:
    """Spread `difference` over counts of the same day and place, newest posting first, so that each stays possible.

    Returns one difference for each of `held`; they add up to `difference`. Raises `Impossible` where the sum itself
    would not be possible.
    """
    wanted = total_of(held).plus(difference)
    if not held or not wanted.is_possible:
        raise Impossible
    if held[0].plus(difference).is_possible:
        return [difference, *[NOTHING] * (len(held) - 1)]
    left = _fit_counts(held, _counts_to_keep(held, difference, wanted), wanted)
    return [new.minus(old) for new, old in zip(left, held, strict=True)]


def _counts_to_keep(held: list[Counts], difference: Counts, wanted: Counts) -> list[bool]:
    """Which of the counts keep anything, where `wanted` is left in all."""
    alive = [figures.handouts > 0 for figures in held]
    if difference.handouts >= 0:
        return alive if any(alive) else [True] + [False] * (len(held) - 1)
    for kept in product(*((False, True) if lives else (False,) for lives in alive)):
        if _is_enough(held, kept, difference, wanted):
            return list(kept)
    newest = [position for position, lives in enumerate(alive) if lives][: wanted.handouts]
    return [position in newest for position in range(len(held))]


def _is_enough(held: list[Counts], kept: tuple[bool, ...], difference: Counts, wanted: Counts) -> bool:
    """Whether the counts that are kept have what is wanted without being raised for another, and none too many is."""
    room = total_of(compress(held, kept))
    has_items = room.items >= wanted.items or difference.items > 0
    has_times = room.handouts >= wanted.handouts >= sum(kept)
    return has_items and has_times and any(kept) == (wanted.handouts > 0)


def _fit_counts(held: list[Counts], kept: list[bool], wanted: Counts) -> list[Counts]:
    """The figures that the counts are left with: nothing where one is not kept, `wanted` in all."""
    room = [inf if keep else 0 for keep in kept]
    times_held = [old.handouts if keep else 0 for old, keep in zip(held, kept, strict=True)]
    times = _fit(times_held, low=kept, high=room, goal=wanted.handouts)
    items_held = [max(old.items, least) if least else 0 for old, least in zip(held, times, strict=True)]
    items = _fit(items_held, low=times, high=room, goal=wanted.items)
    trained_held = [old.people_trained if keep else 0 for old, keep in zip(held, kept, strict=True)]
    trained = _fit(trained_held, low=[0] * len(held), high=room, goal=wanted.people_trained)
    return list(map(Counts, times, items, trained))


def _fit(numbers: list[int], *, low: Sequence[int], high: Sequence[float], goal: int) -> list[int]:
    """Lower, or raise, each number between its bounds, from the first one on until they add up to `goal`."""
    result = []
    over = sum(numbers) - goal
    for number, least, most in zip(numbers, low, high, strict=True):
        step = min(over, number - least) if over > 0 else max(over, number - most)
        result.append(int(number - step))
        over -= int(step)
    return result
