"""Sheets that go out: no cell of them may run as a formula where it is opened."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain, islice, zip_longest
from typing import TypeVar

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RISKY_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
MEASURED_ROWS = 200
WIDEST = 60
AS_THEY_ARE = (int, float, Decimal, date)


def neutralise(cell: T) -> T | str:
    """`cell` with a leading apostrophe if it is text that a spreadsheet would run; all else as it is."""
    if isinstance(cell, str) and cell.startswith(RISKY_BEGINNINGS):
        return f"'{cell}"
    return cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file that Excel opens rightly: UTF-8 with a byte-order mark, commas, CRLF, None empty."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    for row in chain([header], rows):
        writer.writerow([cell if cell is None else _plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def workbook_bytes(sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[object]]]]) -> bytes:
    """An .xlsx workbook with one tab per title: its header, kept in view, and its rows.

    Dates and numbers stay what they are. A title is cut to what Excel takes. Columns are as wide as their header and
    first rows need.
    """
    # openpyxl weighs as much as a whole idle worker: only a process that writes a workbook loads it
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook(write_only=True)
    for title, (header, rows) in sheets.items():
        tab = workbook.create_sheet(tab_title(title))
        tab.freeze_panes = "A2"
        rows = iter(rows)
        first = [header, *islice(rows, MEASURED_ROWS)]
        for number, width in enumerate(_widths(first), start=1):
            tab.column_dimensions[get_column_letter(number)].width = width
        for row in chain(first, rows):
            tab.append([in_workbook(cell) for cell in row])
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _plain(cell: object) -> object:
    """Numbers, days and nothing as they are; everything else as harmless text."""
    if cell is None or isinstance(cell, AS_THEY_ARE):
        return cell
    return neutralise(str(cell))


def in_workbook(cell: object) -> object:
    """As `_plain`, without what a workbook cannot hold: control characters and time zones."""
    plain = _plain(cell)
    if isinstance(plain, datetime):
        return plain.replace(tzinfo=None)
    return neutralise(_CONTROL.sub("", plain)) if isinstance(plain, str) else plain


def _widths(rows: Iterable[Sequence[object]]) -> list[int]:
    """How many characters wide each column is: its longest cell and some air, within bounds."""
    columns = zip_longest(*rows, fillvalue="")
    return [min(max(len("" if cell is None else str(cell)) for cell in cells), WIDEST) + 2 for cells in columns]


def tab_title(title: str) -> str:
    return _NOT_IN_TITLES.sub(" ", title)[:31].strip("' ") or "Sheet"
