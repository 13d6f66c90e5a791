"""Who is told of a report: its supplier when it comes, its agency when it is decided, both when it is completed.
Mails to people who sign in hold no figure."""

from collections.abc import Sequence

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


def announce_completed(reports: Sequence[AgencyReport], *, supplier: Supplier) -> None:
    """Tell the coordinators of each agency that its report was completed, and the supplier which reports were, in one
    mail; where nobody signs in for it, mail it each report. `reports` are versions of one period, in their order."""
    newest = {report.agency_id: report for report in reports}.values()
    for report in newest:
        starts_on = report.period.starts_on
        link = absolute("reports:report", report.agency.slug, starts_on.year, starts_on.month)
        for address in addresses_of(report.agency):
            send(kind=MailKind.REPORT_COMPLETED, to=address, report=report, link=link)
    colleagues = addresses_at(supplier) if newest else []
    link = absolute("supplier:agencies", supplier.slug) if colleagues else ""
    for address in colleagues:
        send(kind=MailKind.REPORTS_COMPLETED, to=address, supplier=supplier, reports=list(newest), link=link)
    if supplier.email and not colleagues:
        for report in newest:
            mail_report(report)


def _day_of_closing(report):
    """The day on which the period closes, where that is still to come, else None."""
    day = sealed_on(report.period.scope, report.period.starts_on)
    return day if report.decided_on < day else None
