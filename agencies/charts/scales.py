"""What stands below a map: the ramp of its shades with round numbers, and a bar of miles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agencies.charts.figures import percent

CLASSES = 5
LEAST_TOP = 20
ROUND = (1, 2, 5)
RAMP, BAR_FROM, BAR_ROOM = 60.0, 72.0, 22.0
Figure = int | Decimal


@dataclass(frozen=True)
class RampStep:
    """A number below the ramp, and where it stands."""

    value: int
    x: str


@dataclass(frozen=True)
class Swatch:
    """A color of the ramp and where it begins."""

    shade: str
    x: str
    width: str


@dataclass(frozen=True)
class ScaleBar:
    """So many miles, and how wide they are."""

    miles: int
    x: str
    width: str
    middle: str


def breaks_of(values: Iterable[Figure]) -> list[int]:
    """Return where the five classes end: five neighbors of 1, 2, 5, 10, 20, ..., the last one not below any value."""
    highest = max([LEAST_TOP, *values])
    series = [LEAST_TOP // 20, LEAST_TOP // 10, LEAST_TOP // 4, LEAST_TOP // 2, LEAST_TOP]
    while series[-1] < highest:
        power, first = len(series) // len(ROUND), len(series) % len(ROUND)
        series.append(ROUND[first] * 10**power)
    return series[-CLASSES:]


def swatches_of(breaks: Sequence[int]) -> Iterable[Swatch]:
    width = RAMP / len(breaks)
    for number in range(len(breaks)):
        yield Swatch(f"shade-{number + 1}", percent(1 + number * width), percent(width))


def ramp_steps(breaks: Sequence[int]) -> Iterable[RampStep]:
    width = RAMP / len(breaks)
    for number, value in enumerate([0, *breaks]):
        yield RampStep(value, percent(1 + number * width))


def scale_bar(width_of_a_mile: float) -> ScaleBar:
    """Return a bar of 1, 2, 5, 10, ... miles, the longest that has room."""
    miles, power = 1, 1
    while True:
        longer = [step * power for step in (1, 2, 5, 10) if step * power > miles]
        if not longer or longer[0] * width_of_a_mile > BAR_ROOM:
            if longer:
                break
            power *= 10
            continue
        miles = longer[0]
    width = min(miles * width_of_a_mile, BAR_ROOM)
    return ScaleBar(miles, percent(BAR_FROM), percent(width), percent(BAR_FROM + width / 2))
