"""Discs that lie upon each other, moved apart: the same way each time, and no farther than they must."""

from collections.abc import Sequence
from math import cos, hypot, sin

ROUNDS = 40
# How much of two discs may overlap, as a share of the distance at which they touch.
ALLOWED = 0.9
# Away from where a place lies, in units of the map: a disc beyond that would stand in another county.
FARTHEST = 4.0
Place = tuple[float, float]


def spread_marks(places: Sequence[Place], radii: Sequence[float], *, width: float, height: float) -> list[Place]:
    """Return places moved apart until no two discs overlap by much, or nothing helps; none leaves the map."""
    moved = [list(place) for place in places]
    for _round in range(ROUNDS):
        if not push_apart(moved, radii):
            break
        for number, (x, y) in enumerate(places):
            hold_near(moved[number], x, y)
            moved[number][0] = min(max(moved[number][0], radii[number]), width - radii[number])
            moved[number][1] = min(max(moved[number][1], radii[number]), height - radii[number])
    return [(x, y) for x, y in moved]


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


def hold_near(place: list[float], x: float, y: float) -> None:
    """Bring a disc back that has moved too far."""
    away = hypot(place[0] - x, place[1] - y)
    if away > FARTHEST:
        place[0], place[1] = x + (place[0] - x) * FARTHEST / away, y + (place[1] - y) * FARTHEST / away
