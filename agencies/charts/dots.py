"""Places as marks on a plain ground: no outlines, north at the top."""

from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, radians, sqrt

from agencies.charts.figures import highest_of, percent
from agencies.charts.map_labels import Label, labels_of

WIDTH, HEIGHT = 100.0, 75.0
SIZES_HEIGHT = 15.0
LARGEST_RADIUS = 4.5
MARGIN = LARGEST_RADIUS + 1
SIZE_STEP = 24.0
# In degrees, a mile or so: what lies closer together than this is not pulled apart to fill the map.
LEAST_SPAN = 0.02
KINDS = ("zip", "county")


@dataclass(frozen=True)
class MapRow:
    """One line of the table below the map."""

    label: str
    value: int | Decimal | None


@dataclass(frozen=True)
class Mark:
    """One place, in the units of the map's `view_box`; its area is in proportion to its value.

    A ZIP code is a disc about (x, y) with `radius`; a county's joint row is a square about the
    same point with `corners`, ready for a polygon. What the other kind needs is "".
    """

    label: str
    value: int
    kind: str
    x: str
    y: str
    radius: str
    corners: str


@dataclass(frozen=True)
class Size:
    """A mark of the legend and where its number stands, in percent of the picture."""

    mark: Mark
    text_x: str
    text_y: str


@dataclass(frozen=True)
class DotMap:
    """A map of 100 by 75 units with a strip for the sizes of marks below; all of it is the `view_box`.

    `marks` come in the order in which they are drawn. `rows` are all places as given, `unplaced`
    counts those of them without coordinates, `kinds` names the kinds that are drawn.
    """

    view_box: str
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    sizes: tuple[Size, ...]
    kinds: tuple[str, ...]
    rows: tuple[MapRow, ...]
    unplaced: int


@dataclass(frozen=True)
class MapSpot:
    """A place on the map in numbers; `radius` is that of a disc of its area."""

    label: str
    value: int
    kind: str
    x: float
    y: float
    radius: float


def dot_map(places):
    """Lay out a map of `places`, a sequence of (label, latitude, longitude, value, kind).

    Coordinates are in degrees or None (told in the table only, and counted); values are whole
    numbers of 0 or more or None (no figure: no mark); `kind` is "zip" for a named ZIP code, or
    "county" for the joint row of a county's other ZIP codes. Larger marks come before smaller
    ones, so that no mark covers all of another. The sizes in the legend are those of marks on the
    map. Raises ValueError for a value below 0, another kind, and an empty sequence.
    """
    places = list(places)
    highest_of(value for _, _, _, value, _ in places)
    if other := {kind for *_, kind in places} - set(KINDS):
        raise ValueError(f"A map has no mark for {', '.join(sorted(other))}.")
    on_map = [place for place in places if None not in (place[1], place[2])]
    spots = sorted(spots_of(on_map), key=lambda spot: -spot.value)
    marks = tuple(mark_at(spot, spot.x, spot.y) for spot in spots)
    rows = tuple(MapRow(label, value) for label, _, _, value, _ in places)
    drawn = {spot.kind for spot in spots}
    return DotMap(
        view_box=f"0 0 {WIDTH:.0f} {HEIGHT + SIZES_HEIGHT:.0f}",
        marks=marks,
        labels=labels_of(spots, WIDTH, HEIGHT, HEIGHT + SIZES_HEIGHT),
        sizes=tuple(sizes_of(spots)),
        kinds=tuple(kind for kind in KINDS if kind in drawn),
        rows=rows,
        unplaced=len(places) - len(on_map),
    )


def spots_of(places):
    """Yield the spots of places that have coordinates; what has no value of 1 or more has no area either."""
    highest = max((value or 0 for _, _, _, value, _ in places), default=0)
    project = projection([(latitude, longitude) for _, latitude, longitude, _, _ in places])
    for label, latitude, longitude, value, kind in places:
        if value:
            x, y = project(latitude, longitude)
            yield MapSpot(label, value, kind, x, y, LARGEST_RADIUS * sqrt(value / highest))


def projection(coordinates):
    """Return what puts (latitude, longitude) on the map, so that `coordinates` fill it and keep their shape.

    Equirectangular: a degree of longitude is as wide as it is at the mean latitude.
    """
    narrowing = cos(radians(sum(latitude for latitude, _ in coordinates) / max(len(coordinates), 1)))
    across, down = [longitude * narrowing for _, longitude in coordinates], [-latitude for latitude, _ in coordinates]
    middle_x, span_x = extent(across)
    middle_y, span_y = extent(down)
    scale = min((WIDTH - 2 * MARGIN) / max(span_x, LEAST_SPAN), (HEIGHT - 2 * MARGIN) / max(span_y, LEAST_SPAN))

    def project(latitude, longitude):
        x = WIDTH / 2 + (longitude * narrowing - middle_x) * scale
        y = HEIGHT / 2 + (-latitude - middle_y) * scale
        return x, y

    return project


def extent(numbers):
    """Return the middle of `numbers` and how far they reach; nothing reaches nowhere."""
    low, high = min(numbers, default=0), max(numbers, default=0)
    return (low + high) / 2, high - low


def mark_at(spot, x, y):
    """Return the Mark of a spot at (x, y): a disc, or a square of the same area."""
    radius, corners = f"{spot.radius:.2f}", ""
    if spot.kind == "county":
        half = spot.radius * sqrt(pi) / 2
        left, right, top, bottom = x - half, x + half, y - half, y + half
        radius = ""
        corners = f"{left:.2f},{top:.2f} {right:.2f},{top:.2f} {right:.2f},{bottom:.2f} {left:.2f},{bottom:.2f}"
    return Mark(spot.label, spot.value, spot.kind, f"{x:.2f}", f"{y:.2f}", radius, corners)


def sizes_of(spots):
    """Yield the largest mark, the one nearest to a quarter of it and the smallest, as far as they differ."""
    if not spots:
        return
    quarter = min(spots, key=lambda spot: abs(4 * spot.value - spots[0].value))
    shown = {spot.value: spot for spot in (spots[0], quarter, spots[-1])}
    y = HEIGHT + SIZES_HEIGHT / 2
    for place, spot in enumerate(shown.values()):
        x = MARGIN + SIZE_STEP * place
        text_x, text_y = x + spot.radius + 2, 100 * y / (HEIGHT + SIZES_HEIGHT)
        yield Size(mark_at(spot, x, y), percent(text_x), percent(text_y))
