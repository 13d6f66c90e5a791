"""What is on file about agencies' reports: versions, waivers, seals, and from when to when an agency reports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from agencies.models import Agency, Closure, ReportingPeriod, ReportingScope, ScopeMembership, SupplyAgreement
from agencies.periods import period_end
from lbn.reporting.calendar.deadlines import sealed_on
from lbn.reporting.models import AgencyReport, ReportWaiver

Key = tuple[int, UUID, date]


def agreements_in_order(agencies: Any) -> QuerySet[SupplyAgreement]:
    """Return the agreements that were ever in force of some agencies, by their keys, the oldest first."""
    in_force = (SupplyAgreement.Status.ACTIVE, SupplyAgreement.Status.ENDED)
    return SupplyAgreement.objects.filter(agency__in=agencies, status__in=in_force).order_by("from_on", "id")


class NotExpected(Enum):
    """Why an agency owes no report of a period."""

    NOT_BEGUN = auto()
    CLOSED = auto()
    LEFT_OUT = auto()
    NOBODY_ASKS = auto()


@dataclass(frozen=True)
class Filings:
    """Everything that says where reports stand, read in five queries.

    Reports and waivers are kept by (scope id, agency id, first day of the period), seals by (scope id, first day),
    for which times an agency was closed or left out by its id, and what its supplier asks of it by (agency id,
    supplier id). `agencies` are the ids of those that were read.
    """

    agencies: Any

    sent: Mapping[Key, tuple[AgencyReport, ...]]
    waived: Mapping[Key, ReportWaiver]
    seals: Set[tuple[int, date]]
    closures: Mapping[UUID, list[Closure]]
    agreements: Mapping[tuple[UUID, UUID], SupplyAgreement]

    @classmethod
    def of_agency(cls, agency: Agency) -> "Filings":
        """Read all periods of one agency, in whichever scope."""
        reports = AgencyReport.objects.filter(agency=agency)
        waivers = ReportWaiver.objects.filter(agency=agency)
        periods = ReportingPeriod.objects.filter(scope__memberships__agency=agency)
        return cls._read(reports, waivers, periods, [agency.pk])

    @classmethod
    def of_agencies(cls, agencies: Iterable[Agency]) -> "Filings":
        """Read all periods of several agencies, in whichever scope."""
        theirs = [agency.pk for agency in agencies]
        reports = AgencyReport.objects.filter(agency__in=theirs)
        waivers = ReportWaiver.objects.filter(agency__in=theirs)
        periods = ReportingPeriod.objects.filter(scope__memberships__agency__in=theirs)
        return cls._read(reports, waivers, periods, theirs)

    @classmethod
    def of_scopes(cls, scopes: Iterable[ReportingScope], *, first: date, last: date) -> "Filings":
        """Read the periods of some scopes that begin from `first` to `last`."""
        keys = [scope.pk for scope in scopes]
        of_these = {"scope__in": keys, "starts_on__range": (first, last)}
        reports = AgencyReport.objects.filter(**{f"period__{name}": value for name, value in of_these.items()})
        waivers, periods = ReportWaiver.objects.filter(**of_these), ReportingPeriod.objects.filter(**of_these)
        agencies = ScopeMembership.objects.filter(scope__in=keys).order_by().values("agency")
        return cls._read(reports, waivers, periods, agencies)

    @classmethod
    def _read(cls, reports, waivers, periods, agencies):
        closed = defaultdict(list)
        for closure in Closure.objects.filter(agency__in=agencies):
            closed[closure.agency_id].append(closure)
        sent = defaultdict(list)
        for report in reports.select_related("period").order_by("version"):
            sent[report.period.scope_id, report.agency_id, report.period.starts_on].append(report)
        agreements = {(one.agency_id, one.supplier_id): one for one in agreements_in_order(agencies)}
        sealed = periods.exclude(sealed_at=None).order_by().values_list("scope", "starts_on")
        return cls(
            agencies=agencies,
            sent={key: tuple(versions) for key, versions in sent.items()},
            waived={(one.scope_id, one.agency_id, one.starts_on): one for one in waivers},
            seals=set(sealed),
            closures=closed,
            agreements=agreements,
        )

    def terms(self, agency: Agency, scope: ReportingScope) -> SupplyAgreement | None:
        """Return the newest agreement of an agency with the supplier of a scope, or None."""
        return self.agreements.get((agency.pk, scope.supplier_id))

    def versions(self, agency: Agency, scope: ReportingScope, starts_on: date) -> tuple[AgencyReport, ...]:
        """Return the versions of a report, oldest first; () where none was sent."""
        return self.sent.get((scope.pk, agency.pk, starts_on), ())

    def waiver(self, agency: Agency, scope: ReportingScope, starts_on: date) -> ReportWaiver | None:
        return self.waived.get((scope.pk, agency.pk, starts_on))

    def is_sealed(self, scope: ReportingScope, starts_on: date) -> bool:
        return (scope.pk, starts_on) in self.seals

    def why_not_expected(self, agency: Agency, scope: ReportingScope, starts_on: date) -> NotExpected | None:
        """Return why no report of a period is expected of `agency`; None where one is.

        It had not begun when the period ended, was closed on each of its days, or was left out on its seal day; or
        nobody asks it for a report after each period.
        """
        ends_on, seal_day = period_end(starts_on, scope.cadence), sealed_on(scope, starts_on)
        if agency.active_since_on > ends_on:
            return NotExpected.NOT_BEGUN
        for one in self.closures.get(agency.pk, ()):
            if one.was_left_out and one.closed_on < seal_day <= one.reopened_on:
                return NotExpected.LEFT_OUT
            if not one.was_left_out and one.closed_on < starts_on and ends_on < one.reopened_on:
                return NotExpected.CLOSED
        if agency.left_out_on and agency.left_out_on < seal_day:
            return NotExpected.LEFT_OUT
        if agency.closed_on and agency.closed_on < starts_on:
            return NotExpected.CLOSED
        return None if self._is_asked(agency, scope) else NotExpected.NOBODY_ASKS

    def _is_asked(self, agency, scope):
        """Whether the rules of the state program, or the agency's supplier, want a report after each period."""
        terms = self.terms(agency, scope)
        if terms and terms.cadence:
            return True
        rules, is_oopp = scope.supplier.program.rules, agency.is_registered_oopp
        return rules.asks_after_periods(agency_is_oopp=is_oopp, read_counties=lambda: self.counties[agency.pk])

    @cached_property
    def counties(self) -> Mapping[UUID, set[str]]:
        """The names of the counties that each agency is in and serves. One query, where the rules hang on them."""
        agencies = Agency.objects.filter(pk__in=self.agencies).order_by()
        found = defaultdict(set)
        for key, own, also in agencies.values_list("pk", "jurisdiction__name", "also_serves__name"):
            found[key] |= {own, also} - {None}
        return found
