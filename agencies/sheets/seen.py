"""The columns of a sheet as its sender is asked about them: only what is surely nobody's name is shown."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from .carrying import asked_columns
from .column_refusals import show_word
from .columns import word_of
from .letters import column_letter
from .reading import SheetFile

# What is said of a column that is passed over.
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
