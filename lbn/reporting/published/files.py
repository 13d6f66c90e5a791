"""Published reports as files. All are drawn from the same tables, or are the stored content itself."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.text import slugify

from agencies.sheets import csv_bytes
from lbn.reporting.documents import AskedForm, PublishedReport, SupplierReport
from lbn.reporting.models import Issue
from lbn.reporting.published.about import about_report
from lbn.reporting.published.bundle import ReadReports, zip_reports
from lbn.reporting.published.facts import Fact, list_facts
from lbn.reporting.published.tables import all_notes, tables_of
from lbn.reporting.published.workbook import to_workbook
from lbn.reporting.returns.layouts import form_csv

ENDINGS = {"frozen": "as-published.json"}


class File(NamedTuple):
    """A file to take away: its name, what kind of content it is, and its bytes."""

    name: str
    content_type: str
    content: bytes


def file_of(issue: Issue, format: str) -> File:
    """Return a published report in a format (a key of `FORMATS`)."""
    content_type, write = FORMATS[format]
    document = issue.read()
    return File(file_name(document, ENDINGS.get(format, format)), content_type, write(issue, document))


def layout_file(issue: Issue, form: AskedForm) -> File:
    """Return what somebody else's form asks for, as CSV. Where the report was withdrawn, it says so first."""
    document = issue.read_as(SupplierReport)
    because = issue.withdrawn_because if issue.is_withdrawn else ""
    content = form_csv(form, document, withdrawn=because)
    return File(file_name(document, f"{form.name}.csv"), FORMATS["csv"][0], content)


def file_of_all(issues: Sequence[Issue], format: str, *, name: str) -> File:
    """Return all of these reports as one file (a key of `FORMATS_OF_ALL`); `name` says whose they are. One that was
    withdrawn is left out: who adds up periods must not count it."""
    content_type, write = FORMATS_OF_ALL[format]
    reports = [(issue, issue.read()) for issue in issues if not issue.is_withdrawn]
    return File(f"{slugify(name)}-all-periods.{format}", content_type, write(reports))


def facts_to_csv(reports: ReadReports) -> bytes:
    return csv_bytes(Fact._fields, list_facts(reports))


def file_name(document: PublishedReport, ending: str) -> str:
    return f"{slugify(document.reader)}-{document.starts_on:%Y-%m}-to-{document.ends_on:%Y-%m}.{ending}"


def to_csv(issue: Issue, document: PublishedReport) -> bytes:
    """Every number of the report as a fact: a row each, no cell empty without a reason that the dictionary gives."""
    return facts_to_csv([(issue, document)])


def to_zip(issue: Issue, document: PublishedReport) -> bytes:
    """Everything of the report: tidy tables with their dictionary."""
    return zip_reports([(issue, document)])


def to_json(issue: Issue, document: PublishedReport) -> bytes:
    """The facts by the names that the CSV has, what the report says of itself, and what has to be known of it."""
    tables = tables_of(document)
    notes = all_notes(document, tables)
    facts = [fact._asdict() for fact in list_facts([(issue, document)])]
    content = {"reports": [about_report(issue, document)], "notes": notes, "facts": facts}
    return json.dumps(content, default=_say, ensure_ascii=False, indent=1).encode()


def _say(value: date | Decimal) -> str | float:
    """A day or a rate as JSON has it."""
    return value.isoformat() if isinstance(value, date) else float(value)


def to_frozen(issue: Issue, document: PublishedReport) -> bytes:
    """The stored content, byte for byte: of it is the fingerprint."""
    return issue.content.encode()


FORMATS = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_workbook),
    "zip": ("application/zip", to_zip),
    "json": ("application/json", to_json),
    "frozen": ("application/json", to_frozen),
}
FORMATS_OF_ALL = {
    "csv": (FORMATS["csv"][0], facts_to_csv),
    "zip": (FORMATS["zip"][0], zip_reports),
}
