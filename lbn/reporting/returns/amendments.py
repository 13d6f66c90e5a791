"""What an amendment may change of a locked report, and what it has changed. Pure.

It may change figures that were typed, B (received) and D (other changes); never C, which is what the log said when
the period was counted. E follows, so that A + B - C ± D = E holds.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.terms import TYPED_LABELS
from lbn.reporting.documents import PeriodReport, TypedFigures
from lbn.reporting.returns.typed import every_typed

AMENDED = "amended"


class Difference(NamedTuple):
    """A figure that an amendment has changed: its words, what it was and what it is; None where it is not stated."""

    label: str
    was: int | None
    now: int | None


def amend_figures(before: PeriodReport, *, received: int, other_change: int, typed: TypedFigures) -> PeriodReport:
    """Return the next version of a locked report. `received` is B, `other_change` D, both in kits; typed figures that
    `typed` does not name stay what they were.

    What D changes by stands in its part "amended"; everything that is C is as it was.
    """
    stock = before.stock
    other = {reason: kits for reason, kits in stock.other.items() if reason != AMENDED}
    change = stock.other.get(AMENDED, 0) + other_change - stock.other_change
    if change:
        other[AMENDED] = change
    closing = stock.opening + received - stock.left + other_change
    stock = replace(stock, received=received, other=other, other_change=other_change, closing=closing)
    return replace(before, stock=stock, typed=every_typed({**before.typed, **typed}), outliers=())


def differences(before: PeriodReport, after: PeriodReport) -> list[Difference]:
    """Return what differs between two versions of a report, in the order in which a report says it."""
    return [one for one in _pairs(before, after) if one.was != one.now]


def _pairs(before: PeriodReport, after: PeriodReport) -> Iterator[Difference]:
    was, now = before.stock, after.stock
    yield Difference(_("Received"), was.received, now.received)
    yield Difference(_("Left with people"), was.left, now.left)
    yield Difference(_("Other changes"), was.other_change, now.other_change)
    yield Difference(_("On hand at the end"), was.closing, now.closing)
    for name, label in TYPED_LABELS.items():
        yield Difference(str(label), before.typed.get(name), after.typed.get(name))
