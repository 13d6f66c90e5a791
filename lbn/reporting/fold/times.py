"""The time view: finer times, for areas that are whole sets of place rows.

Months of a quarter, or quarters of a year, are shown for areas and never for ZIP codes. An area is
a union of whole place rows, so that the two views cut the same hand-overs along one hierarchy and
nothing can be found by subtracting one from the other.

- A county none of whose counts is in "Rest of state" is an area. Every other county belongs, with
  all of its rows and the rest itself, to one joint area, "Other counties by month".
- A county area stays only if each of its sub-periods is nothing or at least k. One that fails
  joins the joint area.
- If the joint area fails itself, further county areas join it in the drawn order until it passes.
- If all have joined and it still fails, nothing is shown by sub-period, only period totals.

Why it is enough: inside an area a reader knows the row totals and the sub-period totals. A hidden
figure of a row and a sub-period can then be anything in a range as wide as the smallest of four
numbers: the row, the sub-period, and what is left of the area without each of them. All four are
at least k, or the figure equals a margin that is printed anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .draw import Draw
from .gathering import Steps, add_steps, no_steps
from .places import PlaceGroup
from .rows import Figures, Kind


@dataclass(slots=True)
class Area:
    """A set of whole place rows, with its figures by sub-period."""

    label: str
    county: str
    steps: Steps
    groups: list[PlaceGroup] = field(default_factory=list)

    def add(self, group: PlaceGroup) -> None:
        self.groups.append(group)
        for spot in group.spots:
            add_steps(self.steps, spot.steps)

    def take(self, other: Area) -> None:
        self.groups += other.groups
        add_steps(self.steps, other.steps)

    def is_safe(self, threshold: int) -> bool:
        return all(Figures(*step).is_safe(threshold) for step in self.steps)


def divide(groups: Sequence[PlaceGroup], *, steps: int, joint_label: str, threshold: int, draw: Draw) -> list[Area]:
    """Make areas of all rows, each with `steps` sub-periods of nothing or at least `threshold`.

    Returns no area when that cannot be done.
    """
    joint = Area(joint_label, "", no_steps(steps))
    failing: list[Area] = []
    passing: list[Area] = []
    for area in county_areas(groups, joint):
        (passing if area.is_safe(threshold) else failing).append(area)
    for area in failing:
        joint.take(area)
    kept = draw.fill(joint, passing, threshold=threshold)
    if not joint.is_safe(threshold):
        return []
    return [*kept, joint] if joint.groups else kept


def county_areas(groups: Sequence[PlaceGroup], joint: Area) -> list[Area]:
    """Areas of the counties that have nothing in the rest; all other rows are added to `joint`."""
    rest = [spot for group in groups if group.kind == Kind.REST for spot in group.spots]
    in_rest = {spot.county.key for spot in rest if spot.county}
    areas: dict[str, Area] = {}
    for group in groups:
        county = group.county
        if county is None or county.key in in_rest:
            joint.add(group)
            continue
        if county.key not in areas:
            areas[county.key] = Area(county.label, county.key, no_steps(len(joint.steps)))
        areas[county.key].add(group)
    return list(areas.values())
