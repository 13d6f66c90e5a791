"""Net corrections to earlier periods: one line of a scope, beside its report.

A published report never changes. What was counted too much in a sealed period is taken off in one
line of the next report. The supplier reads it exactly. Everyone else reads it once at least k
hand-overs have come together; until then it is carried forward.
"""

from __future__ import annotations

from .rows import THRESHOLD, Figures


def release_safely(carried: Figures, new: Figures, *, threshold: int = THRESHOLD) -> tuple[Figures, Figures]:
    """What departments and the public read now, and what is carried to the next period.

    Both inputs are sums of differences (zero or negative, also mixed over the three figures).
    """
    net = carried + new
    if abs(net.handouts) >= threshold:
        return net, Figures()
    return Figures(), net
