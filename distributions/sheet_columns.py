"""How the columns of a tracking sheet are read, and what people may say of those that nobody knows."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.sheets import (
    TRACKING,
    ColumnMeanings,
    SheetFile,
    asked_columns,
    column_letter,
    columns_to_tell,
    fold_words,
    is_number_or_date,
    show_word,
    word_of,
)
from distributions.books import Books, fold_county, fold_item

LEAVE_OUT = "skip"
VALUES_SHOWN = 3
ROWS_LOOKED_AT = 5000


class SeenColumn(NamedTuple):
    """A column as it stands in a sheet: its letter, its header word as it may be shown, and as it is said of
    (`word_of`); as what it is read, "" where nobody knows; some values of it, none where it holds text; and whether
    somebody has to say what it is."""

    letter: str
    title: str
    word: str
    meaning: str
    values: list[str]
    is_text: bool
    is_asked: bool


def see_columns(sheet: SheetFile, is_plain: Callable[[str], bool]) -> list[SeenColumn]:
    """Return the columns of all parts of a sheet, each header word once; only cells that are plain are shown."""
    seen: dict[str, SeenColumn] = {}
    for part in sheet.parts:
        values = _values(part.records_below(), len(part.header.cells), is_plain)
        asked = asked_columns(part.header)
        for at, cell in enumerate(part.header.cells):
            if cell and word_of(cell) not in seen:
                column = part.header.columns.get(at)
                plain, is_text = values[at]
                meaning = str(_(column.name)) if column and at not in asked else ""
                seen[word_of(cell)] = SeenColumn(
                    column_letter(at), show_word(at, cell), word_of(cell), meaning, plain, is_text, at in asked
                )
    return list(seen.values())


def _values(records: Iterable[list[str]], width: int, is_plain) -> list[tuple[list[str], bool]]:
    """Of each column, the first plain values, and whether most of its cells are text."""
    plain: list[dict[str, None]] = [{} for _at in range(width)]
    cells, texts = [0] * width, [0] * width
    for _number, record in zip(range(ROWS_LOOKED_AT), records, strict=False):
        for at, cell in enumerate(record[:width]):
            if value := cell.strip():
                cells[at] += 1
                if not is_plain(value):
                    texts[at] += 1
                elif len(plain[at]) < VALUES_SHOWN:
                    plain[at][value] = None
    return [([] if texts[at] * 2 > cells[at] else list(plain[at]), texts[at] * 2 > cells[at]) for at in range(width)]


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
