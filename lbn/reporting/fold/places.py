"""The place view: which ZIP codes are named, and where the others go.

1. In each county, a ZIP with at least k hand-overs gets a row of its own. All other counts of the
   county, those without a ZIP included, form its row "Other ZIP codes in …". ZIPs without counts
   do not appear, and who is inside a joint row is never told. In "Unknown or out of state"
   everything is joint.
2. A joint row below k takes named ZIPs of its county in, in the drawn order, until it reaches k.
   One is always enough.
3. If that cannot help because the whole county is below k, the county goes to "Rest of state" and
   is not named at all.
4. If the rest is below k, other rows join it: first joint county rows, then named ZIPs, each group
   in the drawn order.
5. If even everything together is below k, there are no rows.

After this each hand-over is in exactly one row, and each row holds at least k. A joint row never
holds the counts of a single ZIP alone: below k it was filled up with another one, and at or above
k it must have at least two members, since one ZIP with that many would have been named. The only
exception is a row that also holds counts without ZIP, which hide the ZIP as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .draw import Draw
from .gathering import Spot
from .rows import REST_OF_STATE, County, Figures, Kind, sum_figures

Weighed = tuple[Spot, Figures]
ZERO = Figures()


@dataclass(slots=True)
class PlaceGroup:
    """A place row in the making, with the spots that are in it."""

    kind: Kind
    label: str
    county: County | None
    spots: list[Spot] = field(default_factory=list)
    figures: Figures = ZERO

    def add(self, spot: Spot, figures: Figures) -> None:
        self.spots.append(spot)
        self.figures += figures

    def take(self, other: PlaceGroup) -> None:
        self.spots += other.spots
        self.figures += other.figures

    def is_safe(self, threshold: int) -> bool:
        return self.figures.is_safe(threshold)


def other_label(county: County) -> str:
    """The label of a county's joint row."""
    return county.label if county.unknown else f"Other ZIP codes in {county.label}"


def partition(spots: Iterable[Spot], *, threshold: int, draw: Draw) -> list[PlaceGroup]:
    """Put every spot with counts into exactly one row of at least `threshold` hand-overs.

    Returns no row at all when all spots together stay below the threshold (step 5).
    Raises ValueError when two counties share a name.
    """
    weighed = [(spot, spot.figures) for spot in spots]
    filled = [(spot, figures) for spot, figures in weighed if figures]
    if not sum_figures(figures for _, figures in filled).is_safe(threshold):
        return []
    rest = PlaceGroup(Kind.REST, REST_OF_STATE, None)
    groups: list[PlaceGroup] = []
    for county, members in gather_by_county(filled):
        for group in county_groups(county, members, threshold=threshold, draw=draw):
            if county and group.is_safe(threshold):
                groups.append(group)
            else:
                rest.take(group)
    others = [group for group in groups if group.kind == Kind.OTHER]
    named = [group for group in groups if group.kind == Kind.ZIP]
    left = draw.fill(rest, others, named, threshold=threshold)
    return [*left, rest] if rest.spots else left


def gather_by_county(filled: Iterable[Weighed]) -> Iterable[tuple[County | None, list[Weighed]]]:
    """The spots of each county; raises ValueError when two counties share a key or a label."""
    members: dict[str, list[Weighed]] = {}
    counties: dict[str, County | None] = {}
    for spot, figures in filled:
        key = spot.county.key if spot.county else ""
        members.setdefault(key, []).append((spot, figures))
        if counties.setdefault(key, spot.county) != spot.county:
            raise ValueError(f"The county {key} has two names in these counts. Give it one.")
    labels = [county.label for county in counties.values() if county]
    for label in labels:
        if labels.count(label) > 1:
            raise ValueError(f"Two counties are both called {label}. Give each its own name.")
    return [(counties[key], members[key]) for key in members]


def county_groups(
    county: County | None, members: Iterable[Weighed], *, threshold: int, draw: Draw
) -> list[PlaceGroup]:
    """Steps 1 and 2 for one county; its joint row stays below the threshold if the whole county is."""
    nameless = county is None or county.unknown
    named: list[PlaceGroup] = []
    other = PlaceGroup(Kind.OTHER, other_label(county) if county else REST_OF_STATE, county)
    for spot, figures in members:
        if spot.zip_code and not nameless and figures.reaches(threshold):
            named.append(PlaceGroup(Kind.ZIP, spot.zip_code, county, [spot], figures))
        else:
            other.add(spot, figures)
    left = draw.fill(other, named, threshold=threshold)
    return [*left, other] if other.spots else left
