"""Which columns a sheet may have, and where its header line is."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .refusals import SheetRefused, UnknownColumns

HEADER_WITHIN = 10
MAX_COLUMNS = 200
NAMES_SHOWN = 8
NAME_LENGTH_SHOWN = 40
LONGEST_NAME = 120
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a sheet may have.

    `names` are its header words, the first one as people are told it, and `also` is a pattern of
    further ones, folded; case, spaces, punctuation and a remark in brackets do not matter. `digits`
    pads whole-number cells of a workbook with zeros, for codes that a spreadsheet has turned into
    numbers; where it holds `dates`, a number in a workbook is Excel's own date. `required` columns must be there.
    """

    key: str
    names: tuple[str, ...]
    required: bool = False
    digits: int = 0
    also: str = ""
    dates: bool = False

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Header:
    """The header line: its row number, counted from 1, the column at each position, from 0, and its cells."""

    row: int
    columns: dict[int, Column]
    cells: tuple[str, ...] = ()

    def name_of(self, key: str) -> str:
        """The header word of a column as it stands in the sheet, "" where the sheet has no such column."""
        at = next((position for position, column in self.columns.items() if column.key == key), None)
        return "" if at is None else self.cells[at]


Line = tuple[int, Sequence[str]]


def fold_words(words: str) -> str:
    """`words` without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words).casefold())


def column_letter(position: int) -> str:
    """How a spreadsheet names the column at `position`, counted from 0: A, B, … Z, AA."""
    letters = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def find_header(top: Iterable[Line], columns: Sequence[Column]) -> Line | None:
    """The line with the most known header words among the first lines, or None.

    One known word is not a header: a title may say "Kits".
    """
    best: Line | None = None
    most = min(2, len(columns)) - 1
    for line in top:
        words = known_words(line, columns)
        if words > most:
            best, most = line, words
    return best


def known_words(line: Line | None, columns: Sequence[Column]) -> int:
    """How many different columns `line` names; tells a header from a title, one separator from another."""
    known = _by_name(columns)
    cells = line[1][:MAX_COLUMNS] if line else ()
    return len({column.key for cell in cells if (column := _find_column(cell, known))})


def match_header(line: Line | None, columns: Sequence[Column]) -> Header:
    """Say which column stands where.

    Raises `SheetRefused` if there is no header line, if it is far too wide, if a name stands twice
    or a required one is missing, and `UnknownColumns` if it names anything else.
    """
    if line is None:
        raise SheetRefused(
            _(
                "No header line was found in the first %(rows)s lines. "
                "Name the columns with words such as %(names)s and import the sheet again."
            )
            % {"rows": HEADER_WITHIN, "names": join_names(column.name for column in columns)}
        )
    number, cells = line
    named = {position: cell for position, cell in enumerate(cells) if cell}
    if max(named, default=0) >= MAX_COLUMNS:
        raise too_wide(columns)
    known = _by_name(columns)
    meant = {position: _find_column(cell, known) for position, cell in named.items()}
    _refuse_unknown({position: named[position] for position in named if not meant[position]}, columns)
    found = {position: column for position, column in meant.items() if column}
    _refuse_twice(found)
    _refuse_missing(found, columns)
    return Header(row=number, columns=found, cells=tuple(cells))


def too_wide(columns: Sequence[Column]) -> SheetRefused:
    """The refusal of a file whose lines are far longer than any sheet's."""
    return SheetRefused(
        _("A line of this file is far too long. Keep only the columns %(names)s and import it again.")
        % {"names": join_names(column.name for column in columns)}
    )


def nameless_column(position: int) -> SheetRefused:
    """The refusal of values under an empty header cell."""
    return SheetRefused(
        _(
            "Column %(letter)s holds values but has no name in the header line. "
            "Name it or empty it, and import the sheet again."
        )
        % {"letter": column_letter(position)}
    )


def join_names(names: Iterable[str]) -> str:
    """`names` as people read them in a sentence: "Date, ZIP code and Kits"."""
    return str(get_text_list(list(names), _("and")))


def _by_name(columns: Sequence[Column]) -> dict[str, Column]:
    return {fold_words(name): column for column in columns for name in column.names}


def _find_column(cell: str, known: dict[str, Column]) -> Column | None:
    """The column a header cell names, also with a remark in brackets: "Date (MM/DD/YYYY)"."""
    if not cell or len(cell) > LONGEST_NAME:
        return None
    return _match(fold_words(cell), known) or _match(fold_words(_IN_BRACKETS.sub("", cell)), known)


def _match(folded: str, known: dict[str, Column]) -> Column | None:
    if not folded:
        return None
    others = (column for column in dict.fromkeys(known.values()) if re.fullmatch(column.also, folded))
    return known.get(folded) or next(others, None)


def _refuse_unknown(unknown: dict[int, str], columns: Sequence[Column]) -> None:
    if not unknown:
        return
    shown = [_show(position, cell) for position, cell in unknown.items()]
    if len(shown) > NAMES_SHOWN:
        more = len(shown) - NAMES_SHOWN
        shown = [*shown[:NAMES_SHOWN], ngettext("%(n)s more", "%(n)s more", more) % {"n": more}]
    message = ngettext(
        "Remove the column %(names)s and import the sheet again. "
        "Only these columns may be there: %(allowed)s. Nothing of the file was kept.",
        "Remove the columns %(names)s and import the sheet again. "
        "Only these columns may be there: %(allowed)s. Nothing of the file was kept.",
        len(unknown),
    )
    allowed = join_names(column.name for column in columns)
    raise UnknownColumns(message % {"names": join_names(shown), "allowed": allowed}, shown=tuple(shown))


def _show(position: int, cell: str) -> str:
    """The header word, or only its letter where the cell looks like data instead of a name."""
    looks_like_data = "@" in cell or sum(c.isdigit() for c in cell) > 4 or len(cell) > NAME_LENGTH_SHOWN
    if looks_like_data or not cell.isprintable():
        return _("column %(letter)s") % {"letter": column_letter(position)}
    return cell


def _refuse_twice(found: dict[int, Column]) -> None:
    keys = [column.key for column in found.values()]
    twice = [column.name for column in found.values() if keys.count(column.key) > 1]
    if twice:
        raise SheetRefused(
            _("Two columns are named %(name)s. Keep one of them and import the sheet again.") % {"name": twice[0]}
        )


def _refuse_missing(found: dict[int, Column], columns: Sequence[Column]) -> None:
    keys = {column.key for column in found.values()}
    missing = [column.name for column in columns if column.required and column.key not in keys]
    if missing:
        raise SheetRefused(
            ngettext(
                "The header line has no column %(names)s. Add it and import the sheet again.",
                "The header line has no columns %(names)s. Add them and import the sheet again.",
                len(missing),
            )
            % {"names": join_names(missing)}
        )
