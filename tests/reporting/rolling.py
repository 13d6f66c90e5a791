"""A year of several scopes, sealed and added up, written short."""

from datetime import date

from lbn.reporting.calendar.spans import Span
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import publish_roll_ups
from lbn.reporting.published.actions.sealing import due_periods
from tests.reporting.conftest import seal_period

YEAR = Span(date(2027, 1, 1), date(2027, 12, 31))
FISCAL = Span(date(2026, 10, 1), date(2027, 3, 31))
AFTER_THE_YEAR = date(2028, 1, 20)
QUARTER_ENDS = [
    (1, date(2027, 3, 31)),
    (4, date(2027, 6, 30)),
    (7, date(2027, 9, 30)),
    (10, date(2027, 12, 31)),
]


def seal_all(program, day):
    """Seal and publish what `day` has made due, as `seal_reports` does."""
    for due in due_periods(program=program, day=day):
        seal_period(due.scope, due.starts_on, on=day)
    return list(publish_roll_ups(program=program, day=day))


def state(program, span):
    return Issue.objects.of_state(program).over(span).get().read()


def places(document):
    return {row.label: row.handouts for row in document.report.rows}


def total(document):
    return document.report.total and document.report.total.handouts


def a_year_of(leave, *, of=None, place="12207", times=12):
    for month in range(1, 13):
        leave(place, times=times, on=date(2027, month, 5), of=of)
