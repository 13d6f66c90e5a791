"""Which row joins: drawn by a keyed hash, never by size.

When a row is too small, another one must join it. If the smallest joined, a reader who knows that
could work backwards: the row that vanished is no larger than any that is left, which can pin the
small figure exactly. So the order is that of HMAC-SHA256(key, scope | period | label). It is the
same for every run with the same key, and tells nothing to someone without it.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar


class Fillable(Protocol):
    """Something with a label that can be too small and take another one in."""

    @property
    def label(self) -> str: ...

    def is_safe(self, threshold: int) -> bool: ...

    def take(self, other: Self) -> None: ...


F = TypeVar("F", bound=Fillable)


@dataclass(frozen=True, slots=True)
class Draw:
    """The order of joining for one scope and period."""

    key: bytes
    scope: str
    period: str

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("The disclosure key is empty. Set LBN_DISCLOSURE_KEY.")

    def rank(self, label: str) -> bytes:
        """The place of a label in the order."""
        return hmac.digest(self.key, f"{self.scope}|{self.period}|{label}".encode(), "sha256")

    def order(self, candidates: Sequence[F]) -> list[F]:
        """The candidates in the order in which they would join."""
        return sorted(candidates, key=lambda each: self.rank(each.label))

    def fill(self, small: F, *queues: Sequence[F], threshold: int) -> list[F]:
        """Let candidates join `small`, queue after queue, until it may be seen; return those left."""
        waiting = [each for queue in queues for each in queue]
        if small.is_safe(threshold):
            return waiting
        waiting = [each for queue in queues for each in self.order(queue)]
        while waiting and not small.is_safe(threshold):
            small.take(waiting.pop(0))
        return waiting


def key_id(key: bytes) -> str:
    """A name for a key that may be published: it tells two keys apart and nothing else."""
    return hmac.digest(key, b"key id", "sha256").hex()[:12]
