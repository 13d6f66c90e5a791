"""Opening a sheet and going through its rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from .columns import (
    HEADER_WITHIN,
    Column,
    Header,
    Line,
    find_header,
    known_words,
    match_header,
    nameless_column,
    too_wide,
)
from .opening import LineTooLong, Readable, SheetText, is_workbook, require_utf8, whole_file
from .readings import Reading, Skip
from .refusals import SheetRefused
from .totals import is_total
from .workbooks import workbook_text

SEPARATORS = (",", ";", "\t")
NAME_LENGTH = 100


class SheetRow(NamedTuple):
    """One row below the header: its number in the spreadsheet, and its text by column key.

    Every column that was asked for is there, "" where the sheet has none. A skipped row has no cells.
    """

    number: int
    cells: dict[str, str]
    skipped: Skip | None = None


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A sheet whose whole file has been looked through: going over its rows raises nothing."""

    name: str
    header: Header
    other_tabs: tuple[str, ...]
    readings: Mapping[Reading, int]
    _columns: Sequence[Column] = field(repr=False)
    _text: SheetText = field(repr=False)
    _separator: str = field(repr=False)

    @property
    def rows(self) -> Iterator[SheetRow]:
        """The rows from the first one below the header on, one at a time; each call begins anew.

        Empty rows behind the last filled one are left out.
        """
        keys = [column.key for column in self._columns]
        for number, cells in self.lines(*keys):
            if isinstance(cells, Skip):
                yield SheetRow(number, {}, cells)
            else:
                yield SheetRow(number, dict(zip(keys, cells, strict=True)))

    def lines(self, *keys: str) -> Iterator[tuple[int, tuple[str, ...] | Skip]]:
        """As `rows`, for very many: the number, and the cells of the columns `keys` or why the row is not read."""
        width = max(self.header.columns) + 1
        found = {column.key: position for position, column in self.header.columns.items()}
        positions = [found.get(key, width) for key in keys]
        blank = [""] * (width + 1)
        empty: list[int] = []
        for number, record in enumerate(self._below_header(), self.header.row + 1):
            cells = list(map(str.strip, record))
            if not any(cells):
                empty.append(number)
                continue
            if empty:
                yield from ((skipped, Skip.EMPTY) for skipped in empty)
                empty = []
            if is_total(cells):
                yield number, Skip.TOTAL
            elif self.header.is_again(cells):
                yield number, Skip.HEADER
            else:
                cells += blank
                yield number, tuple([cells[position] for position in positions])

    def _below_header(self) -> Iterator[list[str]]:
        return islice(self._text.records(self._separator), self.header.row, None)


def read_sheet(file: Readable, *, name: str, columns: Sequence[Column]) -> SheetFile:
    """Open a tracking sheet, a roster or the like: CSV in UTF-8, or the first fitting tab of an .xlsx.

    `file` is open for reading bytes; `name` is what its sender calls it, of which only a short
    sheet name is kept; `columns` are all that it may have. Raises `SheetRefused` for whatever is
    wrong with the file as a whole, so that a caller can judge and store row by row afterwards.
    """
    data = whole_file(file)
    if is_workbook(data):
        book = workbook_text(data, columns)
        sheet = SheetFile(
            sheet_name(name), book.header, book.other_tabs, book.readings, columns, SheetText(book.data), ","
        )
    else:
        require_utf8(data)
        text = SheetText(data)
        separator, line = _separator_and_header(text, columns)
        sheet = SheetFile(sheet_name(name), match_header(line, columns), (), {}, columns, text, separator)
    _look_through(sheet, columns)
    return sheet


def sheet_name(file_name: str) -> str:
    """The last part of a file's name without folders, suffix and control characters; "sheet" if none."""
    last = re.split(r"[/\\]", file_name)[-1]
    stem = last.rpartition(".")[0] or last
    return "".join(c for c in stem if c.isprintable()).strip(" .")[:NAME_LENGTH] or "sheet"


def _separator_and_header(text: SheetText, columns: Sequence[Column]) -> tuple[str, Line | None]:
    """The separator under which the header line names most of `columns`, and that line."""
    headers = {separator: find_header(_top(text, separator), columns) for separator in SEPARATORS}
    if not any(headers.values()):
        _refuse_unreadable_top(text, columns)
    best = max(SEPARATORS, key=lambda separator: known_words(headers[separator], columns))
    return best, headers[best]


def _top(text: SheetText, separator: str) -> list[Line]:
    """The first lines, as far as they can be read with this separator."""
    lines: list[Line] = []
    with suppress(LineTooLong, SheetRefused):
        for number, cells in enumerate(islice(text.records(separator), HEADER_WITHIN), 1):
            lines.append((number, [cell.strip() for cell in cells]))
    return lines


def _refuse_unreadable_top(text: SheetText, columns: Sequence[Column]) -> None:
    """Raise `SheetRefused` if it is for a line too long or a quotation mark that no header was found."""
    try:
        for _cells in islice(text.records(SEPARATORS[0]), HEADER_WITHIN):
            continue
    except LineTooLong:
        raise too_wide(columns) from None


def _look_through(sheet: SheetFile, columns: Sequence[Column]) -> None:
    """Raise `SheetRefused` if a row cannot be read or holds something under no header."""
    named = sheet.header.columns
    width = max(named) + 1
    gaps = [position for position in range(width) if position not in named]
    try:
        for cells in sheet._below_header():
            if gaps or len(cells) > width:
                nameless = (*gaps, *range(width, len(cells)))
                stray = next((p for p in nameless if p < len(cells) and cells[p].strip()), None)
                if stray is not None and not is_total([cell.strip() for cell in cells]):
                    raise nameless_column(stray)
    except LineTooLong:
        raise too_wide(columns) from None
