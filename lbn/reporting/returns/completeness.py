"""Which agencies of a supplier have reported: from what they sent, never from what they log."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, ReportingPeriod, ReportingScope, Supplier
from agencies.periods import add_months, month_end, month_of, months_between, period_end, period_of
from lbn.reporting.calendar.deadlines import due_on
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import AgencyReport, ReportWaiver
from lbn.reporting.published.compile import members_on
from lbn.reporting.returns.expected import is_expected, last_days_of
from lbn.reporting.returns.standings import State, state_of

TONES = {State.OVERDUE: "attention", State.MISSED: "attention", State.SUBMITTED: "attention", State.ACCEPTED: "ok"}


@dataclass(frozen=True)
class Reporting:
    """An agency and where its report for a period stands; `versions` are those that it sent, oldest first."""

    agency: Agency
    versions: list[AgencyReport]
    state: State
    starts_on: date
    due_on: date
    waiver: ReportWaiver | None = None

    @property
    def report(self) -> AgencyReport | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None

    @property
    def is_expected(self) -> bool:
        """A report of this agency has come or should come: it counts among those of which a part came."""
        return bool(self.versions) or self.state not in (State.WAIVED, State.NOT_EXPECTED)

    @property
    def has_reported(self) -> bool:
        """A version came that was not given back; an accepted one stands while a change to it is asked about."""
        standing = {AgencyReport.Status.SUBMITTED, AgencyReport.Status.ACCEPTED}
        return any(version.status in standing for version in self.versions)

    @property
    def is_late(self) -> bool:
        return bool(self.versions) and self.versions[0].submitted_late

    @property
    def has_no_kits(self) -> bool:
        """It reported that none was left."""
        return self.has_reported and bool(self.versions[-1].content["no_kits"])

    @property
    def can_be_waived(self) -> bool:
        return not self.versions and self.state != State.NOT_EXPECTED

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "quiet")

    @property
    def word(self) -> str:
        words = {
            State.DUE: _("Not yet: due on %(due)s"),
            State.OVERDUE: _("Overdue since %(due)s"),
            State.MISSED: _("Missed: due on %(due)s"),
            State.SUBMITTED: _("Waits for you"),
            State.RETURNED: _("Returned with your question"),
        }
        return words.get(self.state, str(self.state.label)) % {"due": date_format(self.due_on)}

    @property
    def remark(self) -> str:
        """How it came: on time, late, no kits this period; why it is waived; "" where there is nothing to say."""
        if self.report is None:
            return str(self.waiver.get_reason_display()) if self.waiver else ""
        came = _("late") if self.is_late else _("on time")
        return f"{came}, {_('no kits this period')}" if self.report.content["no_kits"] else came


@dataclass(frozen=True)
class LastPeriod:
    """A period of a scope that has ended, with a row for each agency that was in the scope when it did."""

    scope: ReportingScope
    starts_on: date
    due_on: date
    rows: list[Reporting]

    @property
    def period(self) -> str:
        return period_in_words(self.starts_on, period_end(self.starts_on, self.scope.cadence))

    @property
    def expected(self) -> int:
        return sum(row.is_expected for row in self.rows)

    @property
    def reported(self) -> int:
        return sum(row.has_reported for row in self.rows)

    @property
    def missing(self) -> list[Agency]:
        """Those whose report is expected and is not there."""
        return [row.agency for row in self.rows if row.is_expected and not row.has_reported]

    @property
    def counts(self) -> dict[str, int]:
        """How many of the rows stand where. expected = came + missed + not_yet + returned; came = on_time + late."""
        return {
            "agencies": len(self.rows),
            "expected": self.expected,
            "came": self.reported,
            "on_time": sum(row.has_reported and not row.is_late for row in self.rows),
            "late": sum(row.has_reported and row.is_late for row in self.rows),
            "no_kits": sum(row.has_no_kits for row in self.rows),
            "missed": sum(row.state == State.MISSED for row in self.rows),
            "not_yet": sum(row.state in (State.DUE, State.OVERDUE) for row in self.rows),
            "returned": sum(row.state == State.RETURNED and not row.has_reported for row in self.rows),
            "waived": sum(row.state == State.WAIVED for row in self.rows),
            "none_expected": sum(row.state == State.NOT_EXPECTED for row in self.rows),
        }

    @property
    def sentence(self) -> str:
        """How many came of how many, and how many of these on time."""
        if not self.expected:
            return _("No report is expected.")
        words = ngettext(
            "%(came)s of %(expected)s expected report came, %(on_time)s on time.",
            "%(came)s of %(expected)s expected reports came, %(on_time)s on time.",
            self.expected,
        )
        return words % self.counts


def waiting_reports(supplier: Supplier):
    """Reports to `supplier` that were sent and not decided, the one that waits longest first."""
    reports = AgencyReport.objects.of_supplier(supplier).waiting()
    return reports.select_related("agency", "period__scope__supplier__program")


def reporting_of_last_period(supplier: Supplier, today: date, by: date | None = None) -> list[LastPeriod]:
    """Return who has reported for the last period that ended before `today`, or up to the day `by` if that is given,
    for each scope of `supplier` that had agencies in it.

    Four queries and one for each scope, of which a supplier has two at most in a state; one more where an agency is
    closed.
    """
    scopes = list(ReportingScope.objects.filter(supplier=supplier).select_related("supplier__program"))
    firsts = {scope: last_ended(scope, today if by is None else min(today, _day_after(by))) for scope in scopes}
    members = {scope: _members(scope, firsts[scope]) for scope in scopes}
    around = Around.of(firsts, [agency for agencies in members.values() for agency in agencies])
    found = [
        LastPeriod(
            scope, first, due_on(scope, first), [around.row(one, scope, first, today) for one in members[scope]]
        )
        for scope, first in firsts.items()
    ]
    return [one for one in found if one.rows]


def _day_after(by):
    return add_months(month_of(by), 1)


def last_ended(scope: ReportingScope, today: date) -> date:
    """Return the first day of the last period of `scope` that ended before `today`."""
    return period_of(add_months(period_of(today, scope.cadence), -1), scope.cadence)


def _members(scope, starts_on):
    agencies = members_on([scope], period_end(starts_on, scope.cadence))
    return list(agencies.select_related("jurisdiction"))


@dataclass(frozen=True)
class Around:
    """What is known of one period of each scope: reports and waivers by scope and agency, and what is sealed."""

    versions: Mapping[tuple[int, Any], list[AgencyReport]]
    waivers: Mapping[tuple[int, Any], ReportWaiver]
    sealed: set[int]
    last_days: dict[Any, date]

    @classmethod
    def of(cls, firsts: Mapping[ReportingScope, date], agencies: Iterable[Agency]) -> "Around":
        """Read it for the periods `firsts` ({scope: first day}). Three queries, four where an agency is closed."""
        days = {scope.pk: first for scope, first in firsts.items()}
        of_these = {"scope__in": days, "starts_on__in": set(days.values())}
        sent = {f"period__{name}": value for name, value in of_these.items()}
        versions = defaultdict(list)
        for report in AgencyReport.objects.filter(**sent).select_related("period").order_by("version"):
            if report.period.starts_on == days[report.period.scope_id]:
                versions[report.period.scope_id, report.agency_id].append(report)
        waivers = ReportWaiver.objects.filter(**of_these)
        sealed = ReportingPeriod.objects.filter(**of_these).exclude(sealed_at=None)
        return cls(
            versions,
            {(one.scope_id, one.agency_id): one for one in waivers if one.starts_on == days[one.scope_id]},
            {one.scope_id for one in sealed if one.starts_on == days[one.scope_id]},
            last_days_of(agencies),
        )

    def row(self, agency: Agency, scope: ReportingScope, starts_on: date, today: date) -> Reporting:
        """Return where the report of `agency` stands on `today`."""
        versions, waiver = self.versions.get((scope.pk, agency.pk), []), self.waivers.get((scope.pk, agency.pk))
        state = state_of(
            scope,
            starts_on,
            versions[-1] if versions else None,
            today,
            is_waived=waiver is not None,
            is_sealed=scope.pk in self.sealed,
            is_expected=is_expected(agency, starts_on, period_end(starts_on, scope.cadence), self.last_days),
        )
        return Reporting(agency, versions, state, starts_on, due_on(scope, starts_on), waiver)


def months_reported(supplier: Supplier, today: date) -> list[date]:
    """Return the last days of the months, newest first, with which a period of `supplier` ended before `today`."""
    scopes = ReportingScope.objects.filter(supplier=supplier).annotate(begun_on=Min("memberships__from_on"))
    ends = set()
    for scope in scopes.exclude(begun_on=None):
        for month in months_between(period_of(scope.begun_on, scope.cadence), today):
            end = period_end(period_of(month, scope.cadence), scope.cadence)
            if end < today and end == month_end(month):
                ends.add(end)
    return sorted(ends, reverse=True)


def agencies_of(supplier: Supplier, today: date):
    """Return the agencies whose counts are published to `supplier` on `today`, by name."""
    return members_on(ReportingScope.objects.filter(supplier=supplier), today)
