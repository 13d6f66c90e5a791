"""Who is told of a report: its supplier when it comes, its agency when it was decided. Mails hold no figure."""

from agencies.actions.mail import send
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Supplier
from agencies.querysets.team import addresses_at, addresses_of
from lbn.reporting.calendar.deadlines import sealed_on
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.mailing import mail_report


def announce_report(report: AgencyReport, supplier: Supplier) -> None:
    """Tell everybody who signs in for a supplier that a report came; where nobody does, mail the report itself to the
    supplier's address, if there is one."""
    colleagues = addresses_at(supplier)
    if supplier.email and not colleagues:
        mail_report(report)
    link = absolute("supplier:agency_report", supplier.slug, report.pk)
    for address in colleagues:
        send(kind=MailKind.REPORT_ARRIVED, to=address, supplier=supplier, link=link, report=report)


def announce_decision(report: AgencyReport, supplier: Supplier) -> None:
    """Tell the coordinators of an agency that a supplier accepted its report, or returned it with a question.

    What was asked stays on the page: it may name places.
    """
    was_accepted = report.status == AgencyReport.Status.ACCEPTED
    starts_on = report.period.starts_on
    said = {
        "report": report,
        "supplier": supplier,
        "closes_on": _day_of_closing(report),
        "link": absolute("reports:report", report.agency.slug, starts_on.year, starts_on.month),
    }
    for address in addresses_of(report.agency):
        send(kind=MailKind.REPORT_ACCEPTED if was_accepted else MailKind.REPORT_RETURNED, to=address, **said)


def _day_of_closing(report):
    """The day on which the period closes, where that is still to come, else None."""
    day = sealed_on(report.period.scope, report.period.starts_on)
    return day if report.decided_on < day else None
