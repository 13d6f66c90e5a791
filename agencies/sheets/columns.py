"""Which columns a sheet may have, and where its header line is."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .letters import column_letter
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
    numbers; where it holds `dates`, a number in a workbook is Excel's own date. `required` columns must be there;
    `stand_ins` are words that name it where nothing else does. `never` is a pattern of header cells, in small letters
    and without brackets, that look like the column and are not: "Kit #" is the number on a kit.
    A column that is known only `beside` another header word, folded, is not told to people. A required one may be
    missing `unless` the column of that key is missing too.
    """

    key: str
    names: tuple[str, ...]
    required: bool = False
    unless: str = ""
    digits: int = 0
    also: str = ""
    dates: bool = False
    never: str = ""
    stand_ins: tuple[str, ...] = ()
    beside: str = ""

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Header:
    """The header line: its row number, counted from 1, the column at each position, from 0, and its cells."""

    row: int
    columns: dict[int, Column]
    cells: tuple[str, ...] = ()

    def is_again(self, cells: list[str]) -> bool:
        """Whether a line repeats the header, as the next printed page does."""
        wide = len(self.cells)
        if len(cells) < wide or cells[0] != self.cells[0]:
            return False
        return tuple(cells[:wide]) == self.cells and not any(cells[wide:])

    def stands_in(self, key: str) -> bool:
        """Whether a column is read from one that stands in for it."""
        return any(
            column.key == key and fold_words(self.cells[at]) in map(fold_words, column.stand_ins)
            for at, column in self.columns.items()
        )

    def name_of(self, key: str) -> str:
        """The header word of a column as it stands in the sheet, "" where the sheet has no such column."""
        at = next((position for position, column in self.columns.items() if column.key == key), None)
        return "" if at is None else self.cells[at]


Line = tuple[int, Sequence[str]]


def fold_words(words: str) -> str:
    """`words` without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words).casefold())


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
    cells = line[1][:MAX_COLUMNS] if line else ()
    columns = _fitting(cells, columns)
    known = _by_name(columns)
    stand_ins = _by_stand_in(columns)
    meant = (_find_column(cell, known) or stand_ins.get(fold_words(cell[:LONGEST_NAME])) for cell in cells)
    return len({column.key for column in meant if column})


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
            % {"rows": HEADER_WITHIN, "names": join_names(_names_for_people(columns))}
        )
    number, cells = line
    named = {position: cell for position, cell in enumerate(cells) if cell}
    if max(named, default=0) >= MAX_COLUMNS:
        raise too_wide(columns)
    columns = _fitting(cells, columns)
    known = _by_name(columns)
    meant = {position: _find_column(cell, known) for position, cell in named.items()}
    _let_stand_in(meant, named, columns)
    _refuse_unknown({position: named[position] for position in named if not meant[position]}, meant, columns)
    found = {position: column for position, column in meant.items() if column}
    _refuse_twice(found)
    _refuse_missing(found, columns)
    return Header(row=number, columns=found, cells=_without_blank_ends(cells))


def _without_blank_ends(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a header without blank ends."""
    width = max((at + 1 for at, cell in enumerate(cells) if cell), default=0)
    return tuple(cells[:width])


def too_wide(columns: Sequence[Column]) -> SheetRefused:
    """The refusal of a file whose lines are far longer than any sheet's."""
    return SheetRefused(
        _("A line of this file is far too long. Keep only the columns %(names)s and import it again.")
        % {"names": join_names(_names_for_people(columns))}
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


def _fitting(cells: Sequence[str], columns: Sequence[Column]) -> list[Column]:
    """The columns without those that are known beside a word only that is not in this line."""
    words = {fold_words(cell[:LONGEST_NAME]) for cell in cells}
    return [column for column in columns if not column.beside or column.beside in words]


def _names_for_people(columns: Sequence[Column]) -> list[str]:
    return [column.name for column in columns if not column.beside]


def _by_stand_in(columns: Sequence[Column]) -> dict[str, Column]:
    return {fold_words(name): column for column in columns for name in column.stand_ins}


def _let_stand_in(meant: dict[int, Column | None], named: dict[int, str], columns: Sequence[Column]) -> None:
    """Give each column that is not named to the first cell that may stand in for it."""
    stand_ins = _by_stand_in(columns)
    keys = {column.key for column in meant.values() if column}
    for position, cell in named.items():
        column = stand_ins.get(fold_words(cell[:LONGEST_NAME]))
        if column and not meant[position] and column.key not in keys:
            meant[position] = column
            keys.add(column.key)


def _find_column(cell: str, known: dict[str, Column]) -> Column | None:
    """The column a header cell names, also with a remark in brackets: "Date (MM/DD/YYYY)"."""
    if not cell or len(cell) > LONGEST_NAME:
        return None
    known = {word: column for word, column in known.items() if not _is_never(cell, column)}
    return _match(fold_words(cell), known) or _match(fold_words(_IN_BRACKETS.sub("", cell)), known)


def _match(folded: str, known: dict[str, Column]) -> Column | None:
    if not folded:
        return None
    others = (column for column in dict.fromkeys(known.values()) if re.fullmatch(column.also, folded))
    return known.get(folded) or next(others, None)


def _is_never(cell: str, column: Column) -> bool:
    return bool(column.never) and bool(
        re.fullmatch(column.never, re.sub(r"[][()\s_:]+", " ", cell.casefold()).strip())
    )


def _refuse_unknown(unknown: dict[int, str], meant: dict[int, Column | None], columns: Sequence[Column]) -> None:
    """Raise `UnknownColumns` if there are any; one of them may be a needed column under another name."""
    if not unknown:
        return
    keys = {column.key for column in meant.values() if column}
    missing = [column for column in columns if column.required and not keys & {column.key, column.unless}]
    if missing:
        raise _may_be_missing(unknown, missing, columns)
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
    allowed = join_names(_names_for_people(columns))
    raise UnknownColumns(message % {"names": join_names(shown), "allowed": allowed}, shown=tuple(shown))


def _may_be_missing(unknown: dict[int, str], missing: list[Column], columns: Sequence[Column]) -> UnknownColumns:
    """The refusal of a sheet whose needed figures may stand under a word that nobody knows."""
    shown = [_show(position, cell) for position, cell in list(unknown.items())[:NAMES_SHOWN]]
    message = _(
        "The header line has no column %(missing)s. If a column of the sheet holds it, rename that column to "
        "%(missing)s; not known are %(names)s. Only these columns may be there: %(allowed)s. "
        "Nothing of the file was kept."
    )
    labels = [cell for cell in unknown.values() if any(_is_never(cell, column) for column in columns)]
    if labels:
        message = _(
            "%(label)s reads as the number on a kit, not as how many kits. If it says how many, rename it "
            "# of kits; if it numbers them, remove it."
        )
        return UnknownColumns(message % {"label": labels[0]}, shown=tuple(shown))
    allowed = join_names(_names_for_people(columns))
    filled = {
        "missing": join_names(column.name for column in missing),
        "names": join_names(shown),
        "allowed": allowed,
    }
    return UnknownColumns(message % filled, shown=tuple(shown))


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
    missing = [column.name for column in columns if column.required and not keys & {column.key, column.unless}]
    if missing:
        raise SheetRefused(
            ngettext(
                "The header line has no column %(names)s. Add it and import the sheet again.",
                "The header line has no columns %(names)s. Add them and import the sheet again.",
                len(missing),
            )
            % {"names": join_names(missing)}
        )
