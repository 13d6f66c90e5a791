"""The parts of a sheet: the text of a CSV file, or of each tab of a workbook that is read."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import BytesIO, TextIOWrapper
from itertools import islice

from .columns import Header
from .dates import Precision, read_date
from .opening import SheetText
from .readings import Skip
from .refusals import CellRefused
from .totals import is_total

ROWS_OF_A_TAB = 1 << 21  # more than any spreadsheet has
Change = Callable[[int, str], str]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The text of one tab, or of a whole CSV file, with its header. `tab` is "" where only one can be meant.

    `epoch` is the day from which a workbook counts its days, as 1899-12-30, "" for what is none.
    """

    tab: str
    header: Header
    text: SheetText
    separator: str = ","
    epoch: str = ""

    def days(self) -> set[tuple[date, Precision]]:
        """The days, and whole months, that its lines name as far as they can be read."""
        found = set()
        cells = {cells[0] for _number, cells in self.lines(["day"]) if isinstance(cells, tuple)}
        for cell in cells:
            with suppress(CellRefused):
                found.add(read_date(cell)[:2])
        return found

    def shares_days(self, other: "SheetPart") -> bool:
        """Whether something of it may be in the other part too: a day, or the month of one as a total."""
        mine, theirs = self.days(), other.days()
        return bool(mine & theirs) or _covers(mine, theirs) or _covers(theirs, mine)

    def records_below(self) -> Iterator[list[str]]:
        """The rows below the header, as they are."""
        return islice(self.text.records(self.separator), self.header.row, None)

    def lines(self, keys: Sequence[str], offset: int = 0) -> Iterator[tuple[int, tuple[str, ...] | Skip]]:
        """The rows below the header, each with its number and the cells of the columns `keys`, or why it is not read.
        `offset` is added to the numbers."""
        width = self.header.width
        found = {column.key: position for position, column in self.header.columns.items()}
        positions = [found.get(key, width) for key in keys]
        blank = [""] * (width + 1)
        passed_over = bool(self.header.left_out)
        empty: list[int] = []
        for number, record in enumerate(self.records_below(), offset + self.header.row + 1):
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
                read = tuple([cells[position] for position in positions])
                yield number, Skip.EMPTY if passed_over and not any(read) else read

    def rewrite(self, change: Change) -> bytes:
        """The part as CSV, each cell below the header as `change` (position, cell) has it."""
        buffer = BytesIO()
        text = TextIOWrapper(buffer, encoding="utf-8", newline="", write_through=False)
        write = csv.writer(text, lineterminator="\n").writerow
        for _above in range(self.header.row - 1):
            write([])
        write(self.header.cells)
        for record in self.records_below():
            write([change(position, cell.strip()) for position, cell in enumerate(record)])
        text.detach()
        return buffer.getvalue()


def _covers(some: set[tuple[date, Precision]], others: set[tuple[date, Precision]]) -> bool:
    """Whether the total of a whole month in `some` stands for a day in `others`."""
    months = {day for day, precision in some if precision == "month"}
    return any(day.replace(day=1) in months for day, _precision in others)
