"""What an address asks of a table: which rows, in which order. Querysets are asked in the database, lists here."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict

from agencies.tables.cells import TableCell
from agencies.tables.columns import ListColumn

LONGEST_SEARCH = 100
Rows = QuerySet[Any] | Sequence[Any]


def words_in(asked: QueryDict, name: str) -> str:
    """What is searched for, on one line; "" where nothing is."""
    return " ".join(asked.get(name, "").replace("\0", " ").split())[:LONGEST_SEARCH]


def answers_to(asked: QueryDict, names: Iterable[str]) -> QueryDict | None:
    """What a filter with these fields is bound to: nothing, where the address answers none of them."""
    return asked if any(name in asked for name in names) else None


def search_rows(rows: Rows, words: str, *, fields: Sequence[str], columns: Sequence[ListColumn]) -> Rows:
    """Keep the rows that hold every word, each in any of `fields` (a queryset) or `columns` (a list)."""
    if isinstance(rows, QuerySet):
        for word in words.split():
            rows = rows.filter(reduce(or_, (Q((lookup_of(field), word)) for field in fields)))
        return rows
    wanted = words.casefold().split()
    return [row for row in rows if holds_all(row, wanted, columns)]


def lookup_of(field: str) -> str:
    """A field is searched for what it contains, unless it says that it is meant whole."""
    return field if field.endswith("__iexact") else f"{field}__icontains"


def holds_all(row: Any, wanted: Sequence[str], columns: Sequence[ListColumn]) -> bool:
    """Tell whether each wanted word, in small letters, stands somewhere in the row's cells."""
    text = "\n".join(TableCell(column, row).text for column in columns if column.is_in_files).casefold()
    return all(word in text for word in wanted)


def sort_rows(rows: Rows, column: ListColumn, *, descending: bool) -> Rows:
    """Sort by one column. Equal rows keep their order; those that hold nothing come last either way."""
    if isinstance(rows, QuerySet):
        usual = rows.query.order_by or rows.model._meta.ordering or ()
        return rows.order_by(*(order(column, field, descending) for field in column.order_by), *usual, "pk")
    known = [row for row in rows if weight(column, row) is not None]
    nothing = [row for row in rows if weight(column, row) is None]
    return sorted(known, key=lambda row: weight(column, row), reverse=descending) + nothing


def order(column: ListColumn, field: str, descending: bool) -> Any:
    """Order by `field`, capitals and small letters alike."""
    by = Lower(field) if column.kind == "text" else F(field)
    return by.desc(nulls_last=True) if descending else by.asc(nulls_last=True)


def weight(column: ListColumn, row: Any) -> Any:
    """What a row of a list is sorted by: a number, a day or small letters; None where it holds nothing comparable."""
    value = column.sort_value(row) if column.sort_value else column.read(row)
    if column.is_number:
        return value if isinstance(value, int | float | Decimal) else None
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value).casefold() or None
