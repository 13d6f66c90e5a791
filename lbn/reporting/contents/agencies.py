"""What a supplier is published of each of its agencies, by name: exact totals, and what the agency itself stated."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum

from agencies.models import Agency, ReportingScope, ScopeMembership
from agencies.periods import period_of
from distributions.models import DailyCount
from inventory.models import Item
from lbn.reporting.models import AgencyReport

ON_TIME, LATE, NO_KITS, NOT_CONFIRMED = STANDINGS = ("on_time", "late", "no_kits", "not_confirmed")


def agency_rows(scope: ReportingScope, starts_on: date, ends_on: date) -> list[dict[str, Any]]:
    """Return a row for each agency that was in the scope in this period, by name, with its exact totals.

    What an agency received and had on hand is as stated in the reports it sent, None where it sent none: received is
    their sum, on hand is what the last period of `ends_on` closed with.
    """
    counted = counted_by_agency(scope, starts_on, ends_on)
    sent = reports_sent(scope, starts_on, ends_on)
    last_period = period_of(ends_on, scope.cadence)
    nothing = {"handouts": 0, "kits": 0, "doses": 0, "people_trained": 0}
    rows = []
    for agency in members(scope, starts_on, ends_on).select_related("jurisdiction"):
        reports = sent.get(agency.pk, {})
        last = reports.get(last_period)
        rows.append(
            {
                "agency": agency.name,
                "slug": agency.slug,
                "county": agency.jurisdiction.slug,
                "county_label": agency.jurisdiction.label,
                **counted.get(agency.pk, nothing),
                "received": sum(one.content["stock"]["received"] for one in reports.values()) if reports else None,
                "on_hand": last.content["stock"]["closing"] if last else None,
                "status": standing_of(last),
            }
        )
    return rows


def counted_by_agency(scope: ReportingScope, starts_on: date, ends_on: date) -> dict[Any, dict[str, int]]:
    """Return {agency id: {"handouts", "kits", "doses", "people_trained"}} of a scope and period.

    Times, kits and doses are of naloxone; people trained are all of them, whatever was left.
    """
    naloxone = Q(item__kind=Item.Kind.NALOXONE_KIT)
    rows = (
        DailyCount.objects.in_scope(scope)
        .posted_between(starts_on, ends_on.replace(day=1))
        .order_by()
        .values_list("agency_id")
        .annotate(
            times=Sum("handouts", filter=naloxone, default=0),
            kits=Sum("items", filter=naloxone, default=0),
            doses=Sum(F("items") * F("item__doses_per_item"), default=0),
            trained=Sum("people_trained"),
        )
    )
    names = ("handouts", "kits", "doses", "people_trained")
    return {agency: dict(zip(names, figures, strict=True)) for agency, *figures in rows}


def members_on(scopes: Iterable[ReportingScope], day: date):
    """Agencies that were in one of `scopes` on `day`, by name."""
    had = ScopeMembership.objects.filter(agency=OuterRef("pk"), from_on__lte=day).order_by("-from_on")
    then = Agency.objects.annotate(scope_then=Subquery(had.values("scope")[:1]))
    return then.filter(scope_then__in=[scope.pk for scope in scopes])


def members(scope: ReportingScope, starts_on: date, ends_on: date):
    """Agencies that were in `scope` when the period ended, or have counts in it, by name."""
    counted = DailyCount.objects.in_scope(scope).posted_between(starts_on, ends_on.replace(day=1))
    return Agency.objects.filter(
        Q(pk__in=members_on([scope], ends_on).values("pk")) | Exists(counted.filter(agency=OuterRef("pk")))
    )


def reports_sent(scope: ReportingScope, starts_on: date, ends_on: date) -> dict[Any, dict[date, AgencyReport]]:
    """Return the newest version of each report for the periods from `starts_on` to `ends_on`.

    By agency id, then by the first day of its period, oldest first. One query.
    """
    sent = AgencyReport.objects.filter(period__scope=scope, period__starts_on__range=(starts_on, ends_on))
    reports: dict[Any, dict[date, AgencyReport]] = defaultdict(dict)
    for report in sent.select_related("period").order_by("period__starts_on", "version"):
        reports[report.agency_id][report.period.starts_on] = report
    return dict(reports)


def reports_by_agency(scope: ReportingScope, starts_on: date, ends_on: date) -> dict[Any, AgencyReport]:
    """Return the newest report of each agency that sent one for a period between these days, by agency id."""
    return {agency: [*reports.values()][-1] for agency, reports in reports_sent(scope, starts_on, ends_on).items()}


def standing_of(report: AgencyReport | None) -> str:
    """Return how far an agency has confirmed what the log counts, by its report: one of `STANDINGS`."""
    if report is None or report.status == AgencyReport.Status.RETURNED:
        return NOT_CONFIRMED
    if report.content["no_kits"]:
        return NO_KITS
    return LATE if report.submitted_late else ON_TIME
