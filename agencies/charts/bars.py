"""Bars beside one another's names."""

from dataclasses import dataclass

from agencies.charts.figures import highest_of, percent


@dataclass(frozen=True)
class Bar:
    """One row: its name, its value and how much of the row its bar fills (None: no figure, and no bar)."""

    label: str
    value: int | None
    width: str


@dataclass(frozen=True)
class BarChart:
    bars: tuple[Bar, ...]


def bar_chart(figures):
    """Lay out a horizontal bar for each of `figures`, a sequence of (label, value), in the order given.

    Values are whole numbers of 0 or more; None, a figure that is missing or hidden, has no bar and
    a `width` of "". The scale begins at 0 and the longest bar fills its row: each bar has its
    number beside it, so that there are no ticks. Raises ValueError for a value below 0 and for an
    empty sequence.
    """
    figures = list(figures)
    highest = highest_of(value for _, value in figures)
    return BarChart(bars=tuple(Bar(label, value, width_of(value, highest)) for label, value in figures))


def width_of(value, highest):
    return "" if value is None else percent(100 * value / max(highest, 1))
