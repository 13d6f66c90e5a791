"""Beside earlier rows: which unions of a county's rows a reader can know something of, and whether they fit.

An earlier row is *cut* when its places are in several rows now. Whoever adds up these rows and takes the earlier one
off knows what is left of their union; and so for several cut rows at once, whose single covers may all fit while the
union of the covers does not. So what is left must fit for every union that covers one or several cut rows. A union
that covers no further cut row adds nothing, for what fits, added, fits: only the covers and their unions are looked
at, and only within a county, which is their bound (a year has four earlier rows there, or twelve, that can be cut).

The part that a rest holds of a county counts as one of its rows, and must fit by itself while the county has others:
as if the reader knew it. Likewise the part there of an earlier row over several counties counts as known. Otherwise
it would be among what is left of every union with the rest's part, and hide a small figure behind a large one; and
with both known, each county can be looked at for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .knowledge import Knowledge, add_held
from .rows import Kind
from .seats import Row


@dataclass(frozen=True, slots=True)
class CountyRows:
    """The rows of a county, and the rests that hold a part of it."""

    key: str
    rows: Sequence[Row]


RowNumbers = frozenset[int]


def find_bad_union(county: CountyRows, knowledge: Knowledge) -> Sequence[Row]:
    """The first union of a county's rows that can be known and does not fit; empty where there is none."""
    if not knowledge.earlier or len(county.rows) < 2:
        return ()
    rows = sorted(county.rows, key=lambda row: row.label)
    spots = [
        {key for key in row.spots if knowledge.spots[key].county.key == county.key}
        if row.kind == Kind.REST
        else row.spots
        for row in rows
    ]
    held = [
        add_held(knowledge.held[key] for key in part) if row.kind == Kind.REST else row.held
        for row, part in zip(rows, spots, strict=True)
    ]
    parts = [frozenset([number]) for number, row in enumerate(rows) if row.kind == Kind.REST]
    for union in sorted(
        {*parts, *unions_of(covers_of_cut(spots, knowledge))}, key=lambda one: (len(one), sorted(one))
    ):
        together = set().union(*(spots[number] for number in union))
        if not knowledge.fits_in_county(together, add_held(held[number] for number in union)):
            return [rows[number] for number in sorted(union)]
    return ()


def covers_of_cut(spots: Sequence[set[str]], knowledge: Knowledge) -> set[RowNumbers]:
    """For each earlier row that is cut, the numbers of the rows that it is spread over."""
    row_of = {key: number for number, keys in enumerate(spots) for key in keys}
    near = {number for key in row_of for number in knowledge.earlier_of.get(key, ())}
    covers = set()
    for number in near:
        known = knowledge.earlier[number]
        if not known.is_wide:
            covers.add(frozenset(row_of[key] for key in known.spots))
    return {cover for cover in covers if len(cover) > 1}


def unions_of(covers: Iterable[RowNumbers]) -> set[RowNumbers]:
    """All unions of one or several covers."""
    unions: set[RowNumbers] = set()
    for cover in covers:
        unions |= {cover, *(cover | union for union in unions)}
    return unions
