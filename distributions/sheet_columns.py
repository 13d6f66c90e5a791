"""How the columns of a tracking sheet are read, and what people may say of those that nobody knows."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from agencies.county_names import fold_county
from agencies.sheets import (
    LEAVE_OUT,
    TRACKING,
    ColumnMeanings,
    SheetFile,
    columns_to_tell,
    fold_words,
    is_number_or_date,
    word_of,
)
from distributions.books import Books, fold_item


def plain_cells(books: Books) -> Callable[[str], bool]:
    """Return a test of a cell: whether it is a number, a date, a county or an item, and so surely nobody's name."""

    def is_plain(cell: str) -> bool:
        if is_number_or_date(cell):
            return True
        return fold_county(cell, books.state) in books.counties or fold_item(cell) in books.items

    return is_plain


def meanings() -> dict[str, str]:
    """What somebody may say that a column is: {what is sent: its words}."""
    return {
        "day": _("Date"),
        "zip_code": _("Place (ZIP code or county)"),
        "county": _("County"),
        "kits": _("Kits"),
        "people_trained": _("People trained"),
        "item": _("Item"),
        LEAVE_OUT: _("Leave it out: never stored"),
    }


WORDS = {
    fold_words(word): column.key for column in TRACKING for word in (column.key, *column.names, *column.stand_ins)
} | {"place": "zip_code", "kit": "kits", "peopletrained": "people_trained", "skip": "", "leaveout": "", "ignore": ""}


def read_meaning(option: str) -> tuple[str, str] | None:
    """Return (header word, column's key) of "# given=kits", the key "" to leave it out; None where it is none."""
    header, sign, meaning = option.rpartition("=")
    if not (sign and header.strip() and fold_words(meaning) in WORDS):
        return None
    return word_of(header), WORDS[fold_words(meaning)]


def find_unmatched(said: ColumnMeanings, sheet: SheetFile) -> list[str]:
    """The header words of which somebody said something, and which the sheet does not have."""
    words = {word_of(cell) for part in sheet.parts for cell in part.header.cells}
    return sorted(said.keys() - words)


def say_columns_read(sheet: SheetFile) -> list[str]:
    """One sentence for each column that is read under another word than ours, or left out."""
    said: dict[str, None] = {}
    for part in sheet.parts:
        for column, letter, word in columns_to_tell(part.header):
            sentence = _("Left out and not stored: column %(letter)s (%(word)s)")
            if column:
                sentence = _("%(name)s from column %(letter)s (%(word)s)")
            said[sentence % {"name": column and _(column.name), "letter": letter, "word": word}] = None
    return list(said)
