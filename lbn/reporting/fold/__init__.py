"""Fold and freeze: how exact counts become a report that points at nobody.

Everything here is pure: counts come in as values, the day, the key and the names come in as
arguments, a frozen value comes out. The rules are those of "Reports: fold and freeze" in the
privacy paper (`docs/privacy.md`); each module tells its part of them in prose first.

    fold       the counts of one scope and period   ->  base report   (the only reader of counts)
    add_up     reports of one scope, or roll-ups    ->  their sum     (quarter of months, year)
    roll_up    base reports of several scopes       ->  state report
    for_counties  a state report                    ->  its rows of some counties
    coarsen    a state report                       ->  public report (k = 20)

Only `fold` ever sees counts. Whatever comes later adds or merges stored rows, so that it cannot
tell more than the stored rows tell.
"""

from .base import fold
from .coarsen import PUBLIC_THRESHOLD, coarsen
from .corrections import release_safely
from .draw import key_id
from .rollup import add_up, for_counties, roll_up
from .rows import (
    NAMED_PART,
    NOT_PLACED,
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
    TimeRow,
    fewer_than,
    hide_small,
    sum_figures,
)

__all__ = [
    "NAMED_PART",
    "NOT_PLACED",
    "OTHER_COUNTIES",
    "PUBLIC_THRESHOLD",
    "REST_OF_STATE",
    "THRESHOLD",
    "UNKNOWN",
    "Cell",
    "County",
    "Figures",
    "Folded",
    "Kind",
    "Level",
    "PlaceRow",
    "TimeRow",
    "add_up",
    "coarsen",
    "fewer_than",
    "fold",
    "for_counties",
    "hide_small",
    "key_id",
    "release_safely",
    "roll_up",
    "sum_figures",
]
