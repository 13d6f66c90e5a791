"""A row in the making, and which places belong together from the start because an earlier row held them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .gathering import Spot
from .joining import join_overlapping
from .knowledge import Held, Knowledge, KnownRow
from .regions import RegionTree
from .rows import County, Kind


@dataclass(slots=True, eq=False)
class Row:
    """A place row in the making: the spots in it, what they hold, and their counties. `region` is that of a rest."""

    kind: Kind
    label: str
    county: County | None
    region: str = ""
    spots: set[str] = field(default_factory=set)
    held: Held = field(default_factory=Held)
    counties: set[str] = field(default_factory=set)

    def take(self, other: Row) -> None:
        self.spots |= other.spots
        self.held.take(other.held)
        self.counties |= other.counties

    def with_other(self, other: Row) -> Row:
        """What the two would be together; a rest if either is."""
        kind = Kind.REST if Kind.REST in (self.kind, other.kind) else Kind.OTHER
        together = Row(kind, self.label, None)
        together.take(self)
        together.take(other)
        return together

    @property
    def is_rest_of_counties(self) -> bool:
        return self.kind == Kind.REST and len(self.counties) > 1


def seeds_of(spots: Iterable[Spot], knowledge: Knowledge) -> list[Row]:
    """A row for each spot: a ZIP code that may be named, or what can only be in a joint row."""
    return [seed_of([spot], spot.zip_code if spot.is_nameable else "", spot.county, knowledge) for spot in spots]


def seed_of(
    spots: Sequence[Spot], zip_code: str, county: County | None, knowledge: Knowledge, region: str = ""
) -> Row:
    """The row that some spots begin with: named by a ZIP code, else joint in a county, else in a rest."""
    kind = Kind.ZIP if zip_code else Kind.OTHER if county else Kind.REST
    seed = Row(kind, zip_code or " ".join(sorted(spot.key for spot in spots)), county, region)
    for spot in spots:
        seed.spots.add(spot.key)
        seed.held.take(knowledge.held[spot.key])
        seed.counties.add(spot.county.key)
    return seed


def join_wide(seeds: Sequence[Row], earlier: Iterable[KnownRow], tree: RegionTree) -> Iterator[tuple[str, Row]]:
    """Yield, with the key of its region, what must be in one rest because an earlier row over several counties held
    some of it. Such rows that share a place are one."""
    seed_of_spot = {key: number for number, seed in enumerate(seeds) for key in seed.spots}
    wide = ({seed_of_spot[key] for key in row.spots} for row in earlier if row.is_wide)
    for clump in join_overlapping(wide):
        together = Row(Kind.REST, "", None)
        for number in sorted(clump):
            together.take(seeds[number])
        yield tree.holding(together.counties), together
