"""An agency's report: submitted, accepted or returned with a question, and amended once it is locked."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.models import Agency, AuditCode, ReportingPeriod
from agencies.periods import AgencyCalendar, period_end
from agencies.querysets.suppliers import has_account
from agencies.sql.sealing import hold_for_sealing
from agencies.terms import due_day_for
from lbn.reporting.calendar.deadlines import due_on
from lbn.reporting.models import PERIOD_REPORT, AgencyReport, ReportDraft, ReportRefused
from lbn.reporting.returns.amendments import amend_figures, differences
from lbn.reporting.returns.announcements import announce_decision, announce_report
from lbn.reporting.returns.chain import figures_to_send
from lbn.reporting.returns.filings import agreements_in_order
from lbn.reporting.returns.outliers import earlier_reports, outliers
from lbn.reporting.returns.prefill import prefill
from lbn.reporting.returns.typed import every_typed

Status = AgencyReport.Status
WITH_SUPPLIER = ("agency", "period__scope__supplier__program")


@transaction.atomic
def submit(*, agency, scope, starts_on, comment, no_kits, by, today, typed=None):
    """Freeze what the period says of `agency` as a report and hand it to the supplier, or do nothing at all.

    After a question a new version is made; what was sent before stays as it was, and as long as the period is open
    the log's figures stay those first sent (`chain.py`). `no_kits` says that the coordinator confirms a period in
    which none was left; `typed` are figures that no count holds, by name. A supplier without an account gets the
    report by mail. Returns the `AgencyReport`. Raises `ReportRefused` before the period has ended, for a report that
    waits or was accepted, of an agency that is left out, and where "no kits" and the log disagree; `DoesNotClose`
    where the figures do not add up.
    """
    if today <= period_end(starts_on, scope.cadence):
        raise ReportRefused(_("This period has not ended yet. Send its report from the day after."))
    hold_for_sealing(scope)  # nothing may be logged between reading the log and reading the ledger
    _refuse_another_scope(agency, scope, starts_on)
    period = ReportingPeriod.objects.get_or_create(scope=scope, starts_on=starts_on)[0]
    previous = latest_of(agency=agency, period=period)
    if previous and (previous.status != Status.RETURNED or previous.is_amendment):
        raise ReportRefused(_("This report was sent already."))
    now = prefill(agency=agency, scope=scope, starts_on=starts_on)
    figures = figures_to_send(now, previous, is_sealed=period.sealed_at is not None)
    if figures is now:
        _refuse_false_no_kits(now, no_kits)
    unlike = outliers(figures, earlier_reports(agency, scope, starts_on))
    document = replace(figures, typed=every_typed(typed), outliers=unlike)
    late = previous.submitted_late if previous else _is_late(agency, scope, starts_on, today)
    ReportDraft.objects.filter(agency=agency, scope=scope, starts_on=starts_on).delete()
    return _freeze(agency, period, previous, document, comment, by=by, today=today, late=late)


def _refuse_false_no_kits(figures, no_kits):
    """Raise `ReportRefused` where what is confirmed and what was logged disagree."""
    if figures.no_kits != no_kits:
        raise ReportRefused(
            _("No kit was logged in this period: confirm that none was left, or log what is missing first.")
            if figures.no_kits
            else _("Kits were logged in this period, so it cannot be sent as one without kits.")
        )


def _is_late(agency, scope, starts_on, today):
    terms = agreements_in_order([agency.pk]).filter(supplier=scope.supplier).last()
    return today > due_on(scope, starts_on, due_day_for(terms, period_end(starts_on, scope.cadence)))


def _refuse_another_scope(agency, scope, starts_on):
    """Raise `ReportRefused` where the agency was let in, or left out, since its page was opened."""
    if Agency.objects.filter(pk=agency.pk, left_out_on__isnull=False).exists():
        raise ReportRefused(_("Your agency is left out of the program's reports, so nothing was sent."))
    tenure = AgencyCalendar.of(agency).tenure_on(period_end(starts_on, scope.cadence))
    if tenure is None or tenure.scope_id != scope.pk:
        raise ReportRefused(_("Where your agency reports has changed. Open the report again and send it."))


@transaction.atomic
def amend(*, report, typed, comment, by, today):
    """Make the next version of a locked report, with other typed figures (those that `typed` names) or another
    comment.

    Everything else is the books': kits left that were not counted, or a wrong delivery, are put right in the log and
    in stock, and are in the report of the period that is open. Returns the new `AgencyReport`, which the supplier
    accepts or returns like any other; until then the version accepted before counts. Raises `ReportRefused` for a
    report that is not locked, an amendment that changes nothing, and one without a comment.
    """
    hold_for_sealing(report.period.scope)  # a period that closes now completes what was sent until now
    locked = AgencyReport.objects.select_for_update(of=("self",)).select_related(*WITH_SUPPLIER).get(pk=report.pk)
    if locked.period.scope_id != report.period.scope_id:
        raise ReportRefused(_("Where your agency reports has changed. Open the report again and amend it."))
    latest = latest_of(agency=locked.agency, period=locked.period)
    if not is_locked(latest) and not latest.is_returned_amendment:
        raise ReportRefused(_("This report is not locked: it waits for your supplier, or for your answer."))
    if not comment:
        raise ReportRefused(_("Say in the comment why the figures change."))
    before = latest.read()
    document = amend_figures(before, typed=typed)
    if not differences(before, document) and comment == latest.comment:
        raise ReportRefused(_("Change at least one figure, or the comment."))
    facts = {"by": by, "today": today, "late": latest.submitted_late, "is_amendment": True}
    return _freeze(locked.agency, locked.period, latest, document, comment, **facts)


def is_locked(report) -> bool:
    """Tell whether a version is final: accepted, or sent to a supplier who signs in nowhere to accept it."""
    if report.status == Status.ACCEPTED:
        return True
    return report.status == Status.SUBMITTED and not has_account(report.period.scope.supplier.successor)


def _freeze(agency, period, previous, document, comment, *, by, today, late, is_amendment=False):
    report = AgencyReport.objects.create(
        agency=agency,
        period=period,
        version=previous.version + 1 if previous else 1,
        is_amendment=is_amendment,
        status=Status.SUBMITTED,
        comment=comment,
        **AgencyReport.freeze(document),
        submitted_on=today,
        submitted_by=by,
        submitted_late=late,
    )
    supplier = period.scope.supplier.successor
    what = AuditCode.REPORT_AMENDED if is_amendment else AuditCode.REPORT_SUBMITTED
    record(what=what, subject=report, by=by, agency=agency, supplier=supplier)
    announce_report(report, supplier)
    return report


def latest_of(*, agency, period):
    """The newest version of an agency's report for a period, or None."""
    versions = AgencyReport.objects.filter(agency=agency, period=period).select_related(*WITH_SUPPLIER)
    return versions.order_by("-version").first()


def accept(*, report, by, today):
    """Accept what was sent: from now on its content is what the supplier reports on. Raises `ReportRefused`."""
    return _decide(report=report, status=Status.ACCEPTED, question="", by=by, today=today)


def return_with_question(*, report, question, by, today):
    """Give a report back to the agency with a question; it will send another version. Raises `ReportRefused`."""
    return _decide(report=report, status=Status.RETURNED, question=question, by=by, today=today)


@transaction.atomic
def _decide(*, report, status, question, by, today):
    AgencyReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not AgencyReport.objects.waiting().filter(pk=report.pk).exists():
        raise PERIOD_REPORT.refuse(Status.ACCEPTED)
    changes = {"returned_because": question, "decided_on": today, "decided_by": by}
    decided = PERIOD_REPORT.move(report, to=status, by=by, on=today, changes=changes)
    announce_decision(decided, decided.period.scope.supplier.successor)
    return decided
