"""Kinds of period: reports of one kind stand beside each other in a list, and make a line over time. Pure."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from agencies.periods import add_months, month_end
from agencies.wording import write_month_name, write_short_month
from lbn.reporting.calendar.spans import Span

TO = "\N{EN DASH}"


class PeriodName(StrEnum):
    """What people call a period of so many months."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    OTHER = "other"


HEADINGS = {
    PeriodName.MONTH: _("Months"),
    PeriodName.QUARTER: _("Quarters"),
    PeriodName.YEAR: _("Calendar years"),
    PeriodName.FISCAL_YEAR: _("Fiscal years"),
    PeriodName.OTHER: _("Other periods"),
}


class PeriodKind(NamedTuple):
    """How many months a period has and, of a year, with which month it begins."""

    months: int
    begins: int = 0

    @property
    def name(self) -> PeriodName:
        if self.months == 12:
            return PeriodName.YEAR if self.begins == 1 else PeriodName.FISCAL_YEAR
        return {1: PeriodName.MONTH, 3: PeriodName.QUARTER}.get(self.months, PeriodName.OTHER)

    def next(self, span: Span) -> Span:
        """Return the period after one."""
        return shift(span, self.months)


def heading_of(kind: PeriodKind) -> str:
    """Return what stands above periods of a kind."""
    return str(HEADINGS[kind.name])


def kind_of(span: Span) -> PeriodKind:
    """Return the kind of a period of whole months."""
    months = 12 * (span.last.year - span.first.year) + span.last.month - span.first.month + 1
    return PeriodKind(months, span.first.month if months == 12 else 0)


def spans_from(first: Span, last: Span) -> Iterator[Span]:
    """Yield every period of one kind from the first to the last, both included."""
    kind, span = kind_of(first), first
    while span.first <= last.first:
        yield span
        span = kind.next(span)


def shift(span: Span, months: int) -> Span:
    """Return the period of the same length that begins so many months later, or earlier where `months` is below 0."""
    return Span(add_months(span.first, months), month_end(add_months(span.last.replace(day=1), months)))


def period_for_charts(span: Span) -> str:
    """Return a period short enough to stand under a line: "Nov 2026", "Oct to Dec 2026" with a dash, "2026"."""
    kind = kind_of(span)
    if kind.months == 1:
        return write_short_month(span.first)
    if kind.name == PeriodName.YEAR:
        return str(span.first.year)
    if kind.name == PeriodName.FISCAL_YEAR:
        return f"{span.first.year}{TO}{span.last:%y}"
    first, last = (write_month_name(month, is_short=True) for month in span)
    return f"{first}{TO}{last} {span.last.year}"
