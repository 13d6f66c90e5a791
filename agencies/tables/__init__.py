"""Tables on pages: one description, drawn by `parts/table.html`. How to use it is in `docs/look.md`."""

from agencies.tables.answers import answer_with_table
from agencies.tables.asking import answers_to
from agencies.tables.cells import RowGroup, TotalLine
from agencies.tables.columns import ListColumn, StatusWord
from agencies.tables.table import EmptyState, ListTable
from agencies.tables.ticks import TickTable

__all__ = [
    "EmptyState",
    "ListColumn",
    "ListTable",
    "RowGroup",
    "StatusWord",
    "TickTable",
    "TotalLine",
    "answer_with_table",
    "answers_to",
]
