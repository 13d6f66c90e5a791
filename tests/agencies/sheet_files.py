"""Sheets to read: the shared made-up ones, lines of text, and workbooks made of cell values."""

import io
from pathlib import Path

import openpyxl
import pytest

from agencies.sheets import TRACKING, SheetRefused, read_sheet

DATA = Path(__file__).parents[1] / "data"


def shared(name, columns=TRACKING):
    with (DATA / name).open("rb") as file:
        return read_sheet(file, name=name, columns=columns)


def sheet(text, columns=TRACKING, name="log.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return read_sheet(io.BytesIO(data), name=name, columns=columns)


def workbook(*tabs):
    """An .xlsx of tabs, each a title and rows of cell values or (value, number format)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tabs:
        tab = book.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for position, value in enumerate(row, 1):
                cell = tab.cell(number, position)
                cell.value, style = value if isinstance(value, tuple) else (value, None)
                if style:
                    cell.number_format = style
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refusal(data, columns=TRACKING):
    with pytest.raises(SheetRefused) as refused:
        sheet(data, columns)
    return str(refused.value)


def cells(read):
    return [tuple(row.cells[key] for key in ("day", "zip_code", "kits", "people_trained")) for row in read.rows]
