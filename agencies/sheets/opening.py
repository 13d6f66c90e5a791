"""What kind of file is this, and is it text that can be read?"""

import codecs
import csv
import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO, TextIOWrapper
from typing import Protocol

from django.utils.translation import gettext as _

from .refusals import SheetRefused

MAX_BYTES = 10 * 1024 * 1024
MAX_LINE_LENGTH = 64 * 1024
MAX_LINES_PER_RECORD = 100

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!\x1a",
    b"{\\rtf",
    b"<!",
    b"<?",
    b"<html",
    b"<HTML",
    b"<table",
)

# Marks of order and of width, byte-order marks inside a file, soft hyphens; joiners only beside plain letters, for
# some scripts need them.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<=[\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\x7f])"
)
_GUARDED = re.compile(rb'"=""([^"\r\n]*)"""|(?<![^,;\t\r\n])="([^"\r\n]*)"(?![^,;\t\r\n])')


class Readable(Protocol):
    """A file opened for reading bytes, such as an upload."""

    def read(self, size: int, /) -> bytes: ...


class LineTooLong(Exception):
    """A line is far longer than any sheet's."""


def whole_file(file: Readable) -> bytes:
    """The bytes of `file`; raises `SheetRefused` if there are none, or more than ten megabytes."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SheetRefused(
            _("This file is larger than 10 MB. Split it into smaller sheets and import them one by one.")
        )
    if not data.strip():
        raise SheetRefused(_("This file is empty. Choose the sheet again."))
    return data


def is_workbook(data: bytes) -> bool:
    """Whether `data` is a zip, as every .xlsx is; the file's name is not asked.

    Raises `SheetRefused` for what is known to be something else: an old or protected workbook,
    a PDF, a picture, a web page.
    """
    if data.startswith(OLE_MAGIC):
        raise _old_or_protected(data)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(OTHER_MAGIC):
        raise SheetRefused(
            _("This is not a sheet. Save it as an Excel workbook (.xlsx) or as CSV UTF-8 and import that file.")
        )
    return data.startswith(ZIP_MAGIC)


def require_utf8(data: bytes) -> None:
    """Raise `SheetRefused`, saying how to save the file, if `data` is not UTF-8 text."""
    if b"\x00" in data or not _decodes(data):
        raise SheetRefused(
            _(
                "This file is not saved as UTF-8 text. In Excel choose File, Save As, "
                "“CSV UTF-8 (Comma delimited)”, and import the new file."
            )
        )


class SheetText:
    """UTF-8 text of cells and separators.

    Where it has no quotation mark and no endless line, each line is a record, and `csv` may have them as they come.
    """

    def __init__(self, data: bytes) -> None:
        data = _without_invisible(data)
        self._data = data
        self._tame = b'"' not in data and max(map(len, BytesIO(data)), default=0) <= MAX_LINE_LENGTH

    def records(self, separator: str) -> Iterator[list[str]]:
        """The records from the first line on, an empty list for an empty line.

        Raises `LineTooLong`, and `SheetRefused` where quotation marks do not close.
        """
        text = TextIOWrapper(BytesIO(self._data), encoding="utf-8-sig", newline="")
        return csv.reader(text, delimiter=separator) if self._tame else _watch(text, separator)


def _without_invisible(data: bytes) -> bytes:
    """UTF-8 text without what nobody sees, and without the ="…" in which some programs put codes."""
    if b'="' in data:
        data = _GUARDED.sub(lambda found: b'"%s"' % (found[1] or found[2] or b""), data)
    if data.isascii():
        return data
    text = _INVISIBLE.sub("", data.decode(errors="replace"))
    return text.replace("\u202f", " ").replace("\u00a0", " ").encode()


def _watch(text: TextIOWrapper, separator: str) -> Iterator[list[str]]:
    """The records of `text` as long as no line and no record of it goes beyond what a sheet's may be."""
    number = read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        for line in iter(partial(text.readline, MAX_LINE_LENGTH + 1), ""):
            read += 1
            if len(line) > MAX_LINE_LENGTH:
                raise LineTooLong
            if read > MAX_LINES_PER_RECORD:
                raise csv.Error
            yield line

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            break
        if cells is None:
            return
        number, read = number + 1, 0
        yield cells
    raise SheetRefused(
        _("Row %(row)s has a quotation mark that is out of place. Correct it and import the sheet again.")
        % {"row": number + 1}
    )


def _decodes(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    step = 64 * 1024
    try:
        for start in range(0, len(data), step):
            decoder.decode(data[start : start + step], final=start + step >= len(data))
    except UnicodeDecodeError:
        return False
    return True


def _old_or_protected(data: bytes) -> SheetRefused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SheetRefused(_("This workbook is protected with a password. Save it without one and import it again."))
    return SheetRefused(
        _("This is an old Excel or Word file. Save it as an Excel workbook (.xlsx) and import that file.")
    )
