"""Is this file a PDF, a Word document or a picture? Its content says so; its name and its stated kind are not asked.

Nothing here draws or runs what it reads. A Word document is a zip: each part is unpacked once, in small pieces that
are thrown away, up to bounds that no real document comes near.
"""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused
from agencies.models import DocumentVersion
from agencies.sheets.archive import BROKEN
from agencies.sheets.opening import Readable

UPLOAD_AT_MOST = 10 * 1024 * 1024
MAX_PARTS = 2_000
MAX_UNPACKED = 64 * 1024 * 1024
PIECE = 64 * 1024
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
WORD_MAIN = "word/document.xml"
WORD_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
Kind = DocumentVersion.Kind


class UploadRefused(Refused):
    """The file is too large, empty, or not of a kind that is taken."""


def read_upload(file: Readable) -> tuple[bytes, str]:
    """Return the bytes of an uploaded file and its kind (a `DocumentVersion.Kind`).

    Raises `UploadRefused` at the field `file` for one over 10 MB, an empty one, and one that is no PDF, DOCX, PNG or
    JPEG, or is broken.
    """
    data = file.read(UPLOAD_AT_MOST + 1)
    if len(data) > UPLOAD_AT_MOST:
        raise _refuse(_("This file is larger than 10 MB. Save it smaller, for example as a PDF, and upload that."))
    if not data:
        raise _refuse(_("This file is empty. Choose the document again."))
    return data, kind_of_upload(data)


def kind_of_upload(data: bytes) -> str:
    """Return the kind of a file by its content; raise `UploadRefused` at `file` where it is none that is taken."""
    if data.startswith(b"%PDF-"):
        _require(b"%%EOF" in data[-2048:])
        return Kind.PDF
    if data.startswith(PNG_SIGNATURE):
        _require(_is_whole_png(data))
        return Kind.PNG
    if data.startswith(JPEG_START):
        _require(data.rstrip(b"\x00\r\n").endswith(JPEG_END))
        return Kind.JPEG
    if data.startswith(b"PK\x03\x04"):
        _judge_word(data)
        return Kind.DOCX
    raise _refuse(_("This is not a PDF, a Word document (.docx), a PNG or a JPEG. Save it as a PDF and upload that."))


def _refuse(sentence: str) -> UploadRefused:
    return UploadRefused(sentence, field="file")


def _require(is_whole: bool) -> None:
    if not is_whole:
        raise _refuse(_("This file is not complete. Open it, save it again, and upload it once more."))


def _is_whole_png(data: bytes) -> bool:
    """Walk the chunks to the last one, without unpacking any."""
    at = len(PNG_SIGNATURE)
    kind = b""
    while kind != b"IEND" and at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        at += 12 + length
    return kind == b"IEND" and at <= len(data)


def _judge_word(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _judge_parts(archive.infolist())
            types = _unpack(archive)
    except UploadRefused:
        raise
    except BROKEN:
        types = b""
    if WORD_TYPE not in types:
        raise _refuse(_("This is not a Word document that can be read. Save it as a PDF and upload that."))


def _judge_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_large_inside()
    if any(part.flag_bits & 1 for part in parts):
        raise _refuse(_("This document is protected with a password. Save it without one and upload it again."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refuse(_("This document holds macros. Save it as a PDF and upload that."))
    if WORD_MAIN not in names or any(part.compress_type not in METHODS for part in parts):
        raise zipfile.BadZipFile


def _unpack(archive: zipfile.ZipFile) -> bytes:
    """Unpack every part once, up to a bound whatever sizes are stated; return the list of the parts' types."""
    left, types = MAX_UNPACKED, b""
    for part in archive.infolist():
        with archive.open(part) as source:
            while piece := source.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise _too_large_inside()
                if part.filename == "[Content_Types].xml":
                    types += piece
    return types


def _too_large_inside() -> UploadRefused:
    return _refuse(_("This document is far larger inside than a document is. Save it as a PDF and upload that."))
