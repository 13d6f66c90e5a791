"""A table of a published report: the one shape from which pages, CSV and workbooks are drawn.

So the same numbers are in all of them. Cells are text, whole numbers, rates with one decimal, or None where nothing
was stated; a figure that may not be seen is the text "not shown", in files as on pages.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.periods import add_months, month_end
from agencies.wording import write_day, write_number
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents.stated import sum_of_stated
from lbn.reporting.fold import OTHER_COUNTIES, REST_OF_STATE, UNKNOWN
from lbn.reporting.published.columns import COLUMNS, PublishedColumn

CellValue = str | int | Decimal | None
Cells = tuple[CellValue, ...]
FIGURES = ("times", "kits", "doses")
HIDDEN = "not shown"
COUNTIES_TOGETHER = "Counties not shown, together"
LABELS = {
    UNKNOWN: gettext_lazy("Unknown or out of state"),
    REST_OF_STATE: gettext_lazy("Rest of state"),
    OTHER_COUNTIES: gettext_lazy("Other counties by month"),
    COUNTIES_TOGETHER: gettext_lazy("Counties not shown, together"),
    HIDDEN: gettext_lazy("not shown"),
    # Of reports under the former rules.
    "Not placed": gettext_lazy("Not placed"),
    "Other counties by quarter": gettext_lazy("Other counties by quarter"),
}
# Labels with a name in them: what the report was frozen with, and the same for people.
PATTERNS = [
    (re.compile("Other ZIP codes in (.+)"), gettext_lazy("Other ZIP codes in %(name)s")),
    (re.compile("Other counties of (.+) by month"), gettext_lazy("Other counties of %(name)s by month")),
    (re.compile("Rest of (.+)"), gettext_lazy("Rest of %(name)s")),
]


class HasFigures(Protocol):
    """Anything that times, kits and doses are known of."""

    @property
    def handouts(self) -> int | None: ...
    @property
    def kits(self) -> int | None: ...
    @property
    def doses(self) -> int | None: ...


@dataclass(frozen=True)
class PublishedTable:
    """A table: its stable name, its title for people, its columns by name, its rows, and a sentence about it."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: list[Cells]
    adds_up: bool = False
    about: str = ""
    step: str = "month"

    @property
    def columns(self) -> list[PublishedColumn]:
        return [self.quarter if name == "month" and self.step == "quarter" else COLUMNS[name] for name in self.header]

    @property
    def quarter(self) -> PublishedColumn:
        """The column of months where each is the first one of a quarter."""
        return COLUMNS["month"]._replace(heading=_("Period"), months=3)

    @property
    def cells(self) -> list[list[tuple[PublishedColumn, CellValue]]]:
        """The rows for people: codes and months in words, each cell with its column."""
        seen = self.seen
        return [
            [(one, cell_in_words(one, cell)) for one, cell in zip(self.columns, row, strict=True) if one in seen]
            for row in self.rows
        ]

    @property
    def seen(self) -> list[PublishedColumn]:
        """The columns that people see: words only where there are any."""
        nothing = [not any(cells) for cells in zip(*self.rows, strict=True)]
        return [one for one, empty in zip(self.columns, nothing, strict=True) if one.is_number or not empty]

    @property
    def total(self) -> list[tuple[PublishedColumn, int | None]]:
        """The sums of the number columns, from the second column on, for a foot; [] where the rows do not add up to
        anything, or where one of them is not shown."""
        if not self.adds_up or len(self.rows) < 2 or any(HIDDEN in row for row in self.rows):
            return []
        sums = {number: self._sum(number) for number, column in enumerate(self.columns) if column.is_number}
        seen = self.seen
        return [(column, sums.get(number)) for number, column in enumerate(self.columns) if number and column in seen]

    @property
    def total_in_words(self) -> dict[str, CellValue]:
        """The same by the name of the column; a sum that lacks a row which states nothing says of how many it is."""
        words: dict[str, CellValue] = {}
        for column, figure in self.total:
            stated = sum(row[self.columns.index(column)] is not None for row in self.rows)
            lacks = figure is not None and stated < len(self.rows)
            words[column.name] = say_lacking(figure or 0, stated, len(self.rows)) if lacks else figure
        return words

    def _sum(self, number: int) -> int | None:
        return sum_of_stated(cell for row in self.rows if not isinstance(cell := row[number], str | Decimal))


def say_lacking(figure: int, stated: int, rows: int) -> str:
    """Write a sum that not every row has a part in."""
    facts = {"sum": write_number(figure), "stated": write_number(stated), "rows": write_number(rows)}
    return _("%(sum)s, from %(stated)s of %(rows)s") % facts


def cell_in_words(column: PublishedColumn, cell: CellValue) -> CellValue:
    """A cell as people read it."""
    if column.name == "month":
        first = date.fromisoformat(str(cell))
        return period_in_words(first, month_end(add_months(first, column.months - 1)))
    if column.is_day and cell:
        return write_day(date.fromisoformat(str(cell)))
    return column.words.get(cell, label_in_words(cell) if isinstance(cell, str) else cell)


def label_in_words(label: str) -> str:
    """A label that a report was frozen with, or "not shown", in the reader's language."""
    if label in LABELS:
        return str(LABELS[label])
    for pattern, words in PATTERNS:
        if found := pattern.fullmatch(label):
            return str(words) % {"name": found[1]}
    return label


def say_figure(figure: int | None) -> CellValue:
    """Return a figure as a cell: the words where it may not be seen."""
    return HIDDEN if figure is None else figure


def figure_cells(row: HasFigures | None) -> Cells:
    """Return times, kits and doses as cells, of nothing as not shown."""
    if row is None:
        return (HIDDEN,) * len(FIGURES)
    return say_figure(row.handouts), say_figure(row.kits), say_figure(row.doses)
