"""What an amendment may change of a locked report, and what it has changed. Pure.

It may change figures that were typed, B (received) and D (other changes); never C, which is what the log said when
the period was counted. E follows, so that A + B - C ± D = E holds.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from lbn.reporting.returns.typed import LABELS, as_content

Content = dict[str, Any]
AMENDED = "amended"


class Difference(NamedTuple):
    """A figure that an amendment has changed: its words, what it was and what it is; None where it is not stated."""

    label: str
    was: int | None
    now: int | None


def amended(content: Mapping[str, Any], *, received: int, other_change: int, typed: Mapping[str, Any]) -> Content:
    """Return the content of the next version of a locked report. `received` is B, `other_change` D, both in kits;
    typed figures that `typed` does not name stay what they were.

    What D changes by stands in its part "amended"; everything that is C is as it was.
    """
    before = content["stock"]
    other = dict(before["other"])
    change = other.pop(AMENDED, 0) + other_change - before["other_change"]
    if change:
        other[AMENDED] = change
    closing = before["opening"] + received - before["left"] + other_change
    stock = before | {"received": received, "other": other, "other_change": other_change, "closing": closing}
    told = as_content({**(content.get("typed") or {}), **typed})
    return {**content, "stock": stock, "typed": told, "outliers": []}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return what differs between two versions of a report, in the order in which a report says it."""
    pairs = [
        (_("Received"), before["stock"]["received"], after["stock"]["received"]),
        (_("Left with people"), before["stock"]["left"], after["stock"]["left"]),
        (_("Other changes"), before["stock"]["other_change"], after["stock"]["other_change"]),
        (_("On hand at the end"), before["stock"]["closing"], after["stock"]["closing"]),
    ]
    was, now = as_content(before.get("typed")), as_content(after.get("typed"))
    pairs += [(str(label), was[name], now[name]) for name, label in LABELS.items()]
    return [Difference(label, old, new) for label, old, new in pairs if old != new]
