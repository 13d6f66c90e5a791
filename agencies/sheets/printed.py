"""Workbooks for people: headings in words, days as days, filters, and sheets that print on Letter paper.

As in every sheet that goes out, no cell may run as a formula where it is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .writing import WIDEST, in_workbook, tab_title

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LETTER = "1"
NUMBER, RATE, DAY = "#,##0", "#,##0.0", "mmm d, yyyy"
NARROWEST, AIR, HEIGHT = 9, 2, 15
LINE = 84  # So many letters of a line run over the columns beside it without leaving the page.
MADE = datetime(2000, 1, 1)  # No file says when it was taken: the same report gives the same bytes.


@dataclass(frozen=True)
class SheetColumn:
    """A column: its heading, what it means (seen on its heading), how numbers and days of it are written."""

    heading: str
    meaning: str = ""
    format: str = NUMBER


@dataclass(frozen=True)
class SheetBlock:
    """A table: its columns, rows and, where rows add up, their total; a caption above where it is not alone."""

    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[object]]
    total: Sequence[object] = ()
    caption: str = ""
    about: str = ""


@dataclass(frozen=True)
class BarsOf:
    """A chart of one number column of a block: the names are in the block's first column."""

    block: SheetBlock
    column: int
    title: str
    heading: str


@dataclass(frozen=True)
class PrintedSheet:
    """A tab: lines of text, then tables below each other. Where the first table
    begins the tab, it has filters, and its head stays in view and is on each page."""

    title: str
    blocks: Sequence[SheetBlock] = ()
    lines: Sequence[tuple[str, object]] = ()
    chart: BarsOf | None = None
    is_landscape: bool = False
    pages: int = 0  # How many pages it may take; 0 as many as it needs.


def printed_workbook(sheets: Sequence[PrintedSheet], *, title: str, author: str) -> bytes:
    """Return an .xlsx workbook with its title and author, one tab for each sheet."""
    # openpyxl weighs as much as a whole idle worker: only a process that writes a workbook loads it
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    about = workbook.properties
    about.title, about.creator, about.lastModifiedBy = _safe(title), _safe(author), _safe(author)
    about.created = about.modified = MADE
    for sheet in sheets:
        _draw(workbook, sheet, title)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _draw(workbook: Workbook, sheet: PrintedSheet, title: str) -> None:
    tab = workbook.create_sheet(tab_title(sheet.title))
    row = _draw_lines(tab, sheet.lines)
    starts = []
    for block in sheet.blocks:
        first = _draw_block(tab, block, row)
        starts.append(first)
        row = first + len(block.rows) + bool(block.total) + 2
    if sheet.blocks and not sheet.lines:
        _add_filters(tab, sheet.blocks[0])
    _set_widths(tab, sheet)
    if sheet.chart:
        _draw_chart(tab, sheet.chart, starts[sheet.blocks.index(sheet.chart.block)], below=row)
    _set_print(tab, sheet, title)


def _draw_lines(tab: Worksheet, lines: Sequence[tuple[str, object]]) -> int:
    """Write what is said above the tables; return the row at which they begin."""
    from openpyxl.styles import Alignment, Font

    row = 1
    for term, words in lines:
        _write(tab, row, 1, term).font = Font(bold=True)
        for part in wrap(words, LINE) if isinstance(words, str) else [words]:
            cell = _write(tab, row, 2, part)
            cell.alignment = Alignment(horizontal="left")
            if isinstance(part, date):
                cell.number_format = DAY
            row += 1
    return row + 1 if lines else 1


def _draw_block(tab: Worksheet, block: SheetBlock, row: int) -> int:
    """Write a table from `row` on; return the row of its heads."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    if block.caption:
        _write(tab, row, 1, block.caption).font = Font(bold=True, size=12)
        row += 1
    for words in wrap(block.about, LINE):
        _write(tab, row, 1, words).font = Font(italic=True)
        row += 1
    fill, line = PatternFill("solid", fgColor="E3EEEF"), Border(bottom=Side("thin"))
    for number, column in enumerate(block.columns, 1):
        cell = _write(tab, row, number, column.heading)
        cell.font, cell.fill, cell.border = Font(bold=True), fill, line
        cell.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal=_side(block, number - 1))
        if column.meaning:
            cell.comment = Comment(_safe(column.meaning), "")
    heads = max(len(wrap(column.heading, NARROWEST)) for column in block.columns)
    tab.row_dimensions[row].height = HEIGHT * heads
    for offset, cells in enumerate(block.rows, 1):
        _draw_row(tab, block, row + offset, cells)
    if block.total:
        last = row + len(block.rows) + 1
        _draw_row(tab, block, last, block.total)
        for cell in tab[last][: len(block.columns)]:
            cell.font, cell.border = Font(bold=True), Border(top=Side("thin"))
    return row


def _draw_row(tab: Worksheet, block: SheetBlock, row: int, cells: Sequence[object]) -> None:
    from openpyxl.styles import Alignment, Font

    for number, (column, value) in enumerate(zip(block.columns, cells, strict=True), 1):
        cell = _write(tab, row, number, value)
        if isinstance(value, date | int | Decimal):
            cell.number_format = RATE if isinstance(value, Decimal) else column.format
        cell.alignment = Alignment(horizontal=_side(block, number - 1), vertical="top")
        if _side(block, number - 1) == "right" and isinstance(value, str):
            cell.font = Font(italic=True, color="5A5A5A")


def _side(block: SheetBlock, number: int) -> str:
    """Numbers, and the words in their place, stand at the right."""
    return "right" if any(isinstance(row[number], int | Decimal) for row in block.rows) else "left"


def _add_filters(tab: Worksheet, block: SheetBlock) -> None:
    """Let the first table of a tab be filtered and its head stay in view; its total stays out of the filter."""
    from openpyxl.utils import get_column_letter

    tab.freeze_panes = "B2"
    tab.auto_filter.ref = f"A1:{get_column_letter(len(block.columns))}{len(block.rows) + 1}"


def _set_widths(tab: Worksheet, sheet: PrintedSheet) -> None:
    """Make columns as wide as what they hold; heads break into lines, and long lines run on to the right."""
    from openpyxl.utils import get_column_letter

    widths: dict[int, int] = {1: max((len(term) for term, _words in sheet.lines), default=0)}
    for block in sheet.blocks:
        for number, column in enumerate(block.columns):
            words = max((len(word) for word in column.heading.split()), default=0)
            cells = (_length(row[number]) for row in (*block.rows, block.total) if len(row) > number)
            widths[number + 1] = max(widths.get(number + 1, 0), words, *cells, 0)
    for number, width in widths.items():
        tab.column_dimensions[get_column_letter(number)].width = min(max(width, NARROWEST), WIDEST) + AIR


def _length(cell: object) -> int:
    return len(DAY) if isinstance(cell, date) else len(str(cell))


def _draw_chart(tab: Worksheet, chart: BarsOf, head: int, *, below: int) -> None:
    """Draw a bar chart of a table beneath everything else; Excel and LibreOffice draw it from the cells."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.data_source import AxDataSource, StrRef

    last = head + len(chart.block.rows)
    bars = BarChart()
    bars.type, bars.style, bars.legend = "col", 10, None
    bars.title, bars.y_axis.title, bars.x_axis.title = (
        chart.title,
        chart.block.columns[chart.column].heading,
        chart.heading,
    )
    bars.add_data(Reference(tab, min_col=chart.column + 1, min_row=head, max_row=last), titles_from_data=True)
    names = Reference(tab, min_col=1, min_row=head + 1, max_row=last)
    if isinstance(chart.block.rows[0][0], date):
        bars.set_categories(names)
        bars.x_axis.number_format = chart.block.columns[0].format
    else:
        bars.series[0].cat = AxDataSource(strRef=StrRef(f=str(names)))
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.y_axis.number_format, bars.y_axis.scaling.min = NUMBER, 0
    bars.width, bars.height = 17, 8
    tab.add_chart(bars, f"A{below}")


def _set_print(tab: Worksheet, sheet: PrintedSheet, title: str) -> None:
    """Letter, as wide as the page, the head on each page, title above, page x of y below."""
    tab.page_setup.paperSize = LETTER
    tab.page_setup.orientation = "landscape" if sheet.is_landscape else "portrait"
    tab.sheet_properties.pageSetUpPr.fitToPage = True
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, sheet.pages
    tab.page_margins.left = tab.page_margins.right = 0.5
    tab.page_margins.top = tab.page_margins.bottom = 0.75
    if sheet.blocks and not sheet.lines:
        tab.print_title_rows = "1:1"
    tab.oddHeader.left.text = _in_head(title)
    tab.oddHeader.right.text = _in_head(sheet.title)
    tab.oddFooter.right.text = _("Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"}


def _in_head(words: str) -> str:
    """Text for the head of a page, where "&" begins a code and a digit at the beginning is a size of letters."""
    return " " + words.replace("&", "&&")


def _write(tab: Worksheet, row: int, column: int, value: object) -> Any:
    cell = tab.cell(row, column)
    safe = in_workbook(value)
    cell.value = safe
    if isinstance(safe, str):
        cell.data_type = "s"
    return cell


def _safe(words: str) -> str:
    return str(in_workbook(words))
