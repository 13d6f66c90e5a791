"""A table of a published report: the one shape from which pages, CSV and workbooks are drawn.

So the same numbers are in all of them. Cells are text, whole numbers, or None where nothing was stated; a hidden
figure is the text "fewer than 11".
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.periods import add_months, month_end
from agencies.wording import write_day
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.fold import NOT_PLACED, OTHER_COUNTIES, REST_OF_STATE, UNKNOWN
from lbn.reporting.published.columns import COLUMNS, PublishedColumn

CellValue = str | int | None
Cells = tuple[CellValue, ...]
FIGURES = ("times", "kits", "doses")
JOINT, FEWER = "Other ZIP codes in ", "fewer than "
LABELS = {
    UNKNOWN: gettext_lazy("Unknown or out of state"),
    REST_OF_STATE: gettext_lazy("Rest of state"),
    NOT_PLACED: gettext_lazy("Not placed"),
    OTHER_COUNTIES["month"]: gettext_lazy("Other counties by month"),
    OTHER_COUNTIES["quarter"]: gettext_lazy("Other counties by quarter"),
}


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
        """The sums of the number columns, from the second column on, for a foot; [] where none is meant."""
        if not self.adds_up or len(self.rows) < 2:
            return []
        sums = {number: self._sum(number) for number, column in enumerate(self.columns) if column.is_number}
        seen = self.seen
        return [(column, sums.get(number)) for number, column in enumerate(self.columns) if number and column in seen]

    def _sum(self, number: int) -> int:
        return sum(cell for row in self.rows if isinstance(cell := row[number], int))


def cell_in_words(column: PublishedColumn, cell: CellValue) -> CellValue:
    """A cell as people read it."""
    if column.name == "month":
        first = date.fromisoformat(str(cell))
        return period_in_words(first, month_end(add_months(first, column.months - 1)))
    if column.is_day and cell:
        return write_day(date.fromisoformat(str(cell)))
    return column.words.get(cell, label_in_words(cell) if isinstance(cell, str) else cell)


def label_in_words(label: str) -> str:
    """A label that a report was frozen with, or a hidden figure, in the reader's language."""
    if label.startswith(JOINT):
        return _("Other ZIP codes in %(county)s") % {"county": label.removeprefix(JOINT)}
    if label.startswith(FEWER):
        return _("fewer than %(number)s") % {"number": label.removeprefix(FEWER)}
    return str(LABELS.get(label, label))


def figure_cells(row: HasFigures) -> Cells:
    """Return times, kits and doses as cells."""
    return row.handouts, row.kits, row.doses
