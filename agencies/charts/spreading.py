"""Discs that lie upon each other, moved apart inside the outline of their county: the same way each time."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, sin

ROUNDS = 30
# How much of two discs may overlap, as a share of the distance at which they touch.
ALLOWED = 0.9
# How much of a disc's radius must lie within the outline.
INSIDE = 0.8
# How far a disc goes to the middle in a round in which it lies outside, as a share of the way.
PULL = 0.25
Place = tuple[float, float]
Ring = Sequence[Place]


def settle_marks(places: Sequence[Place], radii: Sequence[float], ring: Ring, middle: Place) -> list[Place]:
    """Return places within `ring` at which no two discs overlap by much; none where there is no room for all.

    Discs push each other apart, and go towards the `middle` where they lie outside.
    """
    moved = [list(place) for place in places]
    for _round in range(ROUNDS):
        were_apart = not push_apart(moved, radii)
        outside = [number for number, place in enumerate(moved) if not lies_within(place, radii[number], ring)]
        if were_apart and not outside:
            return [(x, y) for x, y in moved]
        for number in outside:
            x, y = moved[number]
            moved[number] = [x + PULL * (middle[0] - x), y + PULL * (middle[1] - y)]
    return []


def push_apart(moved: list[list[float]], radii: Sequence[float]) -> bool:
    """Push each two discs that overlap half of it away from each other; tell whether any did."""
    any_did = False
    for one in range(len(moved)):
        for other in range(one):
            across, down = moved[one][0] - moved[other][0], moved[one][1] - moved[other][1]
            apart, wanted = hypot(across, down), (radii[one] + radii[other]) * ALLOWED
            if apart >= wanted - 0.01:
                continue
            any_did = True
            if apart < 0.001:  # at the same place: each pair in a direction of its own
                across, down, apart = cos(one * 2.4), sin(one * 2.4), 1.0
                push = wanted / 2
            else:
                push = (wanted - apart) / 2
            for number, sign in ((one, 1), (other, -1)):
                moved[number][0] += sign * push * across / apart
                moved[number][1] += sign * push * down / apart
    return any_did


def lies_within(place: Sequence[float], radius: float, ring: Ring) -> bool:
    """Tell whether a disc lies within an outline, but for what may stand over its border."""
    x, y = place
    is_inside, least = False, radius * INSIDE
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            is_inside = not is_inside
        if distance_to_line(x - ax, y - ay, bx - ax, by - ay) < least:
            return False
    return is_inside


def distance_to_line(x: float, y: float, across: float, down: float) -> float:
    """How far a point is from the line between the origin and (across, down)."""
    length = across * across + down * down
    share = min(max((x * across + y * down) / length, 0), 1) if length else 0
    return hypot(x - share * across, y - share * down)
