"""The columns of a sheet: as what each is read, or the question what it is."""

from typing import NamedTuple

from django.forms import BoundField
from django.utils.translation import gettext as _

from agencies.forms.columns import ColumnsForm
from agencies.sheets import SeenColumn
from agencies.tables import ListColumn, ListTable


class AskedColumn(NamedTuple):
    """A column of the sheet, and the bound field that asks about it, None where it is known."""

    seen: SeenColumn
    question: BoundField | None


def columns_table(columns: list[SeenColumn], form: ColumnsForm) -> ListTable:
    """The columns of a sheet with the questions of a form."""
    return ListTable(
        name="columns",
        caption=_("The columns of your sheet"),
        columns=[
            ListColumn("title", _("Column"), value=lambda column: f"{column.seen.letter}: {column.seen.title}"),
            ListColumn("values", _("Example values"), value=_values_of),
            ListColumn("meaning", _("Is read as"), template="agencies/_column_meaning.html"),
        ],
        rows=[AskedColumn(column, form.question(column)) for column in columns],
        tone=lambda column: "attention" if column.question else "",
    )


def _values_of(column: AskedColumn) -> str:
    """Some values of a column, if they are numbers, dates or places."""
    return _("text, not shown") if column.seen.is_text else " \N{MIDDLE DOT} ".join(column.seen.values)
