"""What the columns of a roster are called, what may be said of them, and what is said of those with other names."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.sheets import (
    LEAVE_OUT,
    Column,
    ColumnMeanings,
    Header,
    columns_to_tell,
    fold_words,
    word_of,
)


def titles_of(header: Header) -> dict[str, str]:
    """The header word of each column as it stands in the sheet."""
    return {column.key: header.cells[at] for at, column in header.columns.items()}


def say_columns(header: Header) -> list[str]:
    """A sentence on the column of names, and on each that is left out or read under another name than ours: "Names
    are read from column A (Officer)."."""
    return [
        _say_column(column) % {"letter": letter, "word": word, "name": column and column.name}
        for column, letter, word in columns_to_tell(header, always="full_name")
    ]


def roster_meanings(columns: Iterable[Column]) -> dict[str, str]:
    """What somebody may say that a column of a roster is, of the columns there are: {what is sent: its words}."""
    return {column.key: _(column.name) for column in columns} | {LEAVE_OUT: _("Leave it out: never stored")}


def read_roster_meaning(option: str, columns: Iterable[Column]) -> ColumnMeanings | None:
    """What "Post=unit" says of a column; None where it says nothing that is known."""
    words = {fold_words(word): column.key for column in columns for word in (column.key, *column.names)} | {
        fold_words(LEAVE_OUT): ""
    }
    header, sign, meaning = option.rpartition("=")
    if not (sign and header.strip() and fold_words(meaning) in words):
        return None
    return {word_of(header): words[fold_words(meaning)]}


def _say_column(column: Column | None) -> str:
    if column is None:
        return _("Left out and not stored: column %(letter)s (%(word)s).")
    words = {
        "full_name": _("Names are read from column %(letter)s (%(word)s)."),
        "employee_number": _("Employee numbers are read from column %(letter)s (%(word)s)."),
        "unit": _("Units are read from column %(letter)s (%(word)s)."),
    }
    return words.get(column.key) or _("%(name)s is read from column %(letter)s (%(word)s).")
