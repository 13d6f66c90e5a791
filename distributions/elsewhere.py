"""The same kits at another grain: a month's total over its days, a county over its ZIP codes, and the reverse.

Who counts 5 kits day by day, and later gets the month's total of 5, has 5 kits and not 10. So what the log has of a
place and time from elsewhere is asked for at every grain at once. Nothing here touches the database.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from agencies.periods import month_of
from distributions.counts import Key

MONTH = "month"
_DAYS_OF_MONTH = "days"
_ANY_ZIP = "*"


class Grain(StrEnum):
    """How something else tells of the same place and time."""

    SAME = "same"
    MONTH = "month"
    DAYS = "days"
    COUNTY = "county"
    ZIPS = "zips"
    SHEET = "sheet"


class Already(NamedTuple):
    """How many items are counted otherwise for a place and time, and at which grains."""

    items: int
    grains: tuple[Grain, ...] = ()

    def plus(self, other: "Already") -> "Already":
        return Already(self.items + other.items, tuple(dict.fromkeys(self.grains + other.grains)))


class Elsewhere:
    """Items by key, which are looked up under the keys of another source at every grain.

    What is held grows with the keys that there are, never with what is asked.
    """

    def __init__(self, items: Mapping[Key, int]) -> None:
        self._sums: Counter[Key] = Counter()
        for key, number in items.items():
            if number > 0:
                for under in _coarser(key):
                    self._sums[under] += number

    def find(self, key: Key) -> Already:
        """Return what there is for the place and time of `key`, at its own grain and at any other one."""
        found = Already(0)
        for under, grains in _alike(key):
            if items := self._sums.get(under):
                found = found.plus(Already(items, grains))
        return found


def _coarser(key: Key) -> Iterable[Key]:
    """The keys under which a count is found: its own, and what it is a part of."""
    yield key
    if key.zip_code:
        yield key._replace(zip_code=_ANY_ZIP)
    if key.precision != MONTH:
        month = key._replace(handed_out_on=month_of(key.handed_out_on), precision=_DAYS_OF_MONTH)
        yield month
        if key.zip_code:
            yield month._replace(zip_code=_ANY_ZIP)


def _alike(key: Key) -> Iterable[tuple[Key, tuple[Grain, ...]]]:
    """Under which keys the same kits may be counted, and at which grains these are. No two of them overlap."""
    if key.precision == MONTH:
        other = (key._replace(precision=_DAYS_OF_MONTH), Grain.DAYS)
    else:
        other = (key._replace(handed_out_on=month_of(key.handed_out_on), precision=MONTH), Grain.MONTH)
    place, where = ("", Grain.COUNTY) if key.zip_code else (_ANY_ZIP, Grain.ZIPS)
    yield key, (Grain.SAME,)
    yield key._replace(zip_code=place), (where,)
    yield other[0], (other[1],)
    yield other[0]._replace(zip_code=place), (other[1], where)
