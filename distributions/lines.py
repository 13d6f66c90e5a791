"""Lines of a sheet that are not counted, and why."""

from array import array
from heapq import merge
from itertools import repeat
from typing import NamedTuple

from agencies.sheets import CellRefused

MOST_SENTENCES = 500


class SheetRefusal(NamedTuple):
    """A line that is not counted: its row in the spreadsheet, the column to look at, and what to do. `tab` is its tab
    where several are read."""

    row: int
    column: str
    message: str
    tab: str = ""


class Refusals:
    """The lines that are not counted. However many they are, each takes no more room than its row number."""

    def __init__(self):
        self._rows = {}

    def add(self, column, message, rows, *, general=""):
        """Refuse the lines in `rows`; with the sentence `general`, if any, where very many were said already."""
        if general and len(self._rows) >= MOST_SENTENCES:
            message = general
        self._rows.setdefault((column, message), array("l")).extend(rows)

    def add_all(self, others):
        for (column, message), rows in others._rows.items():
            self.add(column, message, rows)

    def __len__(self):
        return sum(map(len, self._rows.values()))

    def __iter__(self):
        """Yield each `SheetRefusal` in the order of rows."""
        alike = self._rows.items()
        return merge(
            *(map(SheetRefusal, sorted(rows), repeat(column), repeat(said)) for (column, said), rows in alike)
        )


class NoKits(Exception):
    """A line says that no kits were left: it is no line of the log."""


class LineRefused(Exception):
    """A line cannot be counted; the message says what to do, `column` where. `general` is the message without what
    the cell says."""

    def __init__(self, column, message, *, general=""):
        super().__init__(message)
        self.column = column
        self.general = general


def in_column(column, judge, text, **bounds):
    """Judge one cell; a refusal names its column."""
    try:
        return judge(text, **bounds)
    except CellRefused as refusal:
        raise LineRefused(column, str(refusal), general=refusal.general) from None
