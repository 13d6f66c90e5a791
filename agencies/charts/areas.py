"""Counties by their outlines, shaded by one figure, with ZIP codes as discs upon them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi, sqrt
from typing import NamedTuple

from agencies.charts.dots import MapRow, MapSpot, Mark, mark_at
from agencies.charts.map_labels import Box, Label, NamedArea, choose_labels
from agencies.charts.scales import Figure, RampStep, ScaleBar, Swatch, breaks_of, ramp_steps, scale_bar, swatches_of
from agencies.charts.spreading import settle_marks

# The picture in the units of marks and names; the map is its upper part, the scales are below.
WIDTH, HEIGHT, WITH_SCALES = 100.0, 75.0, 94.0
MOST_MARKS = 60
LARGEST_RADIUS, LEAST_RADIUS = 2.2, 0.45
# How much of a county its discs may cover.
FILLED = 0.3
MARGIN = 0.03
# So many hatches across the map.
HATCHES = 90
NUMBER = re.compile("-?[0-9]+")
SHOWN, UNKNOWN, NOBODY = "shown", "unknown", "nobody"
KINDS = ("hatched", "zero", "unknown", "ground")
Corners = list[tuple[int, int]]
Outline = Sequence[tuple[float, float]]


class CountyArea(NamedTuple):
    """A county: its label, a short name to stand on it, its outline as data of an SVG path, and how it stands:
    "shown" with a value, "hidden" where its figure is not shown, "unknown" where there is no figure, or "nobody"
    where there is nobody of whom one could be."""

    label: str
    name: str
    path: str
    stands: str
    value: Figure | None = None


class PlacedCode(NamedTuple):
    """A ZIP code, the label of its county, and where it lies in the units of the outlines; None where that is not
    known."""

    label: str
    county: str
    at: tuple[float, float] | None
    value: int


@dataclass(frozen=True)
class DrawnArea:
    """A county as it is drawn: `shade` is "zero", "hatched", or "shade-1" to "shade-5"."""

    label: str
    path: str
    shade: str
    value: Figure | None


@dataclass(frozen=True)
class AreaMap:
    """A map of counties. `view_box` is of the outlines; words and scales stand in percent of the whole picture.

    `rows` are the counties of which something is said, `unplaced` counts ZIP codes that have no disc. `unknown` and
    `ground` are the outlines of all counties that stand so. `kinds` says of those of "hatched", "zero", "unknown" and
    "ground" that are drawn how many counties are so, and `in_shades` how many have each shade, the lowest figures
    first. `hatch` is how far apart the lines of "hatched" are, `sample` the width and height of a sample of them.
    """

    view_box: str
    hatch: str
    sample: str
    areas: tuple[DrawnArea, ...]
    unknown: str
    ground: str
    marks: tuple[Mark, ...]
    marks_box: str
    labels: tuple[Label, ...]
    swatches: tuple[Swatch, ...]
    steps: tuple[RampStep, ...]
    bar: ScaleBar
    kinds: dict[str, int]
    in_shades: tuple[int, ...]
    rows: tuple[MapRow, ...]
    unplaced: int


class View(NamedTuple):
    """The part of the outlines that is looked at, four by three."""

    left: float
    top: float
    width: float

    @property
    def height(self) -> float:
        return self.width * HEIGHT / WIDTH

    def put(self, x: float, y: float) -> tuple[float, float]:
        """A point of the outlines in the units of marks and names."""
        return (x - self.left) / self.width * WIDTH, (y - self.top) / self.height * HEIGHT


def area_map(areas: Sequence[CountyArea], codes: Sequence[PlacedCode], *, units_in_a_mile: float) -> AreaMap:
    """Lay out a map of all `areas`, which are told in every period, so that its reach never changes.

    Classes end at round numbers (1, 2, 5, 10, ...), the darkest at the first that no figure is above. The largest
    `MOST_MARKS` ZIP codes have a disc within their county, where it has room for all of its own. Raises ValueError
    where there is no area.
    """
    if not areas:
        raise ValueError("A map needs at least one area.")
    rings = {area.label: read_path(area.path) for area in areas}
    view = view_of(corner for each in rings.values() for ring in each for corner in ring)
    breaks = breaks_of(area.value for area in areas if area.value is not None)
    drawn = [draw_area(area, breaks) for area in areas if area.stands not in (UNKNOWN, NOBODY)]
    joint = {stands: "".join(area.path for area in areas if area.stands == stands) for stands in (UNKNOWN, NOBODY)}
    outlines = {label: [view.put(*corner) for corner in largest_of(each)] for label, each in rings.items()}
    put = [code._replace(at=view.put(*code.at)) if code.at else code for code in codes]
    spots = spots_of_codes(put, outlines)
    swatches = tuple(swatches_of(breaks))
    how_many = count_counties(areas, drawn)
    kinds = {kind: how_many[kind] for kind in KINDS if how_many[kind]}
    marks = tuple(mark_at(spot, spot.x, spot.y) for spot in spots)
    return AreaMap(
        view_box=f"{view.left:.0f} {view.top:.0f} {view.width:.0f} {view.height:.0f}",
        hatch=f"{view.width / HATCHES:.0f}",
        sample=f"{view.width / HATCHES * 3:.0f} {view.width / HATCHES * 2:.0f}",
        areas=tuple(drawn),
        unknown=joint[UNKNOWN],
        ground=joint[NOBODY],
        marks=marks,
        marks_box=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        labels=names_on(areas, outlines, spots),
        swatches=swatches,
        steps=tuple(ramp_steps(breaks)),
        bar=scale_bar(units_in_a_mile / view.width * WIDTH),
        kinds=kinds,
        in_shades=tuple(how_many[swatch.shade] for swatch in swatches),
        rows=tuple(MapRow(area.label, area.value) for area in areas if area.stands != NOBODY),
        unplaced=len(codes) - len(spots),
    )


def read_path(path: str) -> list[Corners]:
    """Return the corners of an outline, ring by ring: whole numbers, the first where it is, the others as steps."""
    rings = []
    for ring in path.split("z"):
        numbers = [int(number) for number in NUMBER.findall(ring)]
        x = y = 0
        corners = []
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            corners.append((x, y))
        if corners:
            rings.append(corners)
    return rings


def view_of(corners: Iterable[tuple[int, int]]) -> View:
    """Return the part of the outlines that holds all corners, with a margin."""
    across, down = zip(*corners, strict=True)
    width, height = max(across) - min(across), max(down) - min(down)
    wide = max(width, height * WIDTH / HEIGHT, 1) * (1 + 2 * MARGIN)
    left, top = (min(across) + max(across) - wide) / 2, (min(down) + max(down) - wide * HEIGHT / WIDTH) / 2
    return View(left, top, wide)


def count_counties(areas: Iterable[CountyArea], drawn: Iterable[DrawnArea]) -> Counter[str]:
    """How many counties have each shade, and how many are "unknown" or "ground"."""
    joint = {UNKNOWN: "unknown", NOBODY: "ground"}
    how_many = Counter(area.shade for area in drawn)
    how_many.update(joint[area.stands] for area in areas if area.stands in joint)
    return how_many


def draw_area(area: CountyArea, breaks: Sequence[int]) -> DrawnArea:
    shade = "hatched"
    if area.stands == SHOWN and area.value is not None:
        number = next(number for number, highest in enumerate(breaks, 1) if area.value <= highest)
        shade = f"shade-{number}" if area.value else "zero"
    return DrawnArea(area.label, area.path, shade, area.value)


def spots_of_codes(codes: Sequence[PlacedCode], outlines: Mapping[str, Outline]) -> list[MapSpot]:
    """Return the discs of ZIP codes, largest first, each within the outline of its county, moved apart.

    A county that has no room for its discs has none: they would hide it and its neighbors.
    """
    placed = [code for code in codes if code.at and code.value and code.county in outlines]
    shown = sorted(placed, key=lambda one: (-one.value, one.label))[:MOST_MARKS]
    by_county: dict[str, list[PlacedCode]] = defaultdict(list)
    for code in shown:
        by_county[code.county].append(code)
    scale = scale_of_discs([(outlines[county], here) for county, here in by_county.items()])
    spots = []
    for county, here in by_county.items():
        ring, radii = outlines[county], [max(LEAST_RADIUS, scale * sqrt(code.value)) for code in here]
        places = settle_marks([code.at for code in here if code.at], radii, ring, middle_of(ring))
        if not places:
            continue
        spots += [
            MapSpot(code.label, code.value, "zip", x, y, radius)
            for code, radius, (x, y) in zip(here, radii, places, strict=True)
        ]
    return sorted(spots, key=lambda spot: (-spot.value, spot.label))


def scale_of_discs(counties: Sequence[tuple[Outline, Sequence[PlacedCode]]]) -> float:
    """Return by what the root of a value becomes a radius, so that most counties have room for their discs."""
    if not counties:
        return 0
    rooms = sorted(
        sqrt(FILLED * abs(area_within(ring)) / (pi * sum(code.value for code in here))) for ring, here in counties
    )
    highest = max(code.value for _ring, here in counties for code in here)
    return min(rooms[len(rooms) // 3], LARGEST_RADIUS / sqrt(highest))


def names_on(
    areas: Sequence[CountyArea], outlines: Mapping[str, Outline], marks: Sequence[MapSpot]
) -> tuple[Label, ...]:
    """Return the names of the counties with the highest figures, each upon its county, where they fit."""
    spots = []
    for area in sorted(areas, key=lambda one: (-(one.value or 0), one.label)):
        if area.value:
            across, down = zip(*outlines[area.label], strict=True)
            reach = Box(min(across), max(across), min(down), max(down))
            spots.append(NamedArea(area.name, *middle_of(outlines[area.label]), reach))
    return choose_labels(spots, Box(0, WIDTH, 0, HEIGHT), WITH_SCALES, marks)


def largest_of(rings: Sequence[Corners]) -> Corners:
    """The largest ring of an outline: the county without its islands."""
    return max(rings, key=lambda ring: abs(area_within(ring)))


def area_within(ring: Outline) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])) / 2


def middle_of(ring: Outline) -> tuple[float, float]:
    """The center of gravity of a ring."""
    whole = 6 * area_within(ring)
    if not whole:
        return ring[0]
    turns = [((ax, ay), (bx, by), ax * by - bx * ay) for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])]
    return (
        sum((one[0] + other[0]) * turn for one, other, turn in turns) / whole,
        sum((one[1] + other[1]) * turn for one, other, turn in turns) / whole,
    )
