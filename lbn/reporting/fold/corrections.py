"""Net corrections to earlier periods: one line of a scope, beside its report.

A published report never changes. What was counted too much in a sealed period is taken off in one line of the next
report. The supplier reads it exactly. Everybody else reads it once what is left of it for each insider is nothing or
stands on at least k hand-overs; until then it is carried forward.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from .rows import THRESHOLD, Figures, sum_figures

NetBySource = Mapping[str, Figures]


def release_safely(
    carried: NetBySource,
    new: NetBySource,
    insiders: Iterable[AbstractSet[str]] = (),
    *,
    threshold: int = THRESHOLD,
) -> tuple[Figures, NetBySource]:
    """What everybody else reads now, and what is carried to the next period, by source.

    Both inputs are differences (zero or negative, also mixed over the three figures).
    """
    net = {
        source: carried.get(source, Figures()) + new.get(source, Figures()) for source in carried.keys() | new.keys()
    }
    whole = sum_figures(net.values())
    left = [whole.handouts]
    left += [whole.handouts - sum_figures(net[one] for one in known if one in net).handouts for known in insiders]
    is_safe = abs(whole.handouts) >= threshold and all(one == 0 or abs(one) >= threshold for one in left)
    return (whole, {}) if is_safe else (Figures(), net)
