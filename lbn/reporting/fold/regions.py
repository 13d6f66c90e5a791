"""Which region a county belongs to, and which region holds another one. The state holds them all; its key is ""."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .rows import Region

STATE = ""


class RegionTree:
    """The regions of one area, by key.

    Raises ValueError where two of them overlap and neither holds the other.
    """

    def __init__(self, regions: Iterable[Region] = ()) -> None:
        by_counties = {frozenset(region.counties): region for region in regions if region.counties}
        self.regions = {region.key: region for region in by_counties.values()}
        self.counties = {region.key: counties for counties, region in by_counties.items()}
        for one in self.regions.values():
            self._require_nested(one)

    def _require_nested(self, one: Region) -> None:
        mine = self.counties[one.key]
        for key, counties in self.counties.items():
            if mine & counties and not (mine <= counties or counties <= mine):
                raise ValueError(
                    f"{one.label} and {self.regions[key].label} share a county, and neither holds the other."
                )

    def holding(self, counties: Iterable[str]) -> str:
        """The key of the smallest region that holds all these counties, "" for the state."""
        wanted = frozenset(counties)
        found = [key for key, held in self.counties.items() if wanted <= held]
        return min(found, key=self.size_of, default=STATE)

    def parent(self, region: str) -> str:
        """The key of the next larger region around this one."""
        mine = self.counties[region]
        found = [key for key, held in self.counties.items() if mine < held]
        return min(found, key=self.size_of, default=STATE)

    def size_of(self, region: str) -> int:
        """How many counties a region holds; the state holds more than any."""
        return len(self.counties[region]) if region else 1_000_000

    def holds(self, region: str, county: str) -> bool:
        return region == STATE or county in self.counties[region]

    @property
    def smallest_first(self) -> Sequence[str]:
        """All keys, each before the regions that hold it; the state last."""
        return [*sorted(self.counties, key=lambda key: (self.size_of(key), key)), STATE]

    def label_of(self, region: str) -> str:
        return self.regions[region].label
