"""Is this file a PDF, a Word document or a picture? Its content says so; its name and its stated kind are not asked.

Nothing here draws or runs what it reads, and nothing looks for viruses. A Word document is a zip: each part is
unpacked once, in small pieces that are thrown away, up to bounds that no real document comes near. One that would
fetch something, or that carries a program or another file, is refused.
"""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.actions.refusals import Refused
from agencies.models import DocumentVersion
from agencies.sheets.archive import BROKEN
from agencies.sheets.opening import Readable
from agencies.word_fields import FieldReader

UPLOAD_AT_MOST = 10 * 1024 * 1024
TOO_LARGE = gettext_lazy("This file is larger than 10 MB. Save it smaller, for example as a PDF, and upload that.")
MAX_PARTS = 2_000
MAX_UNPACKED = 32 * 1024 * 1024
MAX_UNPACKED_PART = 16 * 1024 * 1024
MAX_READ_PART = 256 * 1024  # The list of the parts' types, and each list of what a part refers to.
PIECE = 64 * 1024
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
WORD_MAIN = "word/document.xml"
WORD_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES, RELATIONSHIPS, CARRIED = "[content_types].xml", ".rels", "/embeddings/"
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
        raise _refuse(str(TOO_LARGE))
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
    if data.count(b"PK\x01\x02") > 2 * MAX_PARTS:
        raise _too_large_inside()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _judge_parts(parts)
            read = _unpack(archive, parts)
        for name, content in read.items():
            if name.endswith(RELATIONSHIPS):
                _judge_relationships(content)
    except UploadRefused:
        raise
    except BROKEN:
        read = {}
    if WORD_TYPE not in read.get(TYPES, b""):
        raise _refuse(_("This is not a Word document that can be read. Save it as a PDF and upload that."))


def _judge_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename.lower() for part in parts}
    too_large = any(part.file_size > _most_of(part.filename) for part in parts)
    if too_large or len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_large_inside()
    if any(part.flag_bits & 1 for part in parts):
        raise _refuse(_("This document is protected with a password. Save it without one and upload it again."))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _refuse(_("This document holds macros. Save it as a PDF and upload that."))
    if any(name.endswith(".bin") or CARRIED in f"/{name}" for name in names):
        raise _refuse(_carries())
    if WORD_MAIN not in names or any(part.compress_type not in METHODS for part in parts):
        raise zipfile.BadZipFile


def _most_of(name: str) -> int:
    """How large a part may be; those that are read are small."""
    return MAX_READ_PART if _is_read(name) else MAX_UNPACKED_PART


def _is_read(name: str) -> bool:
    return name.lower() == TYPES or name.lower().endswith(RELATIONSHIPS)


def _may_hold_fields(name: str) -> bool:
    return name.lower().endswith(".xml")


def _unpack(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Unpack every part once, up to its bound whatever size is stated, and return those that are read, by name."""
    left = MAX_UNPACKED
    read: dict[str, bytes] = {}
    for part in parts:
        left_of_part, pieces = _most_of(part.filename), []
        fields = FieldReader() if _may_hold_fields(part.filename) else None
        with archive.open(part) as source:
            while piece := source.read(PIECE):
                left -= len(piece)
                left_of_part -= len(piece)
                if min(left, left_of_part) < 0:
                    raise _too_large_inside()
                if _is_read(part.filename):
                    pieces.append(piece)
                if fields:
                    fields.read(piece)
        if fields:
            fields.read(b"", is_last=True)
            if fields.fetches:
                raise _refuse(_fetches())
        if pieces:
            read[part.filename.lower()] = read.get(part.filename.lower(), b"") + b"".join(pieces)
    return read


def _judge_relationships(content: bytes) -> None:
    """Refuse a list of what a part refers to that leads out of the document, but to a page that a reader may open."""

    def judge(_name: str, attributes: dict[str, str]) -> None:
        is_outside = attributes.get("TargetMode", "").strip().lower() == "external"
        if is_outside and not attributes.get("Type", "").endswith("/hyperlink"):
            raise _refuse(_fetches())
        if attributes.get("Type", "").lower().endswith("/afchunk"):
            raise _refuse(_carries())

    def refuse_declaration(*_declaration: object) -> None:
        raise zipfile.BadZipFile

    parser = expat.ParserCreate()
    parser.StartElementHandler = judge
    parser.StartDoctypeDeclHandler = refuse_declaration
    parser.Parse(content, True)


def _fetches() -> str:
    return _("This document fetches something from elsewhere. Save it as a PDF and upload that.")


def _carries() -> str:
    return _("This document carries other files. Save it as a PDF and upload that.")


def _too_large_inside() -> UploadRefused:
    return _refuse(_("This document is far larger inside than a document is. Save it as a PDF and upload that."))
