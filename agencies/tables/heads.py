"""The heads of a table's columns, and the addresses by which one sorts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from agencies.tables.columns import ListColumn


@dataclass(frozen=True)
class Sorting:
    """By which column a table is sorted, and which it may be sorted by. `name` is the query parameter."""

    name: str
    may_sort: Sequence[ListColumn] = ()
    column: ListColumn | None = None
    is_descending: bool = False

    @classmethod
    def asked_for(
        cls, asked: QueryDict | None, name: str, columns: Sequence[ListColumn], *, of_database: bool
    ) -> "Sorting":
        """Read the sorting from an address; one by a column that there is not asks for nothing."""
        if asked is None:
            return cls(name)
        may_sort = [column for column in columns if (column.order_by if of_database else column.is_sortable)]
        wanted = asked.get(name, "")
        column = next((column for column in may_sort if column.name == wanted.removeprefix("-")), None)
        return cls(name, may_sort, column, wanted.startswith("-"))


@dataclass(frozen=True)
class HeadCell:
    """The head of one column."""

    column: ListColumn
    sorting: Sorting
    asked: QueryDict | None

    @property
    def aria_sort(self) -> str:
        """How the table is sorted by this column, in ARIA's words; "" where it is not."""
        if self.sorting.column is not self.column:
            return ""
        return "descending" if self.sorting.is_descending else "ascending"

    @property
    def url(self) -> str:
        """Where the table is sorted by this column, or the other way round; "" where it cannot be.

        The largest number and the latest day come first.
        """
        if self.column not in self.sorting.may_sort or self.asked is None:
            return ""
        begins_with_largest = self.column.is_number or self.column.is_day
        descending = not self.sorting.is_descending if self.aria_sort else begins_with_largest
        asked = self.asked.copy()
        asked.pop("page", None)
        asked[self.sorting.name] = f"-{self.column.name}" if descending else self.column.name
        return f"?{asked.urlencode()}"
