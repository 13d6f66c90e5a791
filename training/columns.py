"""What the columns of a roster are called, and what is said of those that have other names than ours."""

from django.utils.translation import gettext as _

from agencies.sheets.columns import Column, Header, fold_words
from agencies.sheets.letters import column_letter


def titles_of(header: Header) -> dict[str, str]:
    """The header word of each column as it stands in the sheet."""
    return {column.key: header.cells[at] for at, column in header.columns.items()}


def say_columns(header: Header) -> list[str]:
    """One sentence for each column that is read under another name: "Names are read from column A (Officer)."."""
    return [
        _say_column(column) % {"letter": column_letter(at), "word": header.cells[at], "name": column.name}
        for at, column in sorted(header.columns.items())
        if column.key == "full_name" or fold_words(header.cells[at]) != fold_words(column.name)
    ]


def _say_column(column: Column) -> str:
    words = {
        "full_name": _("Names are read from column %(letter)s (%(word)s)."),
        "employee_number": _("Employee numbers are read from column %(letter)s (%(word)s)."),
        "unit": _("Units are read from column %(letter)s (%(word)s)."),
    }
    return words.get(column.key) or _("%(name)s is read from column %(letter)s (%(word)s).")
