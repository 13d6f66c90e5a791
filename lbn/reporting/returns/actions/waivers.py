"""Doing without an agency's report for one period. What it logged counts all the same."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import AuditCode
from agencies.sql.sealing import hold_for_sealing
from agencies.wording import write_day
from lbn.reporting.models import ReportWaiver
from lbn.reporting.returns.states import ReportStatus, state_on


class WaiverRefused(Refused):
    """A report that cannot be waived, or a waiver that is not there."""


@transaction.atomic
def waive(*, agency, scope, starts_on, reason, by, today):
    """Do without the report of `agency` for the period of `scope` that begins on `starts_on`, for a coded `reason`
    (`ReportWaiver.Reason`).

    Returns the `ReportWaiver`. Raises `WaiverRefused` for a report that was sent, a period that has not begun, is not
    the agency's in this scope or expects no report, a second time, and where no supplier is there to waive it.
    """
    if scope.supplier.stands_in:
        raise WaiverRefused(_("This agency has no supplier, so nobody can waive its reports."))
    hold_for_sealing(scope)  # whoever sends the report meanwhile holds the same lock
    state = state_on(agency, starts_on, today)
    if state is None or state.scope != scope:
        raise WaiverRefused(_("This period is none of the agency's with you, or has not begun yet."))
    if state.report:
        words = _("%(agency)s sent this report on %(day)s. What was sent cannot be waived.")
        raise WaiverRefused(words % {"agency": agency, "day": write_day(state.report.submitted_on)})
    if state.status == ReportStatus.WAIVED:
        raise WaiverRefused(_("This report is waived already."))
    if state.status == ReportStatus.NOT_EXPECTED:
        raise WaiverRefused(_("No report is expected for this period, so there is nothing to waive."))
    waiver = ReportWaiver.objects.create(
        agency=agency, scope=scope, starts_on=starts_on, reason=reason, on=today, by=by
    )
    _record(AuditCode.REPORT_WAIVED, waiver, by)
    return waiver


@transaction.atomic
def withdraw_waiver(*, agency, scope, starts_on, by):
    """Ask for the report again that was waived. Raises `WaiverRefused` where none is."""
    hold_for_sealing(scope)
    waiver = ReportWaiver.objects.filter(agency=agency, scope=scope, starts_on=starts_on).first()
    if waiver is None:
        raise WaiverRefused(_("This report is not waived."))
    waiver.delete()
    _record(AuditCode.REPORT_WAIVER_WITHDRAWN, waiver, by)


def _record(what, waiver, by):
    details = {"starts_on": waiver.starts_on.isoformat(), "reason": waiver.reason}
    record(
        what=what, subject=waiver, by=by, agency=waiver.agency, supplier=waiver.scope.supplier.successor, **details
    )
