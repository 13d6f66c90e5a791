"""What a supplier is published of one of its scopes: everything exact but places and months, which are folded."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum

from agencies.models import Agency, ReportingScope, ScopeMembership
from distributions.models import Correction, DailyCount
from inventory.models import Item
from lbn.reporting.contents.cells import fold_scope
from lbn.reporting.fold import to_plain
from lbn.reporting.models import AgencyReport

FORMAT = 1
ON_TIME, LATE, NO_KITS, NOT_CONFIRMED = "on_time", "late", "no_kits", "not_confirmed"


def scope_content(*, scope: ReportingScope, starts_on: date, ends_on: date, as_of: date) -> dict[str, Any]:
    """Return what the supplier of `scope` is published for a period, as plain data.

    Exact are the totals of the scope and of each agency; places and months follow the fold. Counts are taken whether
    or not the agency has confirmed them; each row says.
    """
    first, last = starts_on, ends_on.replace(day=1)
    counted = DailyCount.objects.filter(scope=scope).posted_between(first, last)
    return {
        "format": FORMAT,
        "kind": "scope",
        "reader": scope.supplier.name,
        "state": scope.state,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "as_of": as_of.isoformat(),
        "report": to_plain(fold_scope(scope, starts_on, ends_on)),
        "agencies": agency_rows(scope, starts_on, ends_on),
        "other_items": other_items(counted),
        "people_trained": counted.totals()["people_trained"],
        "net_corrections": net_line(scope, first, last),
    }


def other_items(counted) -> list[dict[str, Any]]:
    """Return what was left beside naloxone: total and times by kind of item."""
    rows = counted.exclude(item__kind=Item.Kind.NALOXONE_KIT).order_by("item__kind").values("item__kind")
    return [
        {"item": row["item__kind"], "items": row["total"], "handouts": row["times"]}
        for row in rows.annotate(total=Sum("items"), times=Sum("handouts"))
    ]


def net_line(scope: ReportingScope, first: date, last: date) -> dict[str, int]:
    """Return the corrections to sealed periods that are reported now: handouts, kits and doses, none above 0."""
    posted = Correction.objects.filter(
        scope=scope, to_net_line=True, posted_month__range=(first, last), item__kind=Item.Kind.NALOXONE_KIT
    )
    return posted.aggregate(
        handouts=Sum("handouts", default=0),
        kits=Sum("items", default=0),
        doses=Sum(F("items") * F("item__doses_per_item"), default=0),
    )


def agency_rows(scope: ReportingScope, starts_on: date, ends_on: date) -> list[dict[str, Any]]:
    """Return a row for each agency that was in the scope in this period, by name, with its exact totals.

    What an agency received and had on hand is as stated in the report it sent, None where it sent none.
    """
    counted = counted_by_agency(scope, starts_on, ends_on)
    reports = reports_by_agency(scope, starts_on, ends_on)
    nothing = {"handouts": 0, "kits": 0, "doses": 0, "people_trained": 0}
    rows = []
    for agency in members(scope, starts_on, ends_on):
        report = reports.get(agency.pk)
        stock = report.content["stock"] if report else {}
        rows.append(
            {
                "agency": agency.name,
                "slug": agency.slug,
                **counted.get(agency.pk, nothing),
                "received": stock.get("received"),
                "on_hand": stock.get("closing"),
                "status": standing_of(report),
            }
        )
    return rows


def counted_by_agency(scope, starts_on, ends_on) -> dict[Any, dict[str, int]]:
    """Return {agency id: {"handouts", "kits", "doses", "people_trained"}} of naloxone in a scope and period."""
    rows = (
        DailyCount.objects.filter(scope=scope)
        .posted_between(starts_on, ends_on.replace(day=1))
        .of_naloxone()
        .order_by()
        .values("agency_id")
        .annotate(
            times=Sum("handouts"),
            kits=Sum("items"),
            doses=Sum(F("items") * F("item__doses_per_item")),
            trained=Sum("people_trained"),
        )
    )
    return {
        row["agency_id"]: {
            "handouts": row["times"],
            "kits": row["kits"],
            "doses": row["doses"],
            "people_trained": row["trained"],
        }
        for row in rows
    }


def members(scope: ReportingScope, starts_on: date, ends_on: date):
    """Agencies that were in `scope` when the period ended, or have counts in it, by name."""
    last = ScopeMembership.objects.filter(agency=OuterRef("pk"), from_on__lte=ends_on).order_by("-from_on")
    counted = DailyCount.objects.filter(agency=OuterRef("pk"), scope=scope)
    return Agency.objects.annotate(scope_then=Subquery(last.values("scope")[:1])).filter(
        Q(scope_then=scope.pk) | Exists(counted.posted_between(starts_on, ends_on.replace(day=1)))
    )


def reports_by_agency(scope: ReportingScope, starts_on: date, ends_on: date) -> dict[Any, AgencyReport]:
    """Return the newest report of each agency that sent one for this very period, by agency id."""
    sent = AgencyReport.objects.filter(period__scope=scope, period__starts_on__range=(starts_on, ends_on))
    return {report.agency_id: report for report in sent.order_by("period__starts_on", "version")}


def standing_of(report: AgencyReport | None) -> str:
    """Return how far an agency has confirmed what the log counts."""
    if report is None or report.status == AgencyReport.Status.RETURNED:
        return NOT_CONFIRMED
    if report.content["no_kits"]:
        return NO_KITS
    return LATE if report.submitted_late else ON_TIME
