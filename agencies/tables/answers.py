"""How a page with a table answers: as a page, or with the table as a file."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from agencies.downloads import download
from agencies.sheets import csv_bytes
from agencies.tables.columns import ListColumn, StatusWord
from agencies.tables.table import ListTable


def answer_with_table(
    request: HttpRequest,
    template: str,
    table: ListTable,
    context: dict[str, Any] | None = None,
    *,
    beside: Iterable[ListTable | None] = (),
) -> HttpResponse:
    """Show the page, with the table as `table`; or answer with its file, where `?download=csv` asks for that.

    The tables `beside` it are asked for by their names; one that there is not today may be None.

    The file passes the door of its page, and holds all rows that were found in the columns and order of the page.
    """
    wanted = request.GET.get("download")
    for one in (table, *filter(None, beside)):
        if one.file_name and wanted == one.file_key:
            return table_file(one)
    return render(request, template, {"table": table, **(context or {})})


def table_file(table: ListTable) -> HttpResponse:
    """All rows of a table that were found, as a CSV file."""
    columns = [column for column in table.columns if column.is_in_files]
    rows = ([cell_of_file(column, row) for column in columns] for row in table.fill_rows(table.found))
    return download(f"{table.file_name}.csv", csv_bytes([str(column.heading) for column in columns], rows))


def cell_of_file(column: ListColumn, row: Any) -> Any:
    """A cell as a file has it: numbers and days as such, a status by its word."""
    value = column.read(row)
    if isinstance(value, datetime) and column.is_day:
        return localtime(value).date()
    return str(value) if isinstance(value, StatusWord) else value
