"""When a period's reports are due, and when it is sealed. Both days are the state program's own, from its pack."""

from collections.abc import Iterator
from datetime import date, timedelta

from agencies.models import Program, ReportingScope
from agencies.periods import add_months, month_end, next_period


def due_on(scope: ReportingScope, starts_on: date, due_day: int | None = None) -> date:
    """Return the last day on which a report of the period beginning on `starts_on` is on time.

    `due_day` is the day of the month that the supplier asks for, None for the one of the rules; a day on which the
    period is sealed already is never due, but the day before that.
    """
    by_the_rules = _in_next_month(scope.supplier.program, scope.cadence, starts_on, "due_day")
    if due_day is None:
        return by_the_rules
    return min(by_the_rules.replace(day=due_day), sealed_on(scope, starts_on) - timedelta(days=1))


def sealed_on(scope: ReportingScope, starts_on: date) -> date:
    """Return the day from whose first minute, in the program's time zone, the period may be sealed."""
    return _in_next_month(scope.supplier.program, scope.cadence, starts_on, "seal_day")


def _in_next_month(program: Program, cadence: str, starts_on: date, which: str) -> date:
    return next_period(starts_on, cadence).replace(day=getattr(program.rules.deadlines_for(cadence), which))


def fiscal_year_of(day: date, begins: int) -> date:
    """Return the first day of the fiscal year of `day`, where years begin with the month `begins` (1 to 12)."""
    return date(day.year if day.month >= begins else day.year - 1, begins, 1)


def fiscal_year_end(starts_on: date) -> date:
    """Return the last day of the fiscal year that begins on `starts_on`."""
    return month_end(add_months(starts_on, 11))


def fiscal_years(first: date, begins: int) -> Iterator[date]:
    """Yield the first day of each fiscal year from that of `first` on."""
    year = fiscal_year_of(first, begins)
    while True:
        yield year
        year = add_months(year, 12)


def year_due_on(ends_on: date, *, due_day: int, sealed_on: date) -> date:
    """Return the last day on which figures for the fiscal year ending on `ends_on` are on time: the first `due_day`
    of a month on which they can be made, because the year's last period was sealed before it, on `sealed_on`."""
    month = add_months(ends_on.replace(day=1), 1)
    while month.replace(day=due_day) <= sealed_on:
        month = add_months(month, 1)
    return month.replace(day=due_day)
