"""The one table of all pages: what it holds, and what of it the page shows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import QueryDict

from agencies.tables.asking import Rows, search_rows, sort_rows, words_in
from agencies.tables.cells import DrawnTotal, RowGroup, TableCell, TableLine, TotalLine, draw_total
from agencies.tables.columns import ListColumn
from agencies.tables.heads import HeadCell, Sorting

ROWS_WITHOUT_SEARCH = 20
ROOM_OF_A_PHONE = 5  # a column of words takes two, one of numbers takes one
Phone = Literal["", "rows", "cards"]


@dataclass(frozen=True)
class EmptyState:
    """What stands where a table has no row yet: what belongs there, and how to begin."""

    title: str
    text: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class ListTable:
    """A table as `parts/table.html` draws it. `docs/look.md` says when to use what."""

    name: str  # its own on the page
    caption: str
    columns: Sequence[ListColumn]
    rows: Any = ()  # a queryset or a list
    asked: QueryDict | None = None  # the request's GET; nothing is sorted, searched or turned over without it
    key: str = ""  # the column that names the row; the first one without it

    # Which rows are shown
    filters: Form | None = None  # the page's own filter, drawn in one row with the search
    search_by: Sequence[str] = ()  # the fields of a queryset; a list is searched in what it shows
    page_size: int = 0  # 0: all rows
    fill: Callable[[Any], Iterable[Any]] | None = None  # makes rows of a page's objects, in a few queries
    prefix: str = ""  # before the query parameters, where a page has several tables that are asked

    # What stands beside the rows
    empty: EmptyState | None = None  # where there is no row
    no_match: EmptyState | None = None  # where none is found; the usual words without it
    opening: Sequence[TotalLine] = ()
    totals: Callable[[Any], Iterable[TotalLine]] | None = None  # of all rows found
    groups: Sequence[RowGroup] = ()  # in place of rows
    group_template: str = ""  # draws a group's heading; takes `group`
    file_name: str = ""  # `answer_with_table` gives the table as a file of this name
    is_beside: bool = False  # beside the page's main table: its file is asked for by the name of the table
    download_url: str = ""  # a file that has its own address

    # How it looks
    tone: Callable[[Any], str] | None = None  # "attention" or "bad" for a row that needs eyes
    phone: Phone = ""  # "cards" or "rows"; rows that do not fit become cards without it
    is_wide: bool = False  # may be wider than its page on a desk
    is_caption_hidden: bool = False

    @cached_property
    def words(self) -> str:
        return words_in(self.asked, f"{self.prefix}q") if self.asked and self.may_search else ""

    @property
    def may_search(self) -> bool:
        """Tell whether it can be searched: a queryset by fields, a list by its cells, if it has them at once."""
        return self.asked is not None and bool(self.search_by if self.is_of_database else not self.fill)

    @cached_property
    def sorting(self) -> Sorting:
        return Sorting.asked_for(self.asked, f"{self.prefix}sort", self.columns, of_database=self.is_of_database)

    @property
    def is_of_database(self) -> bool:
        return isinstance(self.rows, QuerySet)

    @cached_property
    def found(self) -> Rows:
        """All rows that are asked for, in the order that is asked for."""
        rows = self.rows
        if self.words:
            rows = search_rows(rows, self.words, fields=self.search_by, columns=self.columns)
        if self.sorting.column:
            rows = sort_rows(rows, self.sorting.column, descending=self.sorting.is_descending)
        return rows

    @cached_property
    def page(self) -> Page[Any]:
        size = self.page_size or max(len(self.found), 1)
        return Paginator(self.found, size).get_page(self.asked.get("page") if self.asked else None)

    @property
    def count(self) -> int:
        """How many rows were found."""
        return self.page.paginator.count + sum(len(group.rows) for group in self.groups)

    @cached_property
    def has_rows(self) -> bool:
        """Tell whether there is anything to draw a table of."""
        return bool(self.count or self.groups or self.opening)

    @cached_property
    def has_search(self) -> bool:
        return self.may_search and (bool(self.words) or self.count > ROWS_WITHOUT_SEARCH)

    @property
    def has_toolbar(self) -> bool:
        """Tell whether there is anything to search or filter by."""
        return self.has_search or (self.filters is not None and (self.has_rows or self.is_narrowed))

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a search or a filter leaves rows out."""
        return bool(self.words) or bool(self.filters and self.filters.is_bound)

    @property
    def heads(self) -> list[HeadCell]:
        asked = self.asked if self.count > 1 else None
        return [HeadCell(column, self.sorting, asked) for column in self.columns]

    @property
    def other_answers(self) -> list[tuple[str, str]]:
        """What else the address says, to be kept by the search."""
        if not self.asked:
            return []
        own = {f"{self.prefix}q", "page", *(self.filters.fields if self.filters else ())}
        return [(name, value) for name, values in self.asked.lists() if name not in own for value in values]

    @cached_property
    def body(self) -> list[tuple[Any, list[TableLine]]]:
        """The rows of this page, by group; one group without a heading where the table has none."""
        if self.groups:
            return [(group.of, self.lines_of(group.rows)) for group in self.groups]
        return [(None, self.lines_of(self.shown_rows))]

    @cached_property
    def shown_rows(self) -> list[Any]:
        """The rows of this page."""
        return self.fill_rows(self.page.object_list)

    @property
    def opening_lines(self) -> list[DrawnTotal]:
        return [draw_total(line, self.columns) for line in self.opening]

    @property
    def total_lines(self) -> list[DrawnTotal]:
        return [draw_total(line, self.columns) for line in self.totals(self.found)] if self.totals else []

    @property
    def has_ticks(self) -> bool:
        return any(column.kind == "tick" for column in self.columns)

    @property
    def has_cards(self) -> bool:
        """Tell whether each row becomes a card on a phone."""
        room = sum(1 if column.is_number else 2 for column in self.columns)
        return self.phone == "cards" or (not self.phone and room > ROOM_OF_A_PHONE)

    @property
    def file_url(self) -> str:
        """Where the rows that were found, all of them, can be taken away; "" where they cannot."""
        if not self.download_url and not self.file_name:
            return ""
        asked = self.asked.copy() if self.asked else QueryDict(mutable=True)
        asked.pop("page", None)
        if not self.download_url:
            asked["download"] = self.file_key
        return f"{self.download_url}?{asked.urlencode()}" if asked else self.download_url

    @property
    def file_key(self) -> str:
        """How `?download=` asks for its file."""
        return self.name if self.is_beside else "csv"

    def fill_rows(self, rows: Any) -> list[Any]:
        return list(self.fill(rows) if self.fill else rows)

    def lines_of(self, rows: Iterable[Any]) -> list[TableLine]:
        key = self.key or next(column.name for column in self.columns if column.is_in_files)
        return [
            TableLine(
                row,
                [TableCell(column, row, is_key=column.name == key) for column in self.columns],
                self.tone(row) if self.tone else "",
            )
            for row in rows
        ]
