"""What an amendment changes of a locked report, and what is different between two versions. Pure.

An amendment changes figures that were typed, and the comment. A, B, C, D and E are the books': what is wrong in them
is put right in the log or in stock. Under earlier rules an amendment could change B and D; the part of D by which it
did so is still read.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.terms import TYPED_LABELS
from lbn.reporting.documents import PeriodReport, TypedFigures
from lbn.reporting.returns.balance import FACTS, parts_of_other
from lbn.reporting.returns.typed import every_typed


class Difference(NamedTuple):
    """A figure that is another one in a later version: its words, what it was and what it is; None where it is not
    stated."""

    label: str
    was: int | None
    now: int | None


def amend_figures(before: PeriodReport, *, typed: TypedFigures) -> PeriodReport:
    """Return the next version of a locked report; typed figures that `typed` does not name stay what they were."""
    return replace(before, typed=every_typed({**before.typed, **typed}), outliers=())


def differences(before: PeriodReport, after: PeriodReport) -> list[Difference]:
    """Return what differs between two versions of a report, in the order in which a report says it."""
    return [one for one in _pairs(before, after) if one.was != one.now]


def _pairs(before: PeriodReport, after: PeriodReport) -> Iterator[Difference]:
    was, now = before.stock, after.stock
    yield Difference(_("On hand at the beginning"), was.opening, now.opening)
    yield Difference(_("Received"), was.received, now.received)
    yield Difference(_("Left with people"), was.left, now.left)
    words = _("Left with people: net corrections to earlier periods")
    yield Difference(words, before.net_corrections, after.net_corrections)
    yield Difference(_("Other changes"), was.other_change, now.other_change)
    parts_before, parts_after = parts_of_other(was), parts_of_other(now)
    for part in {**parts_before, **parts_after}:
        words = _("Other changes: %(part)s") % {"part": part}
        yield Difference(words, parts_before.get(part, 0), parts_after.get(part, 0))
    yield Difference(_("On hand at the end"), was.closing, now.closing)
    for name, label in FACTS.items():
        yield Difference(str(label), getattr(before, name), getattr(after, name))
    for name, label in TYPED_LABELS.items():
        yield Difference(str(label), before.typed.get(name), after.typed.get(name))
