"""Published reports on pages: the tables of one, and lists of many."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord, TotalLine
from lbn.reporting.calendar.kinds import PeriodKind, PeriodName, heading_of, kind_of
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import Issue
from lbn.reporting.published.columns import PublishedColumn
from lbn.reporting.published.facts.dictionary import explain_columns
from lbn.reporting.published.tables import HIDDEN, PublishedTable, label_in_words
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
    total = TotalLine(_("Total"), table.total_in_words)
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
    issues: Iterable[Issue],
    asked: QueryDict,
    *,
    link: Callable[[Issue], str],
    empty: EmptyState,
    names_suppliers: bool = False,
) -> ListTable:
    """Return the list of one reader's published reports, newest first; `link` gives the address of one."""
    kind = ListColumn("kind", _("Kind of period"), value=lambda issue: heading_of(kind_of(issue.span)))
    return ListTable(
        name="issues",
        caption=_("Published reports, newest first"),
        columns=[kind, *_list_columns(link, names_suppliers=names_suppliers)],
        rows=list(issues),
        asked=asked,
        key="period",
        empty=empty,
        file_name="published-reports",
    )


def lists_by_kind(
    issues: Iterable[Issue], asked: QueryDict, *, link: Callable[[Issue], str], names_suppliers: bool = False
) -> list[ListTable]:
    """Return the same as a list for each kind of period, the shortest periods first."""
    by_kind: dict[PeriodKind, list[Issue]] = defaultdict(list)
    for issue in issues:
        by_kind[kind_of(issue.span)].append(issue)
    return [
        ListTable(
            name=f"issues-{kind.months}-{kind.begins}",
            caption=heading_of(kind),
            columns=_list_columns(link, names_suppliers=names_suppliers),
            rows=of_kind,
            asked=asked,
            prefix=f"{kind.months}-{kind.begins}-",
        )
        for kind, of_kind in sorted(by_kind.items(), key=lambda one: (one[0].name == PeriodName.OTHER, one[0]))
    ]


def _list_columns(link: Callable[[Issue], str], *, names_suppliers: bool) -> list[ListColumn]:
    supplier = ListColumn("reader", _("Published to"), value="reader_name", is_sortable=True)
    return [
        ListColumn(
            "period",
            _("Period"),
            value=period_of_issue,
            is_sortable=True,
            sort_value=lambda issue: issue.span,
            link=link,
        ),
        *([supplier] if names_suppliers else []),
        ListColumn("handouts", _("Visits"), kind="number", value=_read_total("handouts"), is_sortable=True),
        ListColumn("kits", _("Kits left"), kind="number", value=_read_total("kits"), is_sortable=True),
        ListColumn("issued_on", _("Published on"), kind="day", is_sortable=True),
        ListColumn("status", _("Status"), kind="status", value=status_of, is_sortable=True),
    ]


def _read_total(name: str) -> Callable[[Issue], int | str]:
    """Read a figure of the total, or the words where it is not shown."""
    return lambda issue: label_in_words(HIDDEN) if issue.total is None else getattr(issue.total, name)


def list_columns() -> ListTable:
    """Return the dictionary of the file of facts."""
    return ListTable(
        name="columns",
        caption=_("Columns of the facts"),
        columns=[
            ListColumn("column", _("Column"), is_unbroken=True),
            ListColumn("word", _("Word in it"), is_unbroken=True),
            ListColumn("unit", _("Unit")),
            ListColumn("meaning", _("Meaning")),
        ],
        rows=[entry for entry in explain_columns() if entry.file == "facts"],
    )
