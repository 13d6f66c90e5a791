"""The totals of a reader's reports over time: what a headline compares, and what a line is drawn from.

A series is every report of one reader and one kind of period, from the first to the newest. A period in between that
has no report, whose report was withdrawn, or whose total is not shown has a word in place of its figures: the line
has a gap there, and nothing is compared with it. Only periods that follow each other have any in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lbn.reporting.calendar.kinds import PeriodKind, PeriodName, kind_of, period_for_charts, shift, spans_from
from lbn.reporting.calendar.spans import Span
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.fold import Figures
from lbn.reporting.models import Issue

NOT_SHOWN = _("not shown")
WITHDRAWN = _("withdrawn")
NO_REPORT = _("no report")


class PeriodTotal(NamedTuple):
    """What was left in one period, or the word that stands in place of it; and its report, if there is one."""

    span: Span
    figures: Figures | None
    why: str | Promise = ""
    issue: Issue | None = None

    @property
    def words(self) -> str:
        return period_in_words(*self.span)

    @property
    def label(self) -> str:
        return period_for_charts(self.span)

    @property
    def kits(self) -> int | None:
        return None if self.figures is None else self.figures.kits


class Change(NamedTuple):
    """By how much a figure differs from an earlier one: a difference and, unless that was nothing, a share of it in
    whole percent."""

    difference: int
    percent: int | None


@dataclass(frozen=True)
class Series:
    """The totals of all periods of one kind, oldest first, without a gap."""

    kind: PeriodKind
    totals: Sequence[PeriodTotal]

    @property
    def is_of_counties(self) -> bool:
        """Whether they are of the counties of a health department, which may be others in another period."""
        return any(one.issue and one.issue.department_id for one in self.totals)

    def of(self, span: Span) -> PeriodTotal | None:
        return next((one for one in self.totals if one.span == span), None)

    def a_year_before(self, span: Span) -> PeriodTotal | None:
        """The same period of the year before; None where that was before the first report."""
        return self.of(shift(span, -12))

    @property
    def newest(self) -> PeriodTotal:
        """The newest period whose report was not withdrawn, or the newest of all."""
        reported = [one for one in self.totals if one.issue and one.why != WITHDRAWN]
        return (reported or self.totals)[-1]


def series_of(issues: Iterable[Issue]) -> list[Series]:
    """Return every series of some reports, each with one reader and one kind of period; the shortest periods first,
    and of these the newest."""
    by_kind: dict[tuple[object, ...], list[Issue]] = defaultdict(list)
    for issue in issues:
        reader = (issue.scope_id, issue.department_id, issue.program_id, issue.is_public)
        by_kind[kind_of(issue.span), *reader].append(issue)
    made = [_series(kind, of_kind) for (kind, *_reader), of_kind in by_kind.items() if isinstance(kind, PeriodKind)]
    return sorted(made, key=lambda one: (one.kind.months, -one.totals[-1].span.last.toordinal()))


def series_with(issues: Iterable[Issue], issue: Issue) -> Series:
    """Return the series in which a report stands; `issues` are all of its reader's, it among them."""
    every = series_of(issues)
    return next(one for one in every if any(total.issue == issue for total in one.totals))


def _series(kind: PeriodKind, issues: Sequence[Issue]) -> Series:
    by_span = {issue.span: issue for issue in issues}
    spans = sorted(by_span) if kind.name == PeriodName.OTHER else spans_from(min(by_span), max(by_span))
    return Series(kind, tuple(_total(span, by_span.get(span)) for span in spans))


def _total(span: Span, issue: Issue | None) -> PeriodTotal:
    if issue is None:
        return PeriodTotal(span, None, NO_REPORT)
    if issue.is_withdrawn:
        return PeriodTotal(span, None, WITHDRAWN, issue)
    return PeriodTotal(span, issue.total, NOT_SHOWN if issue.total is None else "", issue)


def change_between(now: int, before: int) -> Change:
    """By how much a figure differs from one before."""
    return Change(now - before, round(100 * (now - before) / before) if before else None)
