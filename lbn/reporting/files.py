"""Published reports as files. All are drawn from the same tables, or are the stored content itself."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agencies.sheets import csv_bytes, workbook_bytes
from lbn.reporting.columns import COLUMNS, LAYOUT
from lbn.reporting.models import Issue
from lbn.reporting.tables import notes_of, tables_of
from lbn.reporting.words import period_in_words

ABOUT = ("reader", "state", "starts_on", "ends_on", "as_of", "layout", "withdrawn_because")


class File(NamedTuple):
    """A file to take away: its name, what kind of content it is, and its bytes."""

    name: str
    content_type: str
    content: bytes


def file_of(issue: Issue, format: str) -> File:
    """Return a published report as "csv", "xlsx" or "json" (a key of `FORMATS`)."""
    content_type, write = FORMATS[format]
    content = issue.read()
    name = f"{slugify(content['reader'])}-{content['starts_on'][:7]}-to-{content['ends_on'][:7]}.{format}"
    return File(name, content_type, write(issue, content))


def protection(threshold: int) -> str:
    """Say in one sentence how the report is protected."""
    return _(
        "A place is named only when kits were left there at least %(threshold)s times in the period; everything else "
        "in its county is added together. A published report never changes: corrections appear in the next one."
    ) % {"threshold": threshold}


def to_csv(issue: Issue, content: dict) -> bytes:
    """All tables below each other, with the columns of all of them; the first column, `table`, says which one."""
    header = ("table", *ABOUT, *COLUMNS)
    about = {name: content[name] for name in ABOUT[:5]}
    about |= {"layout": LAYOUT, "withdrawn_because": issue.withdrawn_because}
    rows = [("about", about)]
    for table in tables_of(content):
        rows += [(table.name, dict(zip(table.header, row, strict=True))) for row in table.rows]
    return csv_bytes(header, ([name, *(cells.get(column) for column in header[1:])] for name, cells in rows))


def to_workbook(issue: Issue, content: dict) -> bytes:
    """A cover "About", a tab for each table, and what the columns mean."""
    tables = tables_of(content)
    sheets = {_("About"): ((_("Published report"), content["reader"]), about_rows(issue, content))}
    sheets |= {table.title: (table.header, table.rows) for table in tables}
    named = dict.fromkeys(name for table in tables for name in table.header)
    meanings = [(name, str(COLUMNS[name].heading), str(COLUMNS[name].meaning)) for name in named]
    sheets[_("Columns")] = ((_("Column"), _("Heading"), _("Meaning")), meanings)
    return workbook_bytes(sheets)


def about_rows(issue: Issue, content: dict) -> Iterator[tuple[str, str | int]]:
    """Yield what the cover says. Only a supplier is told the fingerprint: a health department's own content is small
    enough in parts for somebody else to try out what fits."""
    threshold = content["report"]["threshold"]
    if issue.is_withdrawn:
        yield _("Withdrawn"), issue.withdrawn_because
    yield _("Period"), period_in_words(issue.starts_on, issue.ends_on)
    yield _("State"), content["state"]
    yield _("Data as of"), date_format(date.fromisoformat(content["as_of"]))
    yield _("Protection"), protection(threshold)
    yield _("Threshold (times)"), threshold
    for note in notes_of(content):
        yield _("Note"), note
    yield _("Layout of the columns"), LAYOUT
    if content["kind"] == "scope":
        yield _("Fingerprint (SHA-256) of the JSON file"), issue.content_hash


def to_json(issue: Issue, content: dict) -> bytes:
    """The stored content, byte for byte."""
    return issue.content.encode()


FORMATS = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_workbook),
    "json": ("application/json", to_json),
}
