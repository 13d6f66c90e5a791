"""What readers know already, and whether what is left for them may be seen.

An *insider* is somebody who may read the report and sees the totals of some sources otherwise: they are taken to know
all counts of these sources, exactly. *Earlier rows* are the place rows of shorter reports that the same readers have
of the same hand-overs. What is *left* of a set of places, for an insider or for anybody else, is its hand-overs
without the insider's own, and without what earlier rows that lie wholly inside the set hold of the others'.

It *fits* when it is nothing or at least k. One more set fits: a row "Rest of …" of two or more counties that holds
all that is left in the whole area. That is so where one source counted nearly everything: the few hand-overs of the
others are told by subtracting from the total, and the row tells no other number. That it does not tell the county
either is the work of `groups`.

A row *stands* when it is at least k itself and everything that is left of it fits. What fits, added, fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from .gathering import Spot


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A place row of a shorter report of the same readers: its months, and the keys of the spots that it holds."""

    months: tuple[date, ...]
    spots: frozenset[str]


@dataclass(slots=True)
class Held:
    """Hand-overs in a set of places, and those of them that each insider (by number) knows."""

    total: int = 0
    own: dict[int, int] = field(default_factory=dict)

    def take(self, other: Held) -> None:
        self.total += other.total
        own = self.own
        for insider, handed in other.own.items():
            own[insider] = own.get(insider, 0) + handed


def add_held(parts: Iterable[Held]) -> Held:
    added = Held()
    for part in parts:
        added.take(part)
    return added


@dataclass(frozen=True, slots=True)
class KnownRow:
    """An earlier row with what it holds; `pieces` are its parts by county where it spans several (a row "Rest of
    …")."""

    spots: frozenset[str]
    held: Held
    pieces: tuple[tuple[frozenset[str], Held], ...] = ()

    @property
    def is_wide(self) -> bool:
        return bool(self.pieces)


class Places(Protocol):
    """A set of places in question."""

    @property
    def spots(self) -> AbstractSet[str]: ...
    @property
    def held(self) -> Held: ...
    @property
    def is_rest_of_counties(self) -> bool: ...


class Knowledge:
    """What is known of the spots of one report; see the module."""

    def __init__(
        self,
        spots: Mapping[str, Spot],
        months: Sequence[date],
        *,
        insiders: Iterable[AbstractSet[str]] = (),
        earlier: Iterable[EarlierRow] = (),
        threshold: int,
    ) -> None:
        self.threshold = threshold
        self.spots = spots
        self.knows: dict[str, list[int]] = {}
        for number, sources in enumerate(insiders):
            for source in sources:
                self.knows.setdefault(source, []).append(number)
        self.held = {key: self._held_in(spot, 0, len(months)) for key, spot in spots.items()}
        self.earlier: list[KnownRow] = [row for row in (self._know(row, months) for row in earlier) if row.spots]
        self.earlier_of: dict[str, list[int]] = {}
        for number, known in enumerate(self.earlier):
            for key in known.spots:
                self.earlier_of.setdefault(key, []).append(number)
        self.whole = add_held(self.held.values())
        self.left_in_all = self.left(spots.keys(), self.whole)

    def _held_in(self, spot: Spot, first: int, last: int) -> Held:
        total, own, knows = 0, {}, self.knows
        for source, months in spot.sources.items():
            handed = sum(months[first:last])
            if handed:
                total += handed
                for insider in knows.get(source, ()):
                    own[insider] = own.get(insider, 0) + handed
        return Held(total, own)

    def _know(self, row: EarlierRow, months: Sequence[date]) -> KnownRow:
        first, last = months.index(row.months[0]), months.index(row.months[-1]) + 1
        held = {key: self._held_in(self.spots[key], first, last) for key in row.spots if key in self.spots}
        by_county: dict[str, list[str]] = {}
        for key in held:
            by_county.setdefault(self.spots[key].county.key, []).append(key)
        pieces = [(frozenset(keys), add_held(held[key] for key in keys)) for keys in by_county.values()]
        return KnownRow(frozenset(held), add_held(held.values()), tuple(pieces) if len(pieces) > 1 else ())

    def held_by_month(self, keys: Iterable[str], months: int) -> list[Held]:
        """What is held in these places, month by month."""
        every = [self.spots[key] for key in keys]
        return [add_held(self._held_in(spot, month, month + 1) for spot in every) for month in range(months)]

    def known_inside(self, keys: AbstractSet[str]) -> Held:
        """What earlier rows that lie wholly inside a set of spots hold."""
        return add_held(known.held for known in self.near(keys) if known.spots <= keys)

    def near(self, keys: Iterable[str]) -> list[KnownRow]:
        """The earlier rows that hold any of some spots."""
        return [self.earlier[number] for number in {one for key in keys for one in self.earlier_of.get(key, ())}]

    def known_in_county(self, keys: AbstractSet[str]) -> Held:
        """The same within a county, to somebody who knows its part of every earlier row over several counties."""
        return add_held(
            held
            for known in self.near(keys)
            for spots, held in known.pieces or ((known.spots, known.held),)
            if spots <= keys
        )

    def left(self, keys: AbstractSet[str], held: Held) -> dict[int | None, int]:
        """What is left of a set of spots that hold `held`: for anybody (None), and for each insider with a part in
        it."""
        return self.subtract(held, self.known_inside(keys))

    @staticmethod
    def subtract(held: Held, known: Held) -> dict[int | None, int]:
        """What is held, for anybody and for each insider, without what is known."""
        unknown = held.total - known.total
        left: dict[int | None, int] = {None: unknown}
        left |= {insider: unknown - (own - known.own.get(insider, 0)) for insider, own in held.own.items()}
        return left

    @property
    def is_little_left_in_all(self) -> bool:
        """Whether some reader is left with little of the whole area."""
        return not all(map(self.may_be_left, self.left_in_all.values()))

    @property
    def counties_of_all(self) -> AbstractSet[str]:
        """The counties in which every reader who is left with little of the whole area has counts of their own."""
        readers = [reader for reader, left in self.left_in_all.items() if not self.may_be_left(left)]
        counties = [
            {self.spots[key].county.key for key, held in self.held.items() if reader is None or held.own.get(reader)}
            for reader in readers
        ]
        return set.intersection(*counties) if counties else set()

    def holds_the_little(self, row: Places) -> bool:
        """Whether a row holds some of the little that a reader is left with in the whole area."""
        return any(
            not self.may_be_left(left) and not self.may_be_left(self.left_in_all[reader])
            for reader, left in self.left(row.spots, row.held).items()
        )

    def may_be_left(self, figure: int) -> bool:
        """Whether what is left fits."""
        return figure == 0 or figure >= self.threshold

    def fits_in_county(self, keys: AbstractSet[str], held: Held) -> bool:
        """Whether everything that is left of a set of spots of a county fits, by the first half of the rule."""
        return all(map(self.may_be_left, self.subtract(held, self.known_in_county(keys)).values()))

    def stands(self, row: Places) -> bool:
        """Whether a row may be seen."""
        if row.held.total < self.threshold:
            return False
        small = {reader: left for reader, left in self.left(row.spots, row.held).items() if 0 < left < self.threshold}
        return not small or (
            row.is_rest_of_counties and all(left == self.left_in_all[reader] for reader, left in small.items())
        )

    def may_show_any(self) -> bool:
        """Whether the area as a whole may be seen: at least k, and for each reader what is left fits or can lie in
        two counties."""
        counties = len({spot.county.key for spot in self.spots.values()})
        if self.whole.total < self.threshold or not self.may_be_left(self.left_in_all[None]):
            return False
        return counties > 1 or all(map(self.may_be_left, self.left_in_all.values()))
