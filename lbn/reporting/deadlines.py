"""When a period's reports are due, and when it is sealed. Both days are the state program's own, from its pack."""

from datetime import date

from agencies.models import Program, ReportingScope
from agencies.periods import next_period


def due_on(scope: ReportingScope, starts_on: date) -> date:
    """Return the last day on which a report of the period beginning on `starts_on` is on time."""
    return _in_next_month(scope.supplier.program, scope.cadence, starts_on, "due_day")


def sealed_on(scope: ReportingScope, starts_on: date) -> date:
    """Return the day from whose first minute, in the program's time zone, the period may be sealed."""
    return _in_next_month(scope.supplier.program, scope.cadence, starts_on, "seal_day")


def _in_next_month(program: Program, cadence: str, starts_on: date, which: str) -> date:
    return next_period(starts_on, cadence).replace(day=getattr(program.rules.deadlines_for(cadence), which))
