"""Which row joins: drawn by a keyed hash, never by size, and for the same places alike all year.

When a row may not stand, another one must join it. If the smallest joined, a reader who knows that could work
backwards: the row that vanished is no larger than any that is left, which can pin the small figure exactly. So the
order is that of HMAC-SHA256(key, report | year | first place of the row that may not stand | label), where places
are ordered in the same way. Without the key it tells nothing. It stays the same in all reports of a year, because
partners that change from quarter to quarter would give the year away. But each place has an order of its own: if all
had one, a reader could learn it from what joined in one quarter and use it in the next.

Counties are divided into groups by lot in the same way, for good: the key and the county alone decide (`groups`).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
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
    lots: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("The disclosure key is empty. Set LBN_DISCLOSURE_KEY.")

    def order_for(self, spots: Iterable[str]) -> Callable[[str], bytes]:
        """The order in which rows join one that holds these spots: the rank of a label in it."""
        first = min(spots, key=self._lot_of)
        return lambda label: self._digest(f"{self.report}|{self.year}|{first}|{label}")

    def choose(self, spots: Iterable[str], candidates: Sequence[N], helps: Callable[[N], bool]) -> N:
        """The first of those that help a row that holds these spots; if none does, of all. There must be one."""
        rank = self.order_for(spots)
        ordered = sorted(candidates, key=lambda each: rank(each.label))
        return next(filter(helps, ordered), ordered[0])

    def lot_of(self, county: str) -> int:
        """The lot of a county, the same in every report and year."""
        return int.from_bytes(self._digest(f"county|{county}"))

    def _lot_of(self, spot: str) -> bytes:
        if spot not in self.lots:
            self.lots[spot] = self._digest(f"{self.report}|{self.year}|{spot}")
        return self.lots[spot]

    def _digest(self, text: str) -> bytes:
        return hmac.digest(self.key, text.encode(), "sha256")


def key_id(key: bytes) -> str:
    """A name for a key that may be published: it tells two keys apart and nothing else."""
    return hmac.digest(key, b"key id", "sha256").hex()[:12]
