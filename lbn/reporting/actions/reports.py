"""An agency's report: submitted, then accepted or returned with a question."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import ReportingPeriod
from agencies.periods import period_end
from agencies.sealing import hold_for_sealing
from lbn.reporting.deadlines import due_on
from lbn.reporting.fold import fingerprint
from lbn.reporting.models import AgencyReport
from lbn.reporting.prefill import prefill

Status = AgencyReport.Status


class ReportRefused(Refused):
    """A report that cannot be sent or decided now."""


@transaction.atomic
def submit(*, agency, scope, starts_on, comment, no_kits, by, today):
    """Freeze what the period says of `agency` as a report and hand it to the supplier, or do nothing at all.

    After a question a new version is made; what was sent before stays as it was. `no_kits` says that the coordinator
    confirms a period in which none was left. Returns the `AgencyReport`. Raises `ReportRefused` before the period has
    ended, for a report that waits or was accepted, and where "no kits" and the log disagree; `DoesNotClose` where
    the figures do not add up.
    """
    if today <= period_end(starts_on, scope.cadence):
        raise ReportRefused(_("This period has not ended yet. Send its report from the day after."))
    hold_for_sealing(scope)  # nothing may be logged between reading the log and reading the ledger
    period = ReportingPeriod.objects.get_or_create(scope=scope, starts_on=starts_on)[0]
    previous = latest_of(agency=agency, period=period)
    if previous and previous.status != Status.RETURNED:
        raise ReportRefused(_("This report was sent already."))
    figures = prefill(agency=agency, scope=scope, starts_on=starts_on)
    if figures.is_empty != no_kits:
        raise ReportRefused(
            _("No kit was logged in this period: confirm that none was left, or log what is missing first.")
            if figures.is_empty
            else _("Kits were logged in this period, so it cannot be sent as one without kits.")
        )
    content = figures.as_content() | {"no_kits": no_kits}
    report = AgencyReport.objects.create(
        agency=agency,
        period=period,
        version=previous.version + 1 if previous else 1,
        status=Status.SUBMITTED,
        comment=comment,
        content=content,
        content_hash=fingerprint(content),
        submitted_on=today,
        submitted_by=by,
        submitted_late=today > due_on(scope, starts_on) if previous is None else previous.submitted_late,
    )
    record(what="report.submitted", subject=report, by=by, agency=agency, supplier=scope.supplier)
    return report


def latest_of(*, agency, period):
    """The newest version of an agency's report for a period, or None."""
    return AgencyReport.objects.filter(agency=agency, period=period).order_by("-version").first()


def accept(*, report, by, today):
    """Accept what was sent: from now on its content is what the supplier reports on. Raises `ReportRefused`."""
    return _decide(report=report, status=Status.ACCEPTED, question="", by=by, today=today)


def return_with_question(*, report, question, by, today):
    """Give a report back to the agency with a question; it will send another version. Raises `ReportRefused`."""
    return _decide(report=report, status=Status.RETURNED, question=question, by=by, today=today)


@transaction.atomic
def _decide(*, report, status, question, by, today):
    held = (
        AgencyReport.objects.select_for_update(of=("self",))
        .select_related("period__scope__supplier")
        .get(pk=report.pk)
    )
    if held.status != Status.SUBMITTED:
        raise ReportRefused(_("This report is not waiting for a decision any more."))
    held.status, held.returned_because = status, question
    held.decided_on, held.decided_by = today, by
    held.save(update_fields=["status", "returned_because", "decided_on", "decided_by"])
    record(what=f"report.{status}", subject=held, by=by, agency=held.agency, supplier=held.period.scope.supplier)
    return held
