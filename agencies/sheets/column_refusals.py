"""Whether the header of a sheet will do, and what is said of one that does not."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .columns import Column, Header, fold_words, forbidden_words, is_never, join_names, names_for_people
from .letters import column_letter
from .refusals import SheetRefused, UnknownColumns

NAMES_SHOWN = 8
NAME_LENGTH_SHOWN = 40


def require_header(header: Header, columns: Sequence[Column]) -> None:
    """Raise `UnknownColumns` if the header has columns that nobody knows, or two that are the same, and
    `SheetRefused` if it lacks one that must be there."""
    unknown = {position: header.cells[position] for position in sorted(header.unknown)}
    keys = {column.key for column in header.columns.values()}
    missing = [column for column in columns if column.required and not keys & {column.key, column.unless}]
    if unknown:
        refusal = _may_be_missing(unknown, missing, columns) if missing else _unknown(unknown, columns)
        forbids = forbidden_words(columns)
        refusal.people = tuple(show_word(at, cell) for at, cell in unknown.items() if forbids(cell))
        raise refusal
    _refuse_twice(header)
    if missing:
        raise _missing(missing)


def _unknown(unknown: dict[int, str], columns: Sequence[Column]) -> UnknownColumns:
    shown = [show_word(position, cell) for position, cell in unknown.items()]
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
    allowed = join_names(names_for_people(columns))
    filled = {"names": join_names(shown), "allowed": allowed}
    return UnknownColumns(message % filled, shown=tuple(shown))


def _may_be_missing(unknown: dict[int, str], missing: list[Column], columns: Sequence[Column]) -> UnknownColumns:
    """The refusal of a sheet whose needed figures may stand under a word that nobody knows."""
    shown = [show_word(position, cell) for position, cell in list(unknown.items())[:NAMES_SHOWN]]
    message = _(
        "The header line has no column %(missing)s. If a column of the sheet holds it, rename that column to "
        "%(missing)s; not known are %(names)s. Only these columns may be there: %(allowed)s. "
        "Nothing of the file was kept."
    )
    labels = [cell for cell in unknown.values() if any(is_never(cell, column) for column in columns)]
    if labels:
        message = _(
            "%(label)s reads as the number on a kit, not as how many kits. If it says how many, rename it "
            "# of kits; if it numbers them, remove it."
        )
        return UnknownColumns(message % {"label": labels[0]}, shown=tuple(shown))
    allowed = join_names(names_for_people(columns))
    filled = {
        "missing": join_names(column.name for column in missing),
        "names": join_names(shown),
        "allowed": allowed,
    }
    return UnknownColumns(message % filled, shown=tuple(shown))


def show_word(position: int, cell: str) -> str:
    """The header word, or only its letter where the cell looks like data instead of a name."""
    looks_like_data = "@" in cell or sum(c.isdigit() for c in cell) > 4 or len(cell) > NAME_LENGTH_SHOWN
    if looks_like_data or not cell.isprintable():
        return _("column %(letter)s") % {"letter": column_letter(position)}
    return cell


def columns_to_tell(header: Header, *, always: str = "") -> Iterator[tuple[Column | None, str, str]]:
    """The column, its letter and its word as it may be shown, of each that is read under another word than ours, or
    is left out (None); of the one with the key `always` in any case."""
    for at in sorted(header.columns.keys() | header.left_out):
        cell, column = header.cells[at], header.columns.get(at)
        if not column or column.key == always or fold_words(cell) != fold_words(column.name):
            yield column, column_letter(at), show_word(at, cell)


def _refuse_twice(header: Header) -> None:
    keys = [column.key for column in header.columns.values()]
    twice = [position for position, column in header.columns.items() if keys.count(column.key) > 1]
    if twice:
        column = header.columns[twice[0]]
        same = [show_word(at, header.cells[at]) for at in twice if header.columns[at] is column]
        message = _("Two columns are named %(name)s. Keep one of them and import the sheet again.")
        raise UnknownColumns(message % {"name": column.name}, shown=tuple(same))


def _missing(missing: Iterable[Column]) -> SheetRefused:
    names = [column.name for column in missing]
    return SheetRefused(
        ngettext(
            "The header line has no column %(names)s. Add it and import the sheet again.",
            "The header line has no columns %(names)s. Add them and import the sheet again.",
            len(names),
        )
        % {"names": join_names(names)}
    )
