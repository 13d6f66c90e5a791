"""Is this zip a workbook that can be opened without filling the memory?

openpyxl builds trees of what it parses and trusts the sizes that a workbook states. So every part is
first run past a parser that keeps nothing and stops at bounds that no real sheet comes near.
"""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from .refusals import SheetRefused

MAX_PARTS = 500
MAX_UNPACKED = 64 * 1024 * 1024
MAX_UNPACKED_PART = 8 * 1024 * 1024
MAX_ROWS = 250_000
MAX_ROW_NUMBER = 1_048_576
MAX_ELEMENTS_PER_ROW = 40_000
MAX_ELEMENTS_PER_PART = 30_000
MAX_SHARED_TEXTS = 100_000
MAX_CHARACTERS = 4_000_000
MAX_TOKEN = 512 * 1024
CHUNK = 64 * 1024

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What reading a broken zip or broken XML ends in, besides errors of its own: wrong lengths, names that are no text,
# encodings that nobody knows, methods that are not there. An exhausted memory or a disk is not among it.
BROKEN = (
    ArithmeticError,
    EOFError,
    LookupError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


class TooMuch(Exception):
    """A part goes beyond a bound."""


def require_workbook(data: bytes) -> None:
    """Raise `SheetRefused` unless `data` is a zip with a workbook in it, of bearable size unpacked."""
    parts = _parts(data)
    if not any(part.filename.startswith("xl/") for part in parts):
        raise SheetRefused(
            _("This is not an Excel workbook. Save the sheet as .xlsx or as CSV UTF-8 and import that file.")
        )
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefused(_("This workbook is protected with a password. Save it without one and import it again."))
    if not _bearable(data, parts):
        raise too_large()


def _parts(data: bytes) -> list[zipfile.ZipInfo]:
    """What the zip's directory lists; nothing if it is broken."""
    if data.count(b"PK\x01\x02") > 2 * MAX_PARTS:
        raise too_large()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.infolist()
    except BROKEN:
        return []


def too_large() -> SheetRefused:
    """The refusal of a workbook that would fill the memory."""
    return SheetRefused(
        _(
            "This workbook is far larger inside than a sheet. "
            "Copy the columns you need into a new workbook and import that one."
        )
    )


def _bearable(data: bytes, parts: list[zipfile.ZipInfo]) -> bool:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return False
    if any(part.compress_type not in _METHODS or _swollen(part) for part in parts):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for part in parts:
                _walk(archive, part)
    except TooMuch:
        return False
    return True


def _swollen(part: zipfile.ZipInfo) -> bool:
    return part.file_size > MAX_UNPACKED_PART and not part.filename.startswith("xl/worksheets/")


def _walk(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Raise `TooMuch` if `part` goes beyond a bound before its end, or before it stops being XML."""
    bounds = _Bounds()
    fed = 0
    try:
        with archive.open(part) as source:
            while chunk := source.read(CHUNK):
                bounds.parser.Parse(chunk)
                fed += len(chunk)
                if fed - bounds.parser.CurrentByteIndex > MAX_TOKEN:
                    raise TooMuch
    except BROKEN:  # Whoever parses it after us gets no further than we did.
        return


@dataclass(frozen=True, slots=True)
class _Item:
    """An element that openpyxl frees as soon as it has read it: a row, a shared text."""

    name: str
    depth: int
    most: int


_ITEM_OF_ROOT = {
    f"{_MAIN} worksheet": _Item(f"{_MAIN} row", depth=3, most=MAX_ROWS),
    f"{_MAIN} sst": _Item(f"{_MAIN} si", depth=2, most=MAX_SHARED_TEXTS),
}
_NO_ITEM = _Item("", depth=0, most=0)


class _Bounds:
    """Counts what a parsed part would hold in memory: what is in one item, and all that adds up."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.item = _NO_ITEM
        self.inside_item = False
        self.depth = self.items = self.in_item = self.outside = self.length = 0

    def doctype(self, *_declaration: object) -> None:
        raise TooMuch

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.item = _ITEM_OF_ROOT.get(name, _NO_ITEM)
        if self.inside_item:
            self.in_item += 1
        elif self.depth == self.item.depth and name == self.item.name:
            self._begin_item(attributes)
        else:
            self.outside += 1
        if self.outside > MAX_ELEMENTS_PER_PART or self.in_item > MAX_ELEMENTS_PER_ROW:
            raise TooMuch

    def end(self, _name: str) -> None:
        if self.inside_item and self.depth == self.item.depth:
            self.inside_item, self.in_item = False, 0
            if self.item.most == MAX_ROWS:
                self.length = 0
        self.depth -= 1

    def characters(self, text: str) -> None:
        self.length += len(text)
        if self.length > MAX_CHARACTERS:
            raise TooMuch

    def _begin_item(self, attributes: dict[str, str]) -> None:
        self.inside_item = True
        self.items += 1
        number = attributes.get("r", "1")
        if not re.fullmatch("[0-9]{1,7}", number) or int(number) > MAX_ROW_NUMBER:
            raise TooMuch
        if self.items > self.item.most:
            raise TooMuch
