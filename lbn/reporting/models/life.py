"""The lives of an agency's report and of a published report, as tables (see `agencies/machines.py`).

Whether a report is due, overdue, missed or waived is no state of a row: nothing was sent yet. `ReportState` says it.
"""

from django.utils.translation import gettext_lazy as _

from agencies.actions.refusals import Refused
from agencies.machines import SYSTEM, Machine, Move
from agencies.models import AuditCode, Role
from lbn.reporting.models.agency_report import AgencyReport
from lbn.reporting.models.issue import Issue


class ReportRefused(Refused):
    """A report that cannot be sent or decided now."""


class WithdrawalRefused(Refused):
    """The published report was withdrawn before."""


Sent, Published = AgencyReport.Status, Issue.Status
DECIDED = _("This report is not waiting for a decision any more.")


def organizations_of_report(report):
    return {"agency": report.agency, "supplier": report.period.scope.supplier.successor}


def organizations_of_issue(issue):
    """Its reader, and the program office that may withdraw it."""
    reader = issue.reader
    return {issue.reader_kind: reader, "program": issue.program or reader.program}


PERIOD_REPORT = Machine(
    name=_("Report of an agency"),
    model=AgencyReport,
    states=Sent,
    refusal=ReportRefused,
    concerns=organizations_of_report,
    closed={Sent.ACCEPTED: DECIDED, Sent.RETURNED: DECIDED},
    moves=(
        Move(
            (Sent.SUBMITTED,),
            Sent.ACCEPTED,
            (Role.SUPPLIER_STAFF, SYSTEM),
            AuditCode.REPORT_ACCEPTED,
            _(
                "It is locked: from now on it can only be amended, and an amendment is accepted anew. By itself only "
                "where it completes a version that was accepted, when the period closes."
            ),
        ),
        Move(
            (Sent.SUBMITTED,),
            Sent.RETURNED,
            (Role.SUPPLIER_STAFF, SYSTEM),
            AuditCode.REPORT_RETURNED,
            _(
                "The agency answers the question and sends another version. By itself only where it completes a "
                "version that was returned, when the period closes."
            ),
        ),
    ),
)

PUBLISHED_REPORT = Machine(
    name=_("Published report"),
    model=Issue,
    states=Published,
    refusal=WithdrawalRefused,
    concerns=organizations_of_issue,
    closed={Published.WITHDRAWN: _("This published report was withdrawn before: nothing was changed.")},
    moves=(
        Move(
            (Published.ISSUED,),
            Published.WITHDRAWN,
            (Role.OPERATOR,),
            AuditCode.ISSUE_WITHDRAWN,
            _("Its readers are told why. Nothing replaces it: figures that change are in the next report."),
        ),
    ),
)
