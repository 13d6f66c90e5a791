"""Published reports as files. All are drawn from the same tables, or are the stored content itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.text import slugify
from django.utils.translation import gettext as _

from agencies.sheets import csv_bytes, workbook_bytes
from agencies.wording import write_day
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import PublishedReport, SupplierReport
from lbn.reporting.models import Issue
from lbn.reporting.published.columns import COLUMNS, LAYOUT
from lbn.reporting.published.tables import PublishedTable, notes_of, protection, tables_of
from lbn.reporting.returns.layouts import form_figures, form_lines

NOTE = "note"
ABOUT = ("reader", "state", "starts_on", "ends_on", "as_of", "layout", "withdrawn_because")


class File(NamedTuple):
    """A file to take away: its name, what kind of content it is, and its bytes."""

    name: str
    content_type: str
    content: bytes


def file_of(issue: Issue, format: str) -> File:
    """Return a published report as "csv", "xlsx" or "json" (a key of `FORMATS`)."""
    content_type, write = FORMATS[format]
    document = issue.read()
    return File(file_name(document, format), content_type, write(issue, document))


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
    """All tables below each other, with the columns of all of them; the first column, `table`, says which one. What
    a reader has to know is in the rows "notes"."""
    header = ("table", *ABOUT, *COLUMNS, NOTE)
    place = {name: number for number, name in enumerate(header)}
    about = about_of(issue, document)
    parts: list[tuple[str, Sequence[str], Sequence[Sequence]]] = [("about", tuple(about), [tuple(about.values())])]
    tables = tables_of(document)
    parts += [(table.name, table.header, table.rows) for table in tables]
    parts.append(("notes", (NOTE,), note_rows(document, tables)))
    return csv_bytes(header, (line for part in parts for line in wide(*part, place)))


def wide(table: str, header: Sequence[str], rows: Iterable[Sequence], place: Mapping[str, int]) -> Iterator[list]:
    """Yield the rows of a table with its name first and each cell where `place` has its column."""
    places = [place[name] for name in header]
    for row in rows:
        line: list = [table, *[None] * (len(place) - 1)]
        for number, cell in zip(places, row, strict=True):
            line[number] = cell
        yield line


def about_of(issue: Issue, document: PublishedReport) -> dict[str, str | int]:
    """Return what a file says of itself, by the names of `ABOUT`."""
    return {
        "reader": document.reader,
        "state": document.state,
        "starts_on": document.starts_on.isoformat(),
        "ends_on": document.ends_on.isoformat(),
        "as_of": document.as_of.isoformat(),
        "layout": LAYOUT,
        "withdrawn_because": issue.withdrawn_because,
    }


def note_rows(document: PublishedReport, tables: Iterable[PublishedTable]) -> list[tuple[str]]:
    """Return the sentences that the page shows beside the tables, how the report is protected first."""
    return [(note,) for note in (protection(document.report), *all_notes(document, tables))]


def all_notes(document: PublishedReport, tables: Iterable[PublishedTable]) -> list[str]:
    return [*notes_of(document), *(table.about for table in tables if table.about and table.rows)]


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


def to_workbook(issue: Issue, document: PublishedReport) -> bytes:
    """A cover "About", a tab for each table that has rows, and what the columns mean."""
    tables = [table for table in tables_of(document) if table.rows]
    sheets: dict[str, tuple[Sequence[str], Iterable[Sequence]]] = {}
    sheets[_("About")] = ((_("Published report"), document.reader), about_rows(issue, document, tables))
    sheets |= {table.title: (table.header, table.rows) for table in tables}
    sheets[_("Columns")] = ((_("Column"), _("Heading"), _("Meaning")), meanings_of(tables))
    return workbook_bytes(sheets)


def about_rows(
    issue: Issue, document: PublishedReport, tables: Sequence[PublishedTable]
) -> Iterator[tuple[str, str | int]]:
    """Yield what the cover says. Only a supplier is told the fingerprint: a health department's own report is small
    enough in parts for somebody else to try out what fits."""
    if issue.is_withdrawn:
        yield _("Withdrawn"), issue.withdrawn_because
    yield _("Period"), period_in_words(issue.starts_on, issue.ends_on)
    yield _("State"), document.state
    yield _("Data as of"), write_day(document.as_of)
    yield _("Protection"), protection(document.report)
    yield _("Threshold (visits)"), document.report.threshold
    for note in all_notes(document, tables):
        yield _("Note"), note
    yield _("Layout of the columns"), LAYOUT
    if isinstance(document, SupplierReport):
        yield _("Fingerprint (SHA-256) of the JSON file"), issue.content_hash


def to_json(issue: Issue, document: PublishedReport) -> bytes:
    """The stored content, byte for byte."""
    return issue.content.encode()


FORMATS = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_workbook),
    "zip": ("application/zip", to_zip),
    "json": ("application/json", to_json),
}
