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
