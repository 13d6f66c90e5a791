"""Opening a sheet and going through its rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from .column_refusals import require_header
from .columns import (
    HEADER_WITHIN,
    NOTHING_SAID,
    Column,
    ColumnMeanings,
    Header,
    Line,
    find_header,
    known_words,
    match_header,
    nameless_column,
    too_wide,
)
from .opening import LineTooLong, Readable, SheetText, is_workbook, require_utf8, whole_file
from .parts import ROWS_OF_A_TAB, SheetPart
from .readings import Reading, Skip
from .refusals import SheetRefused, UnknownColumns
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


class RowNames(NamedTuple):
    """Where the rows of a sheet stand, whose text is not held any more: the tabs of its parts."""

    tabs: tuple[str, ...]

    def name_row(self, number: int) -> tuple[str, int]:
        """The tab of a row, "" where there is one part only, and its number there."""
        place, row = divmod(number, ROWS_OF_A_TAB)
        return (self.tabs[place] if len(self.tabs) > 1 else "", row)


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A sheet whose whole file has been looked through: going over its rows raises nothing.

    A workbook may have several parts, a tab a month; `parts` has them in order.
    """

    name: str
    parts: tuple[SheetPart, ...]
    other_tabs: tuple[str, ...]
    readings: Mapping[Reading, int]
    _columns: Sequence[Column] = field(repr=False)

    @property
    def header(self) -> Header:
        """The header of the first part."""
        return self.parts[0].header

    @property
    def headers(self) -> list[Header]:
        return [part.header for part in self.parts]

    @property
    def expected(self) -> Sequence[Column]:
        """All columns that the sheet may have."""
        return self._columns

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
        """As `rows`, for very many: the number, and the cells of the columns `keys` or why the row is not read.

        The rows of each further part are numbered from another `ROWS_OF_A_TAB` on: see `row_names`.
        """
        for place, part in enumerate(self.parts):
            yield from part.lines(keys, place * ROWS_OF_A_TAB)

    @property
    def row_names(self) -> "RowNames":
        return RowNames(tuple(part.tab for part in self.parts))


def read_sheet(
    file: Readable, *, name: str, columns: Sequence[Column], said: ColumnMeanings = NOTHING_SAID
) -> SheetFile:
    """Open a tracking sheet, a roster or the like: CSV in UTF-8, or what fits of the tabs of an .xlsx.

    `file` is open for reading bytes; `name` is what its sender calls it, of which only a short
    sheet name is kept; `columns` are all that it may have, and `said` is what its sender says of header words
    (`word_of`). Raises `SheetRefused` for whatever is wrong with the file as a whole, so that a caller can judge and
    store row by row afterwards.
    """
    data = whole_file(file)
    if is_workbook(data):
        book = workbook_text(data, columns, said)
        sheet = SheetFile(sheet_name(name), book.parts, book.other_tabs, book.readings, columns)
    else:
        require_utf8(data)
        text = SheetText(data)
        separator, line = _separator_and_header(text, columns, said)
        part = SheetPart("", match_header(line, columns, said), text, separator)
        sheet = SheetFile(sheet_name(name), (part,), (), {}, columns)
    require_readable(sheet)
    return sheet


def require_readable(sheet: SheetFile) -> None:
    """Raise `SheetRefused` if a header will not do, or a row cannot be read or holds something under no header."""
    for part in sheet.parts:
        try:
            require_header(part.header, sheet._columns)
        except UnknownColumns as refusal:
            refusal.sheet = sheet
            raise
    for part in sheet.parts:
        look_through(part, sheet._columns)


def sheet_name(file_name: str) -> str:
    """The last part of a file's name without folders, suffix and control characters; "sheet" if none."""
    last = re.split(r"[/\\]", file_name)[-1]
    stem = last.rpartition(".")[0] or last
    return "".join(c for c in stem if c.isprintable()).strip(" .")[:NAME_LENGTH] or "sheet"


def _separator_and_header(
    text: SheetText, columns: Sequence[Column], said: ColumnMeanings
) -> tuple[str, Line | None]:
    """The separator under which the header line names most of `columns`, and that line."""
    headers = {separator: find_header(_top(text, separator), columns, said) for separator in SEPARATORS}
    if not any(headers.values()):
        _refuse_unreadable_top(text, columns)
    best = max(SEPARATORS, key=lambda separator: known_words(headers[separator], columns, said))
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


def look_through(part: SheetPart, columns: Sequence[Column]) -> None:
    """Raise `SheetRefused` if a row cannot be read or holds something under no header."""
    named = {*part.header.columns, *part.header.left_out, *part.header.unknown}
    width = part.header.width
    gaps = [position for position in range(width) if position not in named]
    try:
        for cells in part.records_below():
            if gaps or len(cells) > width:
                nameless = (*gaps, *range(width, len(cells)))
                stray = next((p for p in nameless if p < len(cells) and cells[p].strip()), None)
                if stray is not None and not is_total([cell.strip() for cell in cells]):
                    raise nameless_column(stray)
    except LineTooLong:
        raise too_wide(columns) from None
