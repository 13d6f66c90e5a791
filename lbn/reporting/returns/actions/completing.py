"""What was sent of a period is completed when the period closes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from agencies.actions.audit import record
from agencies.models import Agency, AuditCode, ReportingScope
from agencies.periods import period_end
from lbn.reporting.documents import PeriodReport
from lbn.reporting.models import PERIOD_REPORT, AgencyReport, pick_in_force
from lbn.reporting.returns.amendments import differences
from lbn.reporting.returns.announcements import announce_completed
from lbn.reporting.returns.membership import members_on
from lbn.reporting.returns.outliers import earlier_reports, outliers
from lbn.reporting.returns.prefill import prefill

Status = AgencyReport.Status


def complete_reports(*, scope: ReportingScope, starts_on: date, today: date) -> list[AgencyReport]:
    """Bring every report that was sent of a period of `scope` up to what the books say, as a next version that names
    the one it completes; tell the agencies and the supplier. The scope is held for sealing.

    What people wrote stays: typed figures, comment, by whom and when it was sent. What was accepted is accepted, what
    was returned keeps its question. An amendment that is not decided is completed beside the version in force, and
    goes on waiting. Where nothing was sent there is nothing to complete. Returns the new versions, oldest first.
    Raises `ContentChanged` for a report that was altered in storage.
    """
    members = members_on([scope], period_end(starts_on, scope.cadence)).values("pk")
    sent = AgencyReport.objects.filter(period__scope=scope, period__starts_on=starts_on, agency__in=members)
    by_agency: dict[Agency, list[AgencyReport]] = defaultdict(list)
    # Locked: whoever accepts a version meanwhile is either before this, and seen, or finds a newer version.
    sent = sent.select_for_update(of=("self",)).select_related("agency__program", "period__scope__supplier__program")
    for report in sent.order_by("agency_id", "version"):
        by_agency[report.agency].append(report)
    completed = []
    for agency, versions in by_agency.items():
        completed += _complete_agency(agency, scope, starts_on, versions, today)
    announce_completed(completed, supplier=scope.supplier.successor)
    return completed


def _complete_agency(agency, scope, starts_on, versions, today):
    books = prefill(agency=agency, scope=scope, starts_on=starts_on)
    earlier = earlier_reports(agency, scope, starts_on)
    number = versions[-1].version
    completed = []
    for report in _to_complete(versions):
        before = report.read()
        after = _bring_up_to(books, before, earlier)
        if completed or differences(before, after):
            number += 1
            completed.append(_freeze_completed(report, after, number, today))
    return completed


def _to_complete(versions: list[AgencyReport]) -> Iterable[AgencyReport]:
    """Yield the version in force, and an amendment after it that is not decided or was returned."""
    in_force, newest = pick_in_force(versions), versions[-1]
    if in_force:
        yield in_force
    if newest != in_force:
        yield newest


def _bring_up_to(books: PeriodReport, sent: PeriodReport, earlier: list[PeriodReport]) -> PeriodReport:
    document = replace(books, typed=sent.typed, no_kits=sent.no_kits and books.no_kits)
    return replace(document, outliers=outliers(document, earlier))


def _freeze_completed(report: AgencyReport, document: PeriodReport, number: int, today: date) -> AgencyReport:
    """Store the next version, and decide it as the one that it completes was decided."""
    completed = AgencyReport.objects.create(
        agency=report.agency,
        period=report.period,
        version=number,
        is_amendment=report.is_amendment and not report.is_accepted,
        comment=report.comment,
        **AgencyReport.freeze(document),
        submitted_on=report.submitted_on,
        submitted_by=report.submitted_by,
        submitted_late=report.submitted_late,
        completes=report,
        completed_on=today,
    )
    supplier = report.period.scope.supplier.successor
    record(what=AuditCode.REPORT_COMPLETED, subject=completed, by=None, agency=report.agency, supplier=supplier)
    if report.status == Status.SUBMITTED:
        return completed
    decided = {
        "returned_because": report.returned_because,
        "decided_on": report.decided_on,
        "decided_by": report.decided_by,
    }
    moved: AgencyReport = PERIOD_REPORT.move(
        completed, to=report.status, by=None, on=report.decided_on, changes=decided
    )
    return moved
