"""Published reports on pages: the tables of one, and lists of many."""

from collections.abc import Callable
from typing import NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord, TotalLine
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import Issue
from lbn.reporting.models.issue import IssueQuerySet
from lbn.reporting.published.columns import PublishedColumn
from lbn.reporting.published.tables import PublishedTable
from lbn.reporting.published.tables.table import Cells, cell_in_words

A_PAGE = 20
WIDE = 6
# Of these more than a few rows come, which people want to put in another order.
SORTABLE = {"agencies", "places", "counties", "agency_reports", "training"}


class TablePart(NamedTuple):
    """A table of a published report as a page draws it, with the sentence about it."""

    about: str
    table: ListTable


def draw_table(table: PublishedTable, asked: QueryDict) -> TablePart:
    """Return a table of a published report for a page; `asked` is the page's GET."""
    total = TotalLine(_("Total"), {column.name: figure for column, figure in table.total})
    seen = table.seen
    drawn = ListTable(
        name=table.name,
        caption=table.title,
        columns=[
            _column(number, column, is_sortable=table.name in SORTABLE)
            for number, column in enumerate(table.columns)
            if column in seen
        ],
        rows=table.rows,
        asked=asked if table.name in SORTABLE else None,
        prefix=f"{table.name}-",
        totals=lambda rows: [total] if table.total and len(rows) == len(table.rows) else [],
        is_wide=len(seen) > WIDE,
    )
    return TablePart(table.about, drawn)


def _column(number: int, column: PublishedColumn, *, is_sortable: bool) -> ListColumn:
    def read(row: Cells) -> object:
        return cell_in_words(column, row[number])

    return ListColumn(
        column.name,
        str(column.heading),
        kind="change" if column.name == "kits_change" else "number" if column.is_number else "text",
        value=read,
        is_sortable=is_sortable,
        is_unbroken=column.is_day,
    )


def status_of(issue: Issue) -> StatusWord:
    return StatusWord("bad" if issue.is_withdrawn else "ok", issue.get_status_display())


def period_of_issue(issue: Issue) -> str:
    return period_in_words(issue.starts_on, issue.ends_on)


def list_reports(
    issues: IssueQuerySet,
    asked: QueryDict,
    *,
    link: Callable[[Issue], str],
    empty: EmptyState,
    names_suppliers: bool = False,
) -> ListTable:
    """Return the list of one reader's published reports, newest first; `link` gives the address of one."""
    supplier = ListColumn("reader", _("Published to"), value="reader_name", order_by=("scope__supplier__name",))
    return ListTable(
        name="issues",
        caption=_("Published reports, newest first"),
        columns=[
            ListColumn("period", _("Period"), value=period_of_issue, order_by=("starts_on", "ends_on"), link=link),
            *([supplier] if names_suppliers else []),
            ListColumn("issued_on", _("Published on"), kind="day", order_by=("issued_on",)),
            ListColumn("status", _("Status"), kind="status", value=status_of, order_by=("status",)),
        ],
        rows=issues.without_content(),
        asked=asked,
        page_size=A_PAGE,
        empty=empty,
        file_name="published-reports",
    )


def issue_link(name: str, *before: str) -> Callable[[Issue], str]:
    """Return what gives the address of a published report, by the URL's name and what stands before its id."""
    return lambda issue: reverse(name, args=[*before, issue.pk])
