"""Which row joins: drawn by a keyed hash, never by size, and in the same order all year.

When a row may not stand, another one must join it. If the smallest joined, a reader who knows that could work
backwards: the row that vanished is no larger than any that is left, which can pin the small figure exactly. So the
order is that of HMAC-SHA256(key, report | year | label). Without the key it tells nothing. It stays the same for all
reports of a year, because partners that change from quarter to quarter would give the year away.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Named(Protocol):
    """Something with a label that is unique in its report."""

    @property
    def label(self) -> str: ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class Draw:
    """The order of joining in one report all year."""

    key: bytes
    report: str
    year: int

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("The disclosure key is empty. Set LBN_DISCLOSURE_KEY.")

    def rank(self, label: str) -> bytes:
        """The place of a label in the order."""
        return hmac.digest(self.key, f"{self.report}|{self.year}|{label}".encode(), "sha256")

    def choose(self, candidates: Sequence[N], helps: Callable[[N], bool]) -> N:
        """The first in the order of those that help; if none does, of all. There must be a candidate."""
        ordered = sorted(candidates, key=lambda each: self.rank(each.label))
        return next(filter(helps, ordered), ordered[0])


def key_id(key: bytes) -> str:
    """A name for a key that may be published: it tells two keys apart and nothing else."""
    return hmac.digest(key, b"key id", "sha256").hex()[:12]
