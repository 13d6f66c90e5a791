"""A file is what its content says: taken are PDF, Word documents, PNG and JPEG of at most 10 MB."""

import io

import pytest

from agencies.uploads import UPLOAD_AT_MOST, UploadRefused, kind_of_upload, read_upload
from tests.agencies.applicants import JPEG, PDF, PNG, WORD, docx

NOT_TAKEN = "This is not a PDF, a Word document (.docx), a PNG or a JPEG. Save it as a PDF and upload that."
NOT_WHOLE = "This file is not complete. Open it, save it again, and upload it once more."
NO_WORD = "This is not a Word document that can be read. Save it as a PDF and upload that."
TOO_LARGE_INSIDE = "This document is far larger inside than a document is. Save it as a PDF and upload that."

CARRIES = "This document carries other files. Save it as a PDF and upload that."
FETCHES = "This document fetches something from elsewhere. Save it as a PDF and upload that."
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def refers(kind, mode="External"):
    """What a part refers to: one thing of a kind, somewhere else."""
    one = f'<r:Relationship Id="a" Type="{TYPE}{kind}" Target="https://elsewhere.example/a" TargetMode="{mode}"/>'
    return f'<r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships">{one}</r:Relationships>'


def with_field(*pieces, inner=""):
    """A document with a field whose instruction stands in pieces, and perhaps another one within it."""
    said = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    within = f"{BEGIN}<w:instrText>{inner}</w:instrText>{END}" if inner else ""
    return docx({"word/document.xml": f'<w:document xmlns:w="a">{BEGIN}{said}{within}{END}</w:document>'})


def simple_field(instruction):
    return f'<w:hdr xmlns:w="a"><w:fldSimple w:instr="{instruction}"/></w:hdr>'


BEGIN, END = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
HARMLESS = with_field('HYPERLINK "https://harbor.example/link"', inner="PAGE")
LEADING_OUT = docx({"word/document.xml": "<document/>", "word/_rels/document.xml.rels": refers("hyperlink")})


@pytest.mark.parametrize(
    ("data", "kind"),
    [(PDF, "pdf"), (PNG, "png"), (JPEG, "jpg"), (docx(), "docx"), (LEADING_OUT, "docx"), (HARMLESS, "docx")],
)
def test_each_kind_is_known_by_its_content(data, kind):
    assert kind_of_upload(data) == kind
    assert read_upload(io.BytesIO(data)) == (data, kind)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty. Choose the document again."),
        (b"<html><script>alert(1)</script>", NOT_TAKEN),
        (b"MZ\x90\x00 a program", NOT_TAKEN),
        (b"GIF89a", NOT_TAKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", NOT_TAKEN),
        (b" %PDF-1.7\n%%EOF", NOT_TAKEN),
        (b"%PDF-1.7 and no end", NOT_WHOLE),
        (PNG[:-12], NOT_WHOLE),
        (JPEG[:-2], NOT_WHOLE),
        (docx(types="<Types/>"), NO_WORD),
        (docx({"xl/workbook.xml": "<workbook/>"}), NO_WORD),
        (docx()[:-30], NO_WORD),
        (b"PK\x03\x04 and nothing", NO_WORD),
        (
            docx({"word/document.xml": "<w:document/>", "word/vbaProject.bin": "x"}),
            "This document holds macros. Save it as a PDF and upload that.",
        ),
        (
            docx({"word/document.xml": "<w:document/>", "word/media/a.emf": "0" * (65 * 1024 * 1024)}),
            TOO_LARGE_INSIDE,
        ),
        (docx(types=WORD + " " * (256 * 1024)), TOO_LARGE_INSIDE),
        (docx({"word/document.xml": "<document/>", "word/_rels/a.rels": " " * (256 * 1024 + 1)}), TOO_LARGE_INSIDE),
        (docx({"word/document.xml": "<document/>", "word/media/a.emf": "0" * (17 * 1024 * 1024)}), TOO_LARGE_INSIDE),
        (
            docx({"word/document.xml": "<document/>"} | {f"word/media/{n}": "0" * (12 << 20) for n in "abc"}),
            TOO_LARGE_INSIDE,
        ),
        (docx({"word/document.xml": "<document/>", "word/embeddings/a.xlsx": "x"}), CARRIES),
        (docx({"word/document.xml": "<document/>", "word/evil.BIN": "x"}), CARRIES),
        (
            docx({"word/document.xml": "<document/>", "word/_rels/settings.xml.rels": refers("attachedTemplate")}),
            FETCHES,
        ),
        (
            docx({"word/document.xml": "<document/>", "word/_rels/a.RELS": refers("image", mode=" external ")}),
            FETCHES,
        ),
        (docx({"word/document.xml": "<document/>", "_rels/.rels": refers("image").encode("utf-16")}), FETCHES),
        (docx({"word/document.xml": "<document/>", "_rels/.rels": "<Relationships>"}), NO_WORD),
        (docx({"word/document.xml": "<document/>", "_rels/.rels": "<!DOCTYPE a><Relationships/>"}), NO_WORD),
        (
            docx({"word/document.xml": "<document/>"} | {f"word/{number}": "" for number in range(2_001)}),
            TOO_LARGE_INSIDE,
        ),
        (
            docx({"word/document.xml": "<document/>", "word/_rels/a.rels": refers("aFChunk", mode="Internal")}),
            CARRIES,
        ),
        (docx({"word/document.xml": "not written in XML"}), NO_WORD),
        (docx({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), NO_WORD),
        (with_field('DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"'), FETCHES),
        (with_field("DDE", "AUTO excel"), FETCHES),
        (with_field(' includePicture "https://elsewhere.example/a.png" \\d'), FETCHES),
        (with_field("DATE", inner="INCLUDETEXT a.docx"), FETCHES),
        (docx({"word/document.xml": "<document/>", "word/header1.xml": simple_field("LINK Excel.Sheet.8")}), FETCHES),
        (
            PDF.ljust(UPLOAD_AT_MOST + 1, b" "),
            "This file is larger than 10 MB. Save it smaller, for example as a PDF, and upload that.",
        ),
    ],
)
def test_anything_else_is_refused_at_its_field_with_what_to_do(data, sentence):
    with pytest.raises(UploadRefused) as refused:
        read_upload(io.BytesIO(data))

    assert (str(refused.value), refused.value.field) == (sentence, "file")


def test_ten_megabytes_are_taken():
    whole = PDF + b" " * (UPLOAD_AT_MOST - len(PDF) - 6) + b"%%EOF\n"

    assert read_upload(io.BytesIO(whole))[1] == "pdf"


def test_sizes_that_lie_do_not_help_a_bomb():
    honest = docx({"word/document.xml": "<w:document/>", "word/media/a.emf": "0" * (65 * 1024 * 1024)})
    stated = (65 * 1024 * 1024).to_bytes(4, "little")

    with pytest.raises(UploadRefused):
        kind_of_upload(honest.replace(stated, (9).to_bytes(4, "little")))


def test_a_list_of_parts_that_is_endless_is_read_to_the_bound():
    with pytest.raises(UploadRefused) as refused:
        kind_of_upload(docx(types=WORD + " " * (65 * 1024 * 1024)))

    assert str(refused.value) == TOO_LARGE_INSIDE
