"""A count's three figures, and what they are counted under. Nothing here touches the database."""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import NamedTuple


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
        """Whether acts can add up to it: nothing at all, or at least one item each time, and no more people trained
        than items."""
        return (
            0 <= self.handouts <= self.items
            and 0 <= self.people_trained <= self.items
            and (self.handouts > 0 or self.items == 0)
        )


NOTHING = Counts()


class Impossible(ValueError):
    """No spread of a difference leaves every count possible."""


def total_of(figures: Iterable[Counts]) -> Counts:
    total = NOTHING
    for part in figures:
        total = total.plus(part)
    return total


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
    left = next(_settle(held, kept, wanted) for kept in _choices(held, difference, wanted))
    return [new.minus(old) for new, old in zip(left, held, strict=True)]


def _choices(held, difference, wanted):
    """Yield which of the counts may keep something: as few as can hold what is wanted, given up newest first;
    last, for when one has to be raised for another, the newest."""
    alive = [figures.handouts > 0 for figures in held]
    if difference.handouts >= 0:
        yield alive if any(alive) else [position == 0 for position in range(len(held))]
        return
    for kept in product(*((False, True) if lives else (False,) for lives in alive)):
        room = total_of(figures for figures, keep in zip(held, kept, strict=True) if keep)
        enough = room.handouts >= wanted.handouts and (room.items >= wanted.items or difference.items > 0)
        if enough and sum(kept) <= wanted.handouts and any(kept) == (wanted.handouts > 0):
            yield kept
    spare = iter(range(wanted.handouts))
    yield [lives and next(spare, None) is not None for lives in alive]


def _settle(held, kept, wanted):
    """The figures that the counts are left with: nothing where one is not kept, `wanted` in all."""
    room = [float("inf") if keep else 0 for keep in kept]
    handouts = _fit([old.handouts * keep for old, keep in zip(held, kept, strict=True)], kept, room, wanted.handouts)
    begun = [max(old.items, times) if times else 0 for old, times in zip(held, handouts, strict=True)]
    items = _fit(begun, handouts, room, wanted.items)
    begun = [min(old.people_trained, most) for old, most in zip(held, items, strict=True)]
    trained = _fit(begun, [0] * len(held), items, wanted.people_trained)
    return [Counts(*figures) for figures in zip(handouts, items, trained, strict=True)]


def _fit(begun, low, high, goal):
    """Lower, or raise, the numbers from the first one on until they add up to `goal`."""
    fitted = []
    over = sum(begun) - goal
    for number, least, most in zip(begun, low, high, strict=True):
        step = min(over, number - least) if over > 0 else max(over, number - most)
        fitted.append(int(number - step))
        over -= step
    return fitted
