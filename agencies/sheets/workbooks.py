"""A workbook's sheet as text, so that everything after it reads one kind of file only."""

import csv
import logging
import math
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from agencies.faults import describe_fault

from .archive import BROKEN, require_workbook
from .columns import HEADER_WITHIN, Column, ColumnMeanings, Header, Line, find_header, match_header
from .dates import names_month
from .opening import SheetText
from .parts import SheetPart
from .readings import Reading
from .refusals import SheetRefused
from .row_marks import RowMarks, look_at_rows

logger = logging.getLogger(__name__)
MAX_TABS = 60
STRICT = b"http://purl.oclc.org/ooxml/"
MAX_CELL_LENGTH = 1000
ROWS_AT_A_TIME = 1000
LONGEST_FORMAT = 255  # Of a number, by Excel.
NUMBERS_OF_DAYS = range(30_000, 80_000)  # How Excel counts the days of the years 1982 to 2119.
# openpyxl takes it that every part is there and says what it should; what is not, ends in any of these. The bytes are
# in memory already, so an OSError is its word for a workbook without its main part.
BROKEN_PARTS = (*BROKEN, AssertionError, AttributeError, OSError, SyntaxError, TypeError)


@dataclass(frozen=True, slots=True)
class WorkbookText:
    """The tabs of a workbook that are read, the other ones that look like a sheet, and how cells were read."""

    parts: tuple[SheetPart, ...]
    other_tabs: tuple[str, ...]
    readings: Mapping[Reading, int]


def workbook_text(data: bytes, columns: Sequence[Column], said: ColumnMeanings) -> WorkbookText:
    """The first visible tab of the workbook `data` that has a header for `columns`, and those of further months.

    A tab that is named for a month is read too where it shares no day with another one: it is no copy and no sum.
    Dates are written 2026-01-05 (2026-01 where the cell shows no day), as are Excel's numbers of days in a column of
    dates; whole numbers without a point, codes that lost their zeros as 501.0. A formula is its last computed value.
    Raises `SheetRefused`, also for a formula that was never computed.
    """
    require_workbook(data)
    try:
        _refuse_strict(data)
        with closing(_open(data)) as workbook:
            return _tabs_with_header(workbook, columns, said)
    except SheetRefused:
        raise
    except BROKEN_PARTS as fault:
        logger.warning("A workbook was refused as unreadable: %s", describe_fault(fault))  # It may be our fault.
    raise SheetRefused(
        _("This workbook cannot be read. Open it in Excel, save it again as .xlsx and import that file.")
    )


def _refuse_strict(data: bytes) -> None:
    """Raise `SheetRefused` for the rare kind of workbook whose words are other ones."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        main = archive.read("xl/workbook.xml") if "xl/workbook.xml" in archive.namelist() else b""
    if STRICT in main:
        raise SheetRefused(
            _(
                "This workbook is saved as “Strict Open XML Spreadsheet”. In Excel choose File, Save As, "
                "“Excel Workbook (.xlsx)”, and import the new file."
            )
        )


def _open(data: bytes) -> Any:
    # openpyxl weighs as much as a whole idle worker: only a process that meets a workbook loads it
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _tabs_with_header(workbook: Any, columns: Sequence[Column], said: ColumnMeanings) -> WorkbookText:
    tabs = [tab for tab in workbook.worksheets[:MAX_TABS] if tab.sheet_state == "visible"]
    lines: dict[Any, Line] = {}
    for tab in tabs:
        tab.reset_dimensions()
        with closing(_rows(tab, {}, Counter())) as rows:
            if line := find_header(enumerate(islice(rows, HEADER_WITHIN), 1), columns, said):
                lines[tab] = line
    readings: Counter[Reading] = Counter()
    parts: list[SheetPart] = []
    for tab in _first_and_months(lines, columns) or [None]:
        header = match_header(lines.get(tab), columns, said)
        found: Counter[Reading] = Counter()
        text = SheetText(_as_csv(tab, header, look_at_rows(workbook, tab), found))
        part = SheetPart(tab.title, header, text, epoch=workbook.epoch.date().isoformat())
        if not any(part.shares_days(other) for other in parts):
            parts.append(part)
            readings.update(found)
    read = {part.tab for part in parts}
    others = tuple(tab.title for tab in lines if tab.title not in read)
    return WorkbookText(parts=tuple(parts), other_tabs=others, readings=readings)


def _first_and_months(tabs: Iterable[Any], columns: Sequence[Column]) -> list[Any]:
    """The first tab that has a header, and in a sheet of days every further one that is named for a month."""
    first, *others = list(tabs) or [None]
    has_days = any(column.key == "day" for column in columns)
    return [tab for tab in (first, *others) if tab and (tab is first or (has_days and names_month(tab.title)))]


def _as_csv(tab: Any, header: Header, marks: RowMarks, readings: Counter[Reading]) -> bytes:
    buffer = BytesIO()
    text = TextIOWrapper(buffer, encoding="utf-8", newline="", write_through=False)
    write = csv.writer(text, lineterminator="\n").writerow
    with closing(_rows(tab, header.columns, readings)) as rows:
        for number, cells in enumerate(rows, 1):
            if number > header.row and any(cells):
                if number in marks.hidden:
                    readings[Reading.HIDDEN_ROW] += 1
                marks.refuse_uncalculated(number, cells, header)
            write(cells)
    text.detach()
    return buffer.getvalue()


def _rows(tab: Any, columns: dict[int, Column], readings: Counter[Reading]) -> Generator[list[str], None, None]:
    """The rows of `tab` from row 1 on, without blank ends; adds to `readings` how cells of `columns` were read."""
    rows = tab.iter_rows()
    epoch = tab.parent.epoch
    while chunk := _quietly(rows):
        for row in chunk:
            cells = [_text(cell, columns.get(position), epoch, readings) for position, cell in enumerate(row)]
            while cells and not cells[-1]:
                cells.pop()
            yield cells


def _quietly(rows: Iterator[Any]) -> list[Any]:
    """The next rows; openpyxl's warnings, which repeat what is in a cell, are kept out of every log."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(islice(rows, ROWS_AT_A_TIME))


def _text(cell: Any, column: Column | None, epoch: datetime, readings: Counter[Reading]) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value[:MAX_CELL_LENGTH].split()) + ("…" if len(value) > MAX_CELL_LENGTH else "")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if column and column.dates and math.isfinite(value) and int(value) in NUMBERS_OF_DAYS:
            readings[Reading.NUMBER_AS_DATE] += 1
            return day_of_number(int(value), epoch.date()).isoformat()
        return number_as_text(value, column.digits if column else 0)
    if isinstance(value, date):
        if column and isinstance(value, datetime) and value.time() != time():
            readings[Reading.TIME_DROPPED] += 1
        return _day(value, cell.number_format)
    return str(value)


def day_of_number(number: int, epoch: date) -> date:
    """The day that Excel shows for a number, in a workbook that counts its days from `epoch` on."""
    return epoch + timedelta(days=number)


def number_as_text(value: float, digits: int) -> str:
    """A number as text; a code of `digits` digits that has fewer has lost zeros, and says so: 501.0."""
    if isinstance(value, float) and (not math.isfinite(value) or not value.is_integer() or abs(value) > 1e15):
        return repr(value)
    whole = str(int(value))
    return f"{whole}.0" if len(whole) < digits else whole


def _day(value: date, number_format: str) -> str:
    """The day as 2026-01-05, without its time; a cell that shows month and year only is a month."""
    day = value.date() if isinstance(value, datetime) else value
    shown = re.sub(r'\[[^][]*\]|"[^"]*"|\\.', "", number_format[:LONGEST_FORMAT]).lower()
    only_month = day.day == 1 and "d" not in shown and "m" in shown and "y" in shown
    return day.isoformat()[:7] if only_month else day.isoformat()
