"""Which columns a sheet may have, and where its header line is."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from .letters import column_letter
from .persons import names_people, tells_a_life
from .refusals import SheetRefused

HEADER_WITHIN = 10
MAX_COLUMNS = 200
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
    """The header line: its row number, counted from 1, the column at each position, from 0, and its cells.

    `left_out` are the positions that somebody said to pass over, `unknown` those that nobody knows.
    """

    row: int
    columns: dict[int, Column]
    cells: tuple[str, ...] = ()
    left_out: frozenset[int] = frozenset()
    unknown: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """How many cells of a row stand below it."""
        return max((*self.columns, *self.left_out, *self.unknown)) + 1

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
# What somebody says of columns: by header word (`word_of`) the key of the column that it is, "" to leave it out.
ColumnMeanings = Mapping[str, str]
NOTHING_SAID: ColumnMeanings = {}


def fold_words(words: str) -> str:
    """`words` without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words).casefold())


def find_header(top: Iterable[Line], columns: Sequence[Column], said: ColumnMeanings = NOTHING_SAID) -> Line | None:
    """The line with the most known header words among the first lines, or None.

    One known word is not a header: a title may say "Kits".
    """
    best: Line | None = None
    most = min(2, len(columns)) - 1
    for line in top:
        words = known_words(line, columns, said)
        if words > most:
            best, most = line, words
    return best


def known_words(line: Line | None, columns: Sequence[Column], said: ColumnMeanings = NOTHING_SAID) -> int:
    """How many different columns `line` names; tells a header from a title, one separator from another."""
    cells = line[1][:MAX_COLUMNS] if line else ()
    columns = _fitting(cells, columns)
    known = _by_name(columns)
    stand_ins = _by_stand_in(columns)
    meant = [_find_column(cell, known) or stand_ins.get(fold_words(cell[:LONGEST_NAME])) for cell in cells]
    told = {said[word] for cell in cells if (word := word_of(cell)) in said}
    return len({column.key for column in meant if column} | told)


def match_header(line: Line | None, columns: Sequence[Column], said: ColumnMeanings = NOTHING_SAID) -> Header:
    """Say which column stands where: as its word says, or as somebody `said` who brings the sheet.

    Raises `SheetRefused` if there is no header line, or if it is far too wide. Whether the header will do is another
    question: `require_header`.
    """
    if line is None:
        raise SheetRefused(
            _(
                "No header line was found in the first %(rows)s lines. "
                "Name the columns with words such as %(names)s and import the sheet again."
            )
            % {"rows": HEADER_WITHIN, "names": join_names(names_for_people(columns))}
        )
    number, cells = line
    named = {position: cell for position, cell in enumerate(cells) if cell}
    if max(named, default=0) >= MAX_COLUMNS:
        raise too_wide(columns)
    columns = _fitting(cells, columns)
    known = _by_name(columns)
    forbids = forbidden_words(columns)
    told = {
        position: said[word_of(cell)]
        for position, cell in named.items()
        if word_of(cell) in said and (_find_column(cell, known) is not None or not forbids(cell))
    }
    meant = {position: _find_column(cell, known) for position, cell in named.items() if position not in told}
    by_key = {column.key: column for column in columns}
    meant |= {position: by_key[key] for position, key in told.items() if key}
    _let_stand_in(meant, named, columns)
    left_out = frozenset(position for position, key in told.items() if not key)
    unknown = frozenset(position for position, column in meant.items() if not column)
    found = {position: column for position, column in sorted(meant.items()) if column}
    return Header(number, found, _without_blank_ends(cells), left_out, unknown)


def forbidden_words(columns: Sequence[Column]) -> Callable[[str], bool]:
    """Return the test of header words of which nobody may say anything: in a log all that name people or cases, in
    a roster, which is about people, only what tells of their lives."""
    return tells_a_life if any(column.key == "full_name" for column in columns) else names_people


def word_of(cell: str) -> str:
    """A header cell as it is compared with what somebody said of it."""
    return " ".join(cell[:LONGEST_NAME].casefold().split())


def _without_blank_ends(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a header without blank ends."""
    width = max((at + 1 for at, cell in enumerate(cells) if cell), default=0)
    return tuple(cells[:width])


def too_wide(columns: Sequence[Column]) -> SheetRefused:
    """The refusal of a file whose lines are far longer than any sheet's."""
    return SheetRefused(
        _("A line of this file is far too long. Keep only the columns %(names)s and import it again.")
        % {"names": join_names(names_for_people(columns))}
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


def names_for_people(columns: Sequence[Column]) -> list[str]:
    return [column.name for column in columns if not column.beside]


def _by_stand_in(columns: Sequence[Column]) -> dict[str, Column]:
    return {fold_words(name): column for column in columns for name in column.stand_ins}


def _let_stand_in(meant: dict[int, Column | None], named: dict[int, str], columns: Sequence[Column]) -> None:
    """Give each column that is not named to the first cell that may stand in for it."""
    stand_ins = _by_stand_in(columns)
    keys = {column.key for column in meant.values() if column}
    for position, cell in named.items():
        column = stand_ins.get(fold_words(cell[:LONGEST_NAME]))
        if column and position in meant and not meant[position] and column.key not in keys:
            meant[position] = column
            keys.add(column.key)


def _find_column(cell: str, known: dict[str, Column]) -> Column | None:
    """The column a header cell names, also with a remark in brackets: "Date (MM/DD/YYYY)"."""
    if not cell or len(cell) > LONGEST_NAME:
        return None
    known = {word: column for word, column in known.items() if not is_never(cell, column)}
    return _match(fold_words(cell), known) or _match(fold_words(_IN_BRACKETS.sub("", cell)), known)


def _match(folded: str, known: dict[str, Column]) -> Column | None:
    if not folded:
        return None
    others = (column for column in dict.fromkeys(known.values()) if re.fullmatch(column.also, folded))
    return known.get(folded) or next(others, None)


def is_never(cell: str, column: Column) -> bool:
    return bool(column.never) and bool(
        re.fullmatch(column.never, re.sub(r"[][()\s_:]+", " ", cell.casefold()).strip())
    )
