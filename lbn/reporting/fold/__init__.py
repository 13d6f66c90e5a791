"""Fold and freeze: how exact counts become a report that points at nobody.

Everything here is pure: counts come in as values, the day, the key and the names come in as arguments, a frozen value
comes out. The rules are those of "Published reports" in `docs/privacy.md`; each module tells its part in prose first.

    fold          counts of a scope or an area, insiders, earlier rows  ->  its report and its members
    coarsen       the fold of an area                                   ->  the public report (k = 20)
    for_counties  the report of an area                                 ->  a department's part of it
    add_up        reports of one scope or area                          ->  their sum (quarter of months, fiscal year)

In the order in which a report is made: `gathering` (counts to spots), `knowledge` (what readers know, what is left),
`places` (which rows there are; `seats`, `regions`, `unions`, `draw`, `groups` help), `times` (months), `report`.
"""

from .adding import add_up, must_add_up, with_steps
from .coarsen import PUBLIC_THRESHOLD, coarsen
from .corrections import release_safely
from .draw import key_id
from .gathering import spot_key
from .joining import join_overlapping, part_overlapping
from .knowledge import EarlierRow
from .parts import for_counties
from .report import Fold, Members, fold
from .rows import (
    FOLD_VERSION,
    OTHER_COUNTIES,
    REST_OF_STATE,
    THRESHOLD,
    UNKNOWN,
    Cell,
    County,
    Figures,
    Folded,
    Kind,
    Level,
    PlaceRow,
    Region,
    RegionRow,
    TimeRow,
    add_whole,
    sum_figures,
)

__all__ = [
    "FOLD_VERSION",
    "OTHER_COUNTIES",
    "PUBLIC_THRESHOLD",
    "REST_OF_STATE",
    "THRESHOLD",
    "UNKNOWN",
    "Cell",
    "County",
    "EarlierRow",
    "Figures",
    "Fold",
    "Folded",
    "Kind",
    "Level",
    "Members",
    "PlaceRow",
    "Region",
    "RegionRow",
    "TimeRow",
    "add_up",
    "add_whole",
    "coarsen",
    "fold",
    "for_counties",
    "join_overlapping",
    "key_id",
    "must_add_up",
    "part_overlapping",
    "release_safely",
    "spot_key",
    "sum_figures",
    "with_steps",
]
