"""A published report as a workbook for people: the words of its page, few tabs, and no more pages than needed.

"Summary" has the small tables below each other; agencies, counties and places have a tab each. A cell that may not be
seen says "not shown"; a dash is what was not stated, as on the page.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from agencies.sheets import BarsOf, PrintedSheet, SheetBlock, SheetColumn, printed_workbook
from agencies.wording import write_month_name
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import PublishedReport
from lbn.reporting.models import Issue
from lbn.reporting.published.columns import COLUMNS, PublishedColumn
from lbn.reporting.published.methods import citation_of, program_of
from lbn.reporting.published.tables import (
    HIDDEN,
    PublishedTable,
    all_notes,
    completeness_in_words,
    label_in_words,
    tables_of,
)
from lbn.reporting.published.tables.table import FIGURES, CellValue, cell_in_words

DAY, MONTH, CHANGE = "mmm d, yyyy", "mmmm yyyy", "+#,##0;-#,##0;0"
NOT_STATED = "\N{EN DASH}"
OF_SUMMARY = ("totals", "comparison", "by_month", "to_date", "reporting", "by_kind", "regions", "other_items")
OF_AGENCIES = ("agencies", "training", "typed", "agency_reports")
FEWEST = 2
WIDE = 6
Tables = Mapping[str, PublishedTable]


def to_workbook(issue: Issue, document: PublishedReport) -> bytes:
    """Return the workbook of a published report."""
    tables = {table.name: table for table in tables_of(document) if table.rows}
    period = period_in_words(issue.starts_on, issue.ends_on)
    title = _("Kits left, %(period)s: %(reader)s") % {"period": period, "reader": document.reader}
    sheets = [_summary(issue, document, tables)]
    if "agencies" in tables:
        block = _join_by_agency([tables[name] for name in OF_AGENCIES if name in tables])
        sheets.append(PrintedSheet(tables["agencies"].title, [block], is_landscape=True))
    if "counties" in tables:
        sheets.append(_counties(tables))
    if "places" in tables:
        block = _block_of(tables["places"])
        sheets.append(PrintedSheet(tables["places"].title, [block], (), _chart_in(tables, "places", block)))
    return printed_workbook(sheets, title=title, author=program_of(issue).office_name)


def _summary(issue: Issue, document: PublishedReport, tables: Tables) -> PrintedSheet:
    named = [tables[name] for name in OF_SUMMARY if name in tables]
    if "typed" in tables and "agencies" not in tables:
        named.append(tables["typed"])
    blocks = {table.name: _block_of(table, with_caption=True) for table in named}
    lines = list(_say(issue, document, list(tables.values())))
    chart = _chart_in(tables, "by_month", blocks.get("by_month"))
    return PrintedSheet(_("Summary"), list(blocks.values()), lines, chart)


def _chart_in(tables: Tables, name: str, block: SheetBlock | None) -> BarsOf | None:
    """Return the workbook's chart where `name` is the table that it is of: the first whose rows are all shown."""
    titles = {
        "by_month": _("Kits left over time"),
        "counties": _("Kits left by county"),
        "places": _("Kits left by place"),
    }
    whole = (one for one in titles if one in tables and _is_whole(tables[one]))
    if block is None or next(whole, None) != name:
        return None
    column = [one.heading for one in block.columns].index(str(COLUMNS["kits"].heading))
    return BarsOf(block, column, titles[name], block.columns[0].heading)


def _is_whole(table: PublishedTable) -> bool:
    """Tell whether a table has rows enough for a chart, and shows all of them."""
    return len(table.rows) >= FEWEST and not any(HIDDEN in row for row in table.rows)


def _say(
    issue: Issue, document: PublishedReport, tables: Sequence[PublishedTable]
) -> Iterator[tuple[str, str | int | date]]:
    """Yield what stands above the tables."""
    if issue.is_withdrawn:
        yield _("Withdrawn"), issue.withdrawn_because
    period = period_in_words(issue.starts_on, issue.ends_on)
    yield _("Published to"), document.reader
    yield _("Period"), period
    yield _("State"), document.state
    yield _("Data as of"), document.as_of
    if completeness := completeness_in_words(document):
        yield _("Reports"), completeness
    yield _("Threshold (visits)"), document.report.threshold
    for number, note in enumerate(all_notes(document, tables)):
        yield (_("Notes") if number == 0 else ""), note
    yield _("To cite"), citation_of(issue)
    yield _("Fingerprint (SHA-256) of the report as published"), issue.content_hash


def _counties(tables: Tables) -> PrintedSheet:
    """Counties, and below them the same by month or quarter: a row each."""
    table = tables["counties"]
    blocks = [_block_of(table)]
    if "months" in tables:
        blocks.append(_spread_times(tables["months"]))
    return PrintedSheet(
        table.title, blocks, (), _chart_in(tables, "counties", blocks[0]), is_landscape=len(blocks) > 1
    )


def _block_of(table: PublishedTable, *, with_caption: bool = False) -> SheetBlock:
    """Return a table as people read it, with its total where rows add up."""
    seen = table.seen
    places = [number for number, column in enumerate(table.columns) if column in seen]
    rows = [[_cell_of(table.columns[number], row[number]) for number in places] for row in table.rows]
    sums = table.total_in_words
    total = [sums.get(table.columns[number].name, "") for number in places] if sums else []
    if total:
        total = [_("Total"), *("" if cell is None else cell for cell in total[1:])]
    columns = [_column_of(table.columns[number]) for number in places]
    return SheetBlock(columns, rows, total, table.title if with_caption else "", table.about if with_caption else "")


def _column_of(column: PublishedColumn) -> SheetColumn:
    format = CHANGE if column.name == "kits_change" else "#,##0"
    if column.is_day or column.name == "month":
        format = DAY if column.is_day else MONTH
    return SheetColumn(str(column.heading), str(column.meaning), format)


def _cell_of(column: PublishedColumn, cell: CellValue) -> object:
    """Return a cell for people: days and months as days, codes in words."""
    if cell is None:
        return NOT_STATED
    if isinstance(cell, str) and (column.is_day or (column.name == "month" and column.months == 1)):
        return date.fromisoformat(cell)
    return cell_in_words(column, cell)


def _join_by_agency(tables: Sequence[PublishedTable]) -> SheetBlock:
    """Put the tables of agencies beside each other, a row for each agency; they have the same agencies in the same
    order. A column that two of them have is there once."""
    blocks = [_block_of(table) for table in tables]
    columns: list[SheetColumn] = []
    rows: list[list[object]] = [[] for _row in blocks[0].rows]
    total: list[object] = []
    for block in blocks:
        new = [number for number, column in enumerate(block.columns) if column not in columns]
        columns += [block.columns[number] for number in new]
        for row, cells in zip(rows, block.rows, strict=True):
            row += [cells[number] for number in new]
        total += [block.total[number] if block.total else "" for number in new]
    return SheetBlock(columns, rows, total if blocks[0].total else ())


def _spread_times(table: PublishedTable) -> SheetBlock:
    """Put the months of an area beside each other, so that it has one row."""
    begins = sorted({str(row[1]) for row in table.rows})
    areas: list[tuple[str, dict[str, Sequence[CellValue]]]] = []
    for area, begin, *cells in table.rows:
        if not areas or areas[-1][0] != area or begin in areas[-1][1]:
            areas.append((str(area), {}))
        areas[-1][1][str(begin)] = cells
    nothing = [None] * len(FIGURES)
    rows = []
    for area, of in areas:
        cells = [cell for begin in begins for cell in of.get(begin, nothing)]
        rows.append([label_in_words(area), *(NOT_STATED if cell is None else cell for cell in cells)])
    columns = [_column_of(COLUMNS["area"])]
    for begin in begins:
        for name in FIGURES:
            heading = f"{COLUMNS[name].heading}, {_short(table, begin)}"
            columns.append(SheetColumn(heading, str(COLUMNS[name].meaning)))
    return SheetBlock(columns, rows, (), table.title, table.about)


def _short(table: PublishedTable, begin: str) -> str:
    """A month by its name; a quarter by its words."""
    if table.step == "quarter":
        return str(cell_in_words(table.quarter, begin))
    return write_month_name(date.fromisoformat(begin), is_short=True)
