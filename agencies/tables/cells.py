"""The cells of a table on a page, and how each kind of value is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.timezone import is_aware, localtime

from agencies import wording
from agencies.tables.columns import DASH, Kind, ListColumn

WRITTEN_AS: dict[Kind, Callable[[Any], str]] = {
    "number": wording.write_number,
    "change": wording.write_change,
    "day": wording.write_day,
    "weekday": wording.write_weekday,
    "month": wording.write_month,
}


@dataclass(frozen=True)
class TableCell:
    """What `row` holds in `column`. `is_key` says that it names the row."""

    column: ListColumn
    row: Any
    is_key: bool = False

    @cached_property
    def value(self) -> Any:
        return self.column.read(self.row)

    @cached_property
    def is_nothing(self) -> bool:
        return not self.column.template and (self.value is None or self.value == "")

    @property
    def is_blank(self) -> bool:
        """Tell whether it says nothing, so that a card can do without it. A column that is drawn by a template says
        with an empty `nothing` that it draws only what stands in files too."""
        if self.column.template:
            return self.column.is_in_files and self.column.nothing == "" and self.value in (None, "")
        return self.is_nothing and self.column.nothing in ("", DASH)

    @property
    def text(self) -> str:
        return self.column.nothing if self.is_nothing else write_cell(self.column.kind, self.value)

    @property
    def is_ticked(self) -> bool:
        return str(self.value) in self.column.ticked

    @property
    def url(self) -> str:
        return self.column.link(self.row) if self.column.link else ""


@dataclass(frozen=True)
class TableLine:
    """One row of the table as it is drawn. `tone` is "", attention or bad."""

    row: Any
    cells: Sequence[TableCell]
    tone: str = ""


@dataclass(frozen=True)
class TotalLine:
    """A line above or below the rows, such as a total or an opening balance: its label, and values by column name."""

    label: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RowGroup:
    """Rows that belong together under a heading. `of` is what the table's `group_template` takes as `group`."""

    of: Any
    rows: Sequence[Any]


@dataclass(frozen=True)
class DrawnTotal:
    """A `TotalLine` among the columns: its label spans the first `span` of them, its cells stand under the others."""

    label: str
    span: int
    cells: Sequence[TableCell]


def draw_total(line: TotalLine, columns: Sequence[ListColumn]) -> DrawnTotal:
    """Set a total among the columns; its label spans those before its first value."""
    span = next((place for place, column in enumerate(columns) if column.name in line.values), len(columns)) or 1
    return DrawnTotal(line.label, span, [total_cell(line, column) for column in columns[span:]])


def total_cell(line: TotalLine, column: ListColumn) -> TableCell:
    kind: Kind = column.kind if column.is_number or column.is_day else "text"
    plain = ListColumn(column.name, column.heading, kind=kind, value=value_in(line.values, column), nothing="")
    return TableCell(plain, line)


def value_in(values: Mapping[str, Any], column: ListColumn) -> Callable[[Any], Any]:
    return lambda _line: values.get(column.name)


def write_cell(kind: Kind, value: Any) -> str:
    """`value` as people read it. A text stays what it is in every kind of column, such as "not shown"."""
    if kind in WRITTEN_AS and not isinstance(value, str):
        return WRITTEN_AS[kind](localtime(value) if isinstance(value, datetime) and is_aware(value) else value)
    return str(value)
