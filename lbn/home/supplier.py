"""Home of a supplier: reports that wait, who has reported, what was published. Nothing live of any log or stock."""

from typing import NamedTuple

from agencies.models import ReportingScope, SupplyAgreement
from agencies.periods import add_months, period_end, period_of
from lbn.reporting.contents.agencies import NOT_CONFIRMED, members, reports_by_agency, standing_of
from lbn.reporting.models import AgencyReport, Issue
from lbn.reporting.words import period_in_words

SHOWN = 5


class Reporting(NamedTuple):
    """Who has reported for the last period of a scope that has ended: `missing` are the agencies that have not."""

    period: str
    agencies: int
    reported: int
    missing: list


class Published(NamedTuple):
    """A published report: the period in words, and the report itself without its content."""

    period: str
    issue: Issue


def home_of(supplier, *, today):
    """Return what the home of `supplier` shows on `today`.

    The number of queries depends on its scopes (two, if it has agencies of both cadences) and on nothing else.
    """
    scopes = list(ReportingScope.objects.filter(supplier=supplier))
    waiting = reports_waiting_for(supplier)
    return {
        "agencies": SupplyAgreement.objects.filter(supplier=supplier, status=SupplyAgreement.Status.ACTIVE).count(),
        "waiting": first_of(waiting),
        "waiting_count": waiting.count(),
        "reporting": [one for scope in scopes if (one := reporting_in(scope, today)).agencies],
        "published": published(Issue.objects.filter(scope__in=scopes)),
    }


def reports_waiting_for(supplier):
    """Reports that were sent and not decided, the one sent first on top."""
    found = AgencyReport.objects.filter(period__scope__supplier=supplier, status=AgencyReport.Status.SUBMITTED)
    return found.select_related("agency", "period__scope").defer("content").order_by("submitted_on", "id")


def first_of(reports):
    """The first few of `reports`, each with its period in words as `period_words`."""
    few = list(reports[:SHOWN])
    for report in few:
        starts_on = report.period.starts_on
        report.period_words = period_in_words(starts_on, period_end(starts_on, report.period.scope.cadence))
    return few


def reporting_in(scope, today):
    """Return the `Reporting` of the scope's last period that ended before `today`. Two queries."""
    starts_on = last_ended(scope.cadence, today)
    ends_on = period_end(starts_on, scope.cadence)
    reports = reports_by_agency(scope, starts_on, ends_on)
    agencies = list(members(scope, starts_on, ends_on))
    missing = [one for one in agencies if standing_of(reports.get(one.pk)) == NOT_CONFIRMED]
    return Reporting(period_in_words(starts_on, ends_on), len(agencies), len(agencies) - len(missing), missing)


def last_ended(cadence, today):
    """Return the first day of the last period that ended before `today`."""
    return period_of(add_months(period_of(today, cadence), -1), cadence)


def published(issues):
    """Return the newest published reports among `issues`, without their content. One query."""
    newest = issues.filter(status=Issue.Status.ISSUED).defer("content")[:SHOWN]
    return [Published(period_in_words(issue.starts_on, issue.ends_on), issue) for issue in newest]
