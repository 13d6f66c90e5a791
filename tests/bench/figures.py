"""Figures that mean something on a busy machine: ratios to a floor that was measured beside them.

A round measures the floor and the application one right after the other; the figure is the median of the rounds'
ratios, its spread the ratios from the 10th to the 90th percentile. Where the floor itself spreads more than twofold
the machine was too restless and the row is void: neither reached nor missed.
"""

from dataclasses import asdict, dataclass
from statistics import median
from typing import NamedTuple

RESTLESS = 2
TENTH, NINE_TENTHS = 0.1, 0.9


def percentile(values, share):
    """Return the value below which `share` (0 to 1) of `values` lies, between two of them by proportion."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


class Comparison(NamedTuple):
    """The median ratio of got to floor over all rounds, its spread, the floor's median, and whether it held still."""

    ratio: float
    low: float
    high: float
    floor: float
    got: float
    restless: bool


def compare(rounds):
    """Return the `Comparison` of (floor, got) pairs, one pair for each round, in any unit."""
    floors, gots = zip(*rounds, strict=True)
    ratios = [got / floor for floor, got in rounds]
    spread = percentile(floors, NINE_TENTHS) / percentile(floors, TENTH)
    return Comparison(
        ratio=median(ratios),
        low=percentile(ratios, TENTH),
        high=percentile(ratios, NINE_TENTHS),
        floor=median(floors),
        got=median(gots),
        restless=spread > RESTLESS,
    )


@dataclass
class Row:
    """One line of the table. `got` is a ratio to `floor` where there is one, else a figure in `unit`."""

    id: str
    what: str
    floor: float | None
    got: float
    reach: float
    ok: bool | None
    unit: str = ""
    spread: tuple[float, float] | None = None
    at_least: bool = False
    note: str = ""

    def as_dict(self):
        return asdict(self)

    def cells(self):
        """Return the line as people read it, in the order of `HEADS`."""
        floor = "-" if self.floor is None else f"{self.floor:,.4g} {self.unit}"
        times = "x" if self.floor is not None else f" {self.unit}".rstrip()
        spread = f" ({self.spread[0]:,.3g} to {self.spread[1]:,.3g})" if self.spread else ""
        reach = f"{'≥' if self.at_least else '≤'} {self.reach:,.4g}{times}"
        said = {True: "yes", False: "NO", None: "void"}[self.ok]
        return self.id, self.what, floor, f"{self.got:,.4g}{times}{spread}", reach, said, self.note


HEADS = ("id", "what", "floor", "got", "reach", "ok", "")


def of_rounds(identity, what, rounds, *, reach, unit, at_least=False, note=""):
    """Return the `Row` of (floor, got) pairs."""
    found = compare(rounds)
    kept = found.ratio >= reach if at_least else found.ratio <= reach
    return Row(
        id=identity,
        what=what,
        floor=found.floor,
        got=found.ratio,
        reach=reach,
        ok=None if found.restless else kept,
        unit=unit,
        spread=(found.low, found.high),
        at_least=at_least,
        note="the floor spreads more than twofold: run it again" if found.restless else note,
    )


def exact(identity, what, got, *, reach, unit="", note=""):
    """Return the `Row` of a figure that is the same on every machine."""
    return Row(id=identity, what=what, floor=None, got=got, reach=reach, ok=got <= reach, unit=unit, note=note)
