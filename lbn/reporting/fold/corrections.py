"""Net corrections to earlier periods: one line of a scope, beside its report.

A published report never changes. What was counted too much in a sealed period is taken off in one line of the next
report. The supplier reads it exactly. Everybody else reads it once what is left of it for each insider is nothing or
stands on at least k hand-overs; until then it is carried forward.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from .rows import THRESHOLD, Figures, sum_figures


def release_safely(
    net: Mapping[str, Figures], insiders: Iterable[AbstractSet[str]] = (), *, threshold: int = THRESHOLD
) -> Figures:
    """What everybody else reads now of `net`, by source all that was not told yet: all of it, or nothing.

    It holds differences (zero or negative, also mixed over the three figures).
    """
    whole = sum_figures(net.values())
    left = [whole.handouts]
    left += [whole.handouts - sum_figures(net[one] for one in known if one in net).handouts for known in insiders]
    is_safe = abs(whole.handouts) >= threshold and all(one == 0 or abs(one) >= threshold for one in left)
    return whole if is_safe else Figures()
