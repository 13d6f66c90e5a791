"""An agency's report as a file and as a mail, for a supplier who does not sign in here."""

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agencies.actions.mail import send
from agencies.languages import MAIL
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.sheets import csv_bytes
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import PeriodReport
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.amendments import Difference, differences
from lbn.reporting.returns.balance import balance_lines, fact_rows
from lbn.reporting.returns.outliers import outlier_sentences
from lbn.reporting.returns.typed import typed_rows

CSV = "text/csv"


def mail_report(report: AgencyReport) -> None:
    """Send a report to its supplier's address, as text to read with a CSV, once the transaction has committed."""
    with translation.override(MAIL):
        period = period_in_words(report.period.starts_on, report.period_ends_on)
        document = report.read()
        context = {
            "report": report,
            "period": period,
            "supplier": report.period.scope.supplier.successor,
            "lines": balance_lines(document),
            "facts": facts_of(document),
            "no_kits": document.no_kits,
            "remarks": outlier_sentences(document),
            "changes": changes_of(report),
            "completion": completion_of(report),
            "link": absolute("start"),
        }
        attachment = (csv_name(report), report_csv(report), CSV)
    address = report.period.scope.supplier.successor.email
    send(kind=MailKind.AGENCY_REPORT, to=address, attachments=[attachment], **context)


def changes_of(report: AgencyReport) -> list[Difference]:
    """Return what an amendment changed beside the version before it; [] for a report that is none."""
    if not report.is_amendment:
        return []
    before = AgencyReport.objects.filter(agency=report.agency, period=report.period, version=report.version - 1).get()
    return differences(before.read(), report.read())


def completion_of(report: AgencyReport) -> list[Difference]:
    """Return what was added to a report, or corrected in it, when its period closed, beside what had been sent: in
    this version or the last one before it; [] where nothing was. One query."""
    versions = AgencyReport.objects.filter(agency=report.agency, period=report.period, version__lte=report.version)
    completed = versions.exclude(completes=None).select_related("completes").order_by("-version").first()
    sent = completed.completes if completed else None
    return differences(sent.read(), completed.read()) if completed and sent else []


def csv_name(report: AgencyReport) -> str:
    return f"{slugify(report.agency.name)}-{report.period.starts_on:%Y-%m}-version-{report.version}.csv"


def report_csv(report: AgencyReport) -> bytes:
    """Return a report as CSV: a line for each figure, with its words and its value as a number."""
    rows = [*header_rows(report), *figure_rows(report.read())]
    return csv_bytes((_("Figure"), _("Value")), rows)


def header_rows(report: AgencyReport) -> list[tuple[str, str | int]]:
    return [
        (_("Agency"), report.agency.name),
        (_("Period"), period_in_words(report.period.starts_on, report.period_ends_on)),
        (_("Version"), report.version),
        (_("Comment"), report.comment),
        (_("Fingerprint (SHA-256)"), report.content_hash),
    ]


def figure_rows(document: PeriodReport) -> list[tuple[str, int]]:
    stock = document.stock
    net = [(_of_corrections(_("C Left with people")), document.net_corrections)] if document.net_corrections else []
    lines = [
        (_("A On hand at the beginning"), stock.opening),
        (_("B Received"), stock.received),
        (_("C Left with people"), stock.left),
        *net,
        (_("D Other changes"), stock.other_change),
        (_("E On hand at the end"), stock.closing),
    ]
    return [*lines, *facts_of(document)]


def _of_corrections(figure: str) -> str:
    return _("%(figure)s: of these, net corrections to earlier periods") % {"figure": figure}


def facts_of(document: PeriodReport) -> list[tuple[str, int]]:
    """Return the figures beside the balance as (term, value), counted ones first, then typed ones."""
    facts = []
    for row in fact_rows(document):
        facts.append((row.label, row.value))
        if row.corrected:
            facts.append((_of_corrections(row.label), row.corrected))
    return [*facts, *typed_rows(document)]
