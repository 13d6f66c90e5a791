"""Published reports as files. All are drawn from the same tables, or are the stored content itself."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.text import slugify
from django.utils.translation import gettext as _

from agencies.sheets import csv_bytes
from lbn.reporting.documents import PublishedReport, SupplierReport
from lbn.reporting.models import Issue
from lbn.reporting.published.columns import COLUMNS, LAYOUT
from lbn.reporting.published.facts import STATUSES, Fact, list_facts
from lbn.reporting.published.tables import PublishedTable, all_notes, tables_of
from lbn.reporting.published.workbook import to_workbook
from lbn.reporting.returns.layouts import form_figures, form_lines

NOTE = "note"
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


def layout_file(issue: Issue, layout: str) -> File:
    """Return the lines that somebody else's form asks for (a name of `layouts.LAYOUTS`), as CSV. Where the report was
    withdrawn, the first line says so."""
    document = issue.read_as(SupplierReport)
    rows: list[tuple] = [(_("Withdrawn"), None, issue.withdrawn_because)] if issue.is_withdrawn else []
    rows += [(line.label, line.value, line.note) for line in form_lines(layout, form_figures(document))]
    header = (_("Field"), _("Value"), _("Note"))
    return File(file_name(document, f"{layout}.csv"), FORMATS["csv"][0], csv_bytes(header, rows))


def file_name(document: PublishedReport, ending: str) -> str:
    return f"{slugify(document.reader)}-{document.starts_on:%Y-%m}-to-{document.ends_on:%Y-%m}.{ending}"


def to_csv(issue: Issue, document: PublishedReport) -> bytes:
    """Every number of the report as a fact: a row each, no cell empty without a reason that the dictionary gives."""
    return csv_bytes(Fact._fields, list_facts([(issue, document)]))


def about_of(issue: Issue, document: PublishedReport) -> dict[str, str | int | date]:
    """Return what a file says of a report, by the names that its facts have."""
    return {
        "report": str(issue.pk),
        "published_to": document.reader,
        "report_status": STATUSES[Issue.Status(issue.status)],
        "withdrawn_because": issue.withdrawn_because,
        "state": document.state,
        "report_from": document.starts_on,
        "report_to": document.ends_on,
        "as_of": document.as_of,
        "threshold": document.report.threshold,
        "layout": LAYOUT,
    }


def note_rows(document: PublishedReport, tables: Iterable[PublishedTable]) -> list[tuple[str]]:
    """Return the sentences that the page shows beside the tables, how the report is protected first."""
    return [(note,) for note in all_notes(document, tables)]


def to_zip(issue: Issue, document: PublishedReport) -> bytes:
    """A CSV for each table that has rows, one about the report, its notes, and one that says what the columns mean.

    The same report gives the same bytes: the files carry no time.
    """
    tables = [table for table in tables_of(document) if table.rows]
    about = about_of(issue, document)
    parts = {"about": csv_bytes(tuple(about), [tuple(about.values())])}
    parts |= {table.name: csv_bytes(table.header, table.rows) for table in tables}
    parts["notes"] = csv_bytes((NOTE,), note_rows(document, tables))
    parts["columns"] = csv_bytes(("column", "heading", "meaning"), meanings_of(tables))
    return zip_files({f"{name}.csv": part for name, part in parts.items()})


def zip_files(parts: Mapping[str, bytes]) -> bytes:
    """Return files by their names as a zip archive, without times."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return buffer.getvalue()


def meanings_of(tables: Iterable[PublishedTable]) -> list[tuple[str, str, str]]:
    """Return (name, heading, meaning) of each column of these tables: the data dictionary."""
    named = dict.fromkeys(name for table in tables for name in table.header)
    return [(name, str(COLUMNS[name].heading), str(COLUMNS[name].meaning)) for name in named]


def to_json(issue: Issue, document: PublishedReport) -> bytes:
    """The facts by the names that the CSV has, what the report says of itself, and what has to be known of it."""
    tables = tables_of(document)
    notes = [note for (note,) in note_rows(document, tables)]
    facts = [fact._asdict() for fact in list_facts([(issue, document)])]
    content = {"reports": [about_of(issue, document)], "notes": notes, "facts": facts}
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
