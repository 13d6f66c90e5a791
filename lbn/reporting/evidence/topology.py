"""Outlines that share borders, made simple so that they still share them.

Each border is cut where more than two lines meet, and each piece is made simple once, whichever side it is asked
from. So no gap opens between two counties, and none grows over another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Point = tuple[int, int]
Ring = list[Point]
# In units of the grid: how far a line may leave what it stands for, and what is too small to be seen.
TOLERANCE = 5.0
LEAST_AREA = 40.0


def simplify_areas(areas: Mapping[str, Sequence[Ring]]) -> dict[str, list[Ring]]:
    """Return the rings of each area made simple: closed without repeating their first point, small islands left out,
    but never all of an area."""
    rings = {key: [close_up(ring) for ring in each] for key, each in areas.items()}
    meeting = _find_junctions(ring for each in rings.values() for ring in each)
    made: dict[tuple[Point, ...], list[Point]] = {}
    found = {}
    for key, each in rings.items():
        simple = [(_simplify_ring(ring, meeting, made), ring) for ring in each if len(ring) > 2]
        kept = [small for small, _ring in simple if len(small) > 2 and abs(area_of(small)) >= LEAST_AREA]
        found[key] = kept or [max(each, key=lambda ring: abs(area_of(ring)))]
    return found


def close_up(ring: Iterable[Point]) -> Ring:
    """Return a ring without points that repeat the one before, and without its last, which is its first."""
    points = list(ring)
    kept = [point for number, point in enumerate(points) if point != points[number - 1] or not number]
    return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept


def area_of(ring: Ring) -> float:
    """The area of a ring; its sign says which way round it goes."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])) / 2


def _find_junctions(rings: Iterable[Ring]) -> set[Point]:
    """The points where more than two lines meet."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in pairwise([*ring, ring[0]]):
            beside[one].add(other)
            beside[other].add(one)
    return {point for point, others in beside.items() if len(others) > 2}


def _simplify_ring(ring: Ring, meeting: set[Point], made: dict[tuple[Point, ...], list[Point]]) -> Ring:
    corners = [number for number, point in enumerate(ring) if point in meeting]
    if len(corners) < 2:
        corners = _choose_corners(ring, corners)
    turned = ring[corners[0] :] + ring[: corners[0]]
    starts = [number - corners[0] for number in corners]
    simple: Ring = []
    for first, last in pairwise([*starts, len(ring)]):
        piece = (*turned[first:last], turned[last % len(ring)])
        simple += _simplify_piece(piece, made)[:-1]
    return simple


def _choose_corners(ring: Ring, corners: list[int]) -> list[int]:
    """Two points of a ring that meets others at most once, the same ones whichever way round it is told."""
    first = corners[0] if corners else ring.index(min(ring))
    x, y = ring[first]
    farthest = max(ring, key=lambda point: ((point[0] - x) ** 2 + (point[1] - y) ** 2, point))
    return sorted({first, ring.index(farthest)})


def _simplify_piece(piece: tuple[Point, ...], made: dict[tuple[Point, ...], list[Point]]) -> list[Point]:
    """A piece of a border, made simple once for both of its sides."""
    one_way = min(piece, piece[::-1])
    if one_way not in made:
        made[one_way] = simplify_line(one_way)
    return made[one_way] if piece == one_way else made[one_way][::-1]


def simplify_line(line: Sequence[Point]) -> list[Point]:
    """Leave out what is nearer than `TOLERANCE` to the line that is left (Douglas and Peucker)."""
    kept = {0, len(line) - 1}
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        far, number = max(
            ((_distance(line[n], line[first], line[last]), n) for n in range(first + 1, last)), default=(0.0, 0)
        )
        if far > TOLERANCE:
            kept.add(number)
            open_parts += [(first, number), (number, last)]
    return [line[number] for number in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the stretch between two others."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    across, down = bx - ax, by - ay
    length = across * across + down * down
    share = 0.0 if not length else min(1.0, max(0.0, ((x - ax) * across + (y - ay) * down) / length))
    return ((x - ax - share * across) ** 2 + (y - ay - share * down) ** 2) ** 0.5


def write_path(rings: Iterable[Ring]) -> str:
    """Return rings as the data of an SVG path: whole numbers, each after the first as its step."""
    return "".join(_write_ring(ring) for ring in rings)


def _write_ring(ring: Ring) -> str:
    steps = [(x - was_x, y - was_y) for (was_x, was_y), (x, y) in pairwise(ring)]
    return f"M{ring[0][0]} {ring[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z"
