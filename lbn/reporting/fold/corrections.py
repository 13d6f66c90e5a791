"""Net corrections to earlier periods: one line of a scope, beside its report.

A published report never changes. What was counted too much in a sealed period is taken off in one line of the next
report. The supplier reads it exactly. Everybody else reads it once what is left of it for each insider is nobody's or
stands on at least k hand-overs; until then it is carried forward. Kits without a hand-over, or hand-overs that cancel
each other out, are somebody's and stand on none.
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
    corrected = {source for source, figures in net.items() if figures}
    for known in [frozenset[str](), *insiders]:
        left = corrected - known
        if left and abs(sum_figures(net[source] for source in left).handouts) < threshold:
            return Figures()
    return sum_figures(net.values())
