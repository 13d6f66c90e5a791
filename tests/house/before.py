"""Totals from before the application in the town of `tests.house.tenants`."""

from agencies.models import AuditEvent
from lbn.reporting.models import EarlierFigure


def state_before(program):
    """A total of a program from before this application."""
    span = {"first_year": 2018, "last_year": 2019, "measure": "doses"}
    said = {"number": 7_844, "said_by": "State Health Department", "source": "Yearly report"}
    made = EarlierFigure.objects.create(program=program, **span, **said)
    for year in made.span.years:
        made.in_years.create(program=program, measure=made.measure, year=year)
    return made


def come_before(own, number, another):
    """A total of an earlier year, with its line in the trail."""
    named = EarlierFigure.objects.get(pk=own["program"]["earlier_id"])
    earlier = another(named, first_year=2017 - number, last_year=2017 - number)
    earlier.in_years.create(program=named.program, measure=named.measure, year=earlier.last_year)
    AuditEvent.objects.create(what="figures.before_entered", subject=str(earlier), program=named.program)
