"""A line over time."""

from dataclasses import dataclass
from itertools import groupby

from agencies.charts.figures import highest_of, percent

LEFT, RIGHT = 12.0, 93.0
TOP, BOTTOM = 8.0, 88.0
TICKS_WANTED = 4
LABELS_WANTED = 6
LABELS_ON_A_PHONE = 3


@dataclass(frozen=True)
class Tick:
    """One horizontal line: its value and its height."""

    value: int
    y: str


@dataclass(frozen=True)
class Point:
    """One label with its value (None: no figure, and then no `y`).

    `marked` labels are written under the chart; of these, `sparse` ones give way on a phone.
    """

    label: str
    value: int | None
    x: str
    y: str
    marked: bool
    sparse: bool


@dataclass(frozen=True)
class Stretch:
    """One unbroken part of the line, and the area below it, as SVG `points` in a 100 by 100 box."""

    line: str
    area: str


@dataclass(frozen=True)
class LineChart:
    ticks: tuple[Tick, ...]
    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]


def line_chart(figures):
    """Lay out a line over `figures`, a sequence of (label, value) in order of time.

    Values are whole numbers of 0 or more; None leaves a gap. The scale begins at 0 and ends at
    a round number. Raises ValueError for a value below 0 and for an empty sequence.
    """
    figures = list(figures)
    highest = highest_of(value for _, value in figures)
    step = tick_step(highest)
    top = step * max(1, -(-highest // step))
    places = [
        (across(index, len(figures)), None if value is None else down(value, top))
        for index, (_, value) in enumerate(figures)
    ]
    return LineChart(
        ticks=tuple(Tick(value, percent(down(value, top))) for value in range(0, top + 1, step)),
        points=tuple(points(figures, places)),
        stretches=tuple(stretches(places)),
    )


def tick_step(highest):
    """Return the smallest of 1, 2, 5, 10, 20, 50, … that needs no more than TICKS_WANTED steps to `highest`."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if size * factor * TICKS_WANTED >= highest:
                return size * factor
        size *= 10


def across(index, count):
    return (LEFT + RIGHT) / 2 if count == 1 else LEFT + (RIGHT - LEFT) * index / (count - 1)


def down(value, top):
    return BOTTOM - (BOTTOM - TOP) * value / top


def points(figures, places):
    """Yield the Points; labels are counted from the newest back, so that the newest is always written."""
    every = -(-len(figures) // LABELS_WANTED)
    every_on_a_phone = every * -(-len(figures) // (LABELS_ON_A_PHONE * every))
    for index, ((label, value), (x, y)) in enumerate(zip(figures, places, strict=True)):
        age = len(figures) - 1 - index
        yield Point(
            label=label,
            value=value,
            x=percent(x),
            y="" if y is None else percent(y),
            marked=age % every == 0,
            sparse=age % every_on_a_phone != 0,
        )


def stretches(places):
    """Yield a Stretch for every run of neighbouring figures."""
    for known, run in groupby(places, key=lambda place: place[1] is not None):
        if known:
            points = list(run)
            line = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
            yield Stretch(line, f"{points[0][0]:.2f},{BOTTOM:.2f} {line} {points[-1][0]:.2f},{BOTTOM:.2f}")
