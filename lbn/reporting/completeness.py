"""Which agencies of a supplier have reported: from what they sent, never from what they log."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Agency, ReportingScope, Supplier
from agencies.periods import add_months, period_end, period_of
from lbn.reporting.contents import members_on, reports_by_agency
from lbn.reporting.deadlines import due_on
from lbn.reporting.models import AgencyReport
from lbn.reporting.words import period_in_words

Status = AgencyReport.Status


@dataclass(frozen=True)
class Reporting:
    """An agency and the newest version of its report for a period, if it has sent one."""

    agency: Agency
    report: AgencyReport | None
    due_on: date
    today: date

    @property
    def has_reported(self) -> bool:
        return self.report is not None and self.report.status != Status.RETURNED

    @property
    def tone(self) -> str:
        if self.report is None:
            return "attention" if self.today > self.due_on else "quiet"
        return {Status.SUBMITTED: "attention", Status.ACCEPTED: "ok"}.get(Status(self.report.status), "quiet")

    @property
    def word(self) -> str:
        if self.report is None:
            overdue = self.today > self.due_on
            words = _("Overdue since %(due)s") if overdue else _("Not yet: due on %(due)s")
            return words % {"due": date_format(self.due_on)}
        return {
            Status.SUBMITTED: _("Waits for you"),
            Status.ACCEPTED: _("Accepted"),
            Status.RETURNED: _("Returned with your question"),
        }[Status(self.report.status)]

    @property
    def remark(self) -> str:
        """How it came: on time, late, no kits this period; "" where nothing was sent."""
        if self.report is None:
            return ""
        came = _("late") if self.report.submitted_late else _("on time")
        return f"{came}, {_('no kits this period')}" if self.report.content["no_kits"] else came


@dataclass(frozen=True)
class LastPeriod:
    """The last period of a scope that has ended, with a row for each of its agencies."""

    scope: ReportingScope
    starts_on: date
    due_on: date
    rows: list[Reporting]

    @property
    def period(self) -> str:
        return period_in_words(self.starts_on, period_end(self.starts_on, self.scope.cadence))

    @property
    def reported(self) -> int:
        return sum(row.has_reported for row in self.rows)

    @property
    def missing(self) -> list[Agency]:
        return [row.agency for row in self.rows if not row.has_reported]


def waiting_reports(supplier: Supplier):
    """Reports to `supplier` that were sent and not decided, the one that waits longest first."""
    reports = AgencyReport.objects.of_supplier(supplier).waiting()
    return reports.select_related("agency", "period__scope__supplier__program")


def reporting_of_last_period(supplier: Supplier, today: date) -> list[LastPeriod]:
    """Return who has reported for the last period that ended before `today`, for each scope of `supplier` that had
    agencies in it. Two queries for each scope, of which a supplier has two at most in a state."""
    scopes = ReportingScope.objects.filter(supplier=supplier).select_related("supplier__program")
    found = [_last_period(scope, today) for scope in scopes]
    return [one for one in found if one.rows]


def _last_period(scope, today):
    starts_on = period_of(add_months(period_of(today, scope.cadence), -1), scope.cadence)
    ends_on, due = period_end(starts_on, scope.cadence), due_on(scope, starts_on)
    reports = reports_by_agency(scope, starts_on, ends_on)
    agencies = members_on([scope], ends_on).select_related("jurisdiction")
    return LastPeriod(scope, starts_on, due, [Reporting(one, reports.get(one.pk), due, today) for one in agencies])


def agencies_of(supplier: Supplier, today: date):
    """Return the agencies whose counts are published to `supplier` on `today`, by name."""
    return members_on(ReportingScope.objects.filter(supplier=supplier), today)
