"""The longer times over which reports are added up: quarters of months, and years. Pure.

A span is a pair of days: the first and the last one of whole months, but for figures that run to today.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from agencies.models import Cadence
from agencies.periods import add_months, month_end, quarter_of


class Span(NamedTuple):
    """From one day to another or the same: whole months, wherever reports are added up."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def whole(span: Span, months: int) -> Span:
    """Return the 1, 3 or 12 months of a calendar year in which a span begins."""
    first = date(span.first.year, span.first.month - (span.first.month - 1) % months, 1)
    return Span(first, month_end(add_months(first, months - 1)))


def is_quarter(span: Span) -> bool:
    """Tell whether a span is one quarter of a calendar year."""
    return span == whole(span, 3)


def is_calendar_year(span: Span) -> bool:
    """Tell whether a span is one calendar year."""
    return span == whole(span, 12)


def quarter_span(starts_on: date) -> Span:
    """Return the quarter that begins on `starts_on`."""
    return Span(starts_on, month_end(add_months(starts_on, 2)))


def years_ending(ends_on: date, *, fiscal_year_begins: int) -> Iterator[Span]:
    """Yield the calendar year and, where it is another one, the fiscal year that end on `ends_on`.

    `fiscal_year_begins` is the number of a month. Yields nothing for a day with which neither ends.
    """
    first = add_months(ends_on.replace(day=1), -11)
    if month_end(ends_on) == ends_on and first.month in {1, fiscal_year_begins}:
        yield Span(first, ends_on)


def sums_ending(ends_on: date, *, cadence: str, fiscal_year_begins: int) -> Iterator[Span]:
    """Yield, shortest first, the spans that end on `ends_on` and are sums of periods of `cadence`."""
    if cadence == Cadence.MONTHLY and ends_on.month % 3 == 0:
        yield Span(quarter_of(ends_on), ends_on)
    yield from years_ending(ends_on, fiscal_year_begins=fiscal_year_begins)


def tiles(spans: Iterable[Span], within: Span) -> Sequence[Span]:
    """Return those of `spans` that lie within a span, in order, if they follow each other without gap or overlap up
    to its end; [] otherwise. They may begin later than the span: what they are of may be younger."""
    inside = sorted(span for span in spans if within.first <= span.first and span.last <= within.last)
    follow = [month_end(add_months(span.first, -1)) for span in inside[1:]] + [within.last]
    return inside if [span.last for span in inside] == follow else []
