"""Sets that share a member are one."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TypeVar

M = TypeVar("M")


def join_overlapping(sets: Iterable[AbstractSet[M]]) -> list[set[M]]:
    """Join sets until no two of them share a member; in the order of their first parts."""
    joined: list[set[M]] = []
    at: dict[M, set[M]] = {}
    for one in sets:
        together = set(one)
        for other in {id(at[member]): at[member] for member in one if member in at}.values():
            together |= other
            joined.remove(other)
        joined.append(together)
        at |= dict.fromkeys(together, together)
    return joined


def part_overlapping(sets: Iterable[AbstractSet[M]]) -> list[frozenset[M]]:
    """Return the portions into which sets part each other: members that are in the same ones stay together."""
    in_which: dict[M, set[int]] = {}
    for number, one in enumerate(sets):
        for member in one:
            in_which.setdefault(member, set()).add(number)
    portions: dict[frozenset[int], set[M]] = {}
    for member, numbers in in_which.items():
        portions.setdefault(frozenset(numbers), set()).add(member)
    return [frozenset(portion) for portion in portions.values()]
