"""The time view: the months of a quarter, for counties and never for ZIP codes.

An area is a union of whole place rows, so that the two views cut the same hand-overs along one hierarchy and nothing
can be found by subtracting one from the other.

- A county of which no rest holds a part is an area. Every other county belongs, with all of its rows and the rest
  itself, to one joint area of that rest's region, "Other counties by month".
- An area stays only if it may be seen in each month: nothing at all, or by the row rule. A county that may not joins
  the joint area of its region.
- While a joint area may not be seen, county areas of its region join it in the drawn order; when all have joined, it
  joins that of the next larger region. If that of the state may not be seen in the end, nothing is shown by month.

Why it is enough: inside an area a reader knows the row totals and the monthly totals. A hidden figure of a row and a
month can then be anything in a range as wide as the smallest of four numbers: the row, the month, and what is left of
the area without each of them. All four are at least k for every reader, or the figure equals a margin that is
printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from .draw import Draw
from .knowledge import Held, Knowledge
from .regions import STATE, RegionTree
from .rows import OTHER_COUNTIES
from .seats import Row


@dataclass(slots=True, eq=False)
class TimeArea:
    """A set of whole place rows, with what they hold month by month."""

    label: str
    county: str
    region: str
    months: list[Held]
    spots: set[str] = field(default_factory=set)

    def take(self, other: TimeArea) -> None:
        self.spots |= other.spots
        for mine, more in zip(self.months, other.months, strict=True):
            mine.take(more)

    def with_other(self, other: TimeArea) -> TimeArea:
        together = TimeArea(self.label, self.county, self.region, [Held() for _ in self.months])
        together.take(self)
        together.take(other)
        return together


class TimeView:
    """The areas of one report in the making."""

    def __init__(self, knowledge: Knowledge, tree: RegionTree, draw: Draw, months: int) -> None:
        self.knowledge = knowledge
        self.tree = tree
        self.draw = draw
        self.months = months
        self.areas: list[TimeArea] = []
        self.joint: dict[str, TimeArea] = {}

    def divide(self, rows: Sequence[Row]) -> list[TimeArea]:
        """Make areas of all rows, each seen in every month; [] when that cannot be done."""
        self.begin(rows)
        for area in list(self.areas):
            if not self.may_be_seen(area):
                self.join(area, self.tree.holding([area.county]))
        while self.fill_a_joint_area():
            pass
        made = [*self.areas, *self.joint.values()]
        return made if all(map(self.may_be_seen, made)) else []

    def begin(self, rows: Sequence[Row]) -> None:
        """Make an area of each county that no rest touches, and a joint one of each region with a rest."""
        by_county: dict[str, list[Row]] = {}
        for row in rows:
            if row.county is not None:
                by_county.setdefault(row.county.key, []).append(row)
        rests = [row for row in rows if row.county is None]
        goes_to = self.regions_joined(rests)
        for rest in rests:
            self.join(self.area_of([rest]), goes_to[rest.region])
        for county, own in by_county.items():
            touching = [rest.region for rest in rests if county in rest.counties]
            area = self.area_of(own)
            if touching:
                self.join(area, goes_to[touching[0]])
            else:
                self.areas.append(area)

    def regions_joined(self, rests: Sequence[Row]) -> dict[str, str]:
        """For the region of each rest, that of the joint area to which it belongs: rests that hold parts of one
        county belong to one, that of the largest region."""
        goes_to = {rest.region: rest.region for rest in rests}
        for county in sorted(set().union(*(rest.counties for rest in rests))):
            joined = {goes_to[rest.region] for rest in rests if county in rest.counties}
            widest = max(joined, key=self.tree.size_of)
            goes_to = {region: widest if target in joined else target for region, target in goes_to.items()}
        return goes_to

    def area_of(self, rows: Sequence[Row]) -> TimeArea:
        county = rows[0].county
        spots = set().union(*(row.spots for row in rows))
        held = self.knowledge.held_by_month(spots, self.months)
        return TimeArea(county.label if county else "", county.key if county else "", rows[0].region, held, spots)

    def join(self, area: TimeArea, region: str) -> None:
        """Let an area be part of the joint one of a region."""
        if area in self.areas:
            self.areas.remove(area)
        label = f"Other counties of {self.tree.label_of(region)} by month" if region else OTHER_COUNTIES
        empty = TimeArea(label, "", region, [Held() for _ in range(self.months)])
        self.joint.setdefault(region, empty).take(area)

    def fill_a_joint_area(self) -> bool:
        """Let one area join the first joint one that may not be seen; False where there is none, or none can join."""
        for region in self.tree.smallest_first:
            joint = self.joint.get(region)
            if joint is None or self.may_be_seen(joint):
                continue
            queue = next(filter(None, self.queues_for(region)), [])
            if queue:
                chosen = self.draw.choose(joint.spots, queue, partial(self.may_join, joint))
                self.take(chosen, region)
            elif region == STATE:
                return False
            else:
                self.join(self.joint.pop(region), self.tree.parent(region))
            return True
        return False

    def may_join(self, joint: TimeArea, other: TimeArea) -> bool:
        """Whether the two may be seen together."""
        return self.may_be_seen(joint.with_other(other))

    def take(self, chosen: TimeArea, region: str) -> None:
        if not chosen.county:
            del self.joint[chosen.region]
        self.join(chosen, region)

    def queues_for(self, region: str) -> Iterable[list[TimeArea]]:
        """The areas that may join the joint one of a region, first those of no smaller region."""
        inside = [area for area in self.areas if self.tree.holds(region, area.county)]
        direct = [area for area in inside if self.tree.holding([area.county]) == region]
        yield direct
        others = [area for key, area in self.joint.items() if key != region and self._is_inside(key, region)]
        yield [*(area for area in inside if area not in direct), *others]

    def _is_inside(self, inner: str, outer: str) -> bool:
        return inner != STATE and (outer == STATE or self.tree.counties[inner] < self.tree.counties[outer])

    def may_be_seen(self, area: TimeArea) -> bool:
        """Whether an area is nothing or stands in each month. Months are shown beside no earlier rows."""
        for held in area.months:
            left = [held.total, *(held.total - own for own in held.own.values())]
            if not all(map(self.knowledge.may_be_left, left)):
                return False
        return True
