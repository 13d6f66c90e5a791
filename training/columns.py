"""What the columns of a roster are called, and what is said of those that have other names than ours."""

from django.utils.translation import gettext as _

from agencies.sheets import Column, Header, columns_to_tell


def titles_of(header: Header) -> dict[str, str]:
    """The header word of each column as it stands in the sheet."""
    return {column.key: header.cells[at] for at, column in header.columns.items()}


def say_columns(header: Header) -> list[str]:
    """A sentence on the column of names, and on each that is read under another name than ours: "Names are read from
    column A (Officer)."."""
    return [
        _say_column(column) % {"letter": letter, "word": word, "name": column.name}
        for column, letter, word in columns_to_tell(header, always="full_name")
        if column
    ]


def _say_column(column: Column) -> str:
    words = {
        "full_name": _("Names are read from column %(letter)s (%(word)s)."),
        "employee_number": _("Employee numbers are read from column %(letter)s (%(word)s)."),
        "unit": _("Units are read from column %(letter)s (%(word)s)."),
    }
    return words.get(column.key) or _("%(name)s is read from column %(letter)s (%(word)s).")
