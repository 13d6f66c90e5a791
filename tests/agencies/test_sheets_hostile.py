"""Files that are no sheets, or mean harm: one sentence, little memory, nothing else."""

import io
import re
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.sheets import TRACKING, SheetRefused, read_sheet

HEADER = b"Date,ZIP code,Kits,People trained\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
TOO_LARGE = (
    "This workbook is far larger inside than a sheet. "
    "Copy the columns you need into a new workbook and import that one."
)
TOO_LONG = (
    "A line of this file is far too long. Keep only the columns Date, ZIP code, County, Kits, "
    "People trained and Item and import it again."
)
PROTECTED = "This workbook is protected with a password. Save it without one and import it again."
NOT_A_WORKBOOK = "This is not an Excel workbook. Save the sheet as .xlsx or as CSV UTF-8 and import that file."
NOT_A_SHEET = "This is not a sheet. Save it as an Excel workbook (.xlsx) or as CSV UTF-8 and import that file."


def refusal(data):
    """What is said about `data`, and the most memory that was held meanwhile."""
    tracemalloc.start()
    try:
        with pytest.raises(SheetRefused) as refused:
            read_sheet(io.BytesIO(data), name="sheet", columns=TRACKING)
        assert refused.value.__context__ is None or refused.value.__suppress_context__
        return str(refused.value), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(**changed):
    """A small good workbook, some of whose parts are replaced; keys are "sheet" or a part's path."""
    book = openpyxl.Workbook()
    book.active.append(["Date", "Kits"])
    book.active.append(["01/05/2026", 1])
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return parts | changed


def with_sheet_data(xml):
    return zipped(workbook(**{SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{xml}</sheetData></worksheet>'}))


@pytest.fixture(autouse=True, scope="module")
def openpyxl_is_loaded():
    """So that its own weight is not counted as a file's."""
    openpyxl.load_workbook(io.BytesIO(zipped(workbook())), read_only=True).close()


def test_the_small_workbook_itself_is_read():
    read = read_sheet(io.BytesIO(zipped(workbook())), name="sheet", columns=TRACKING)

    assert [row.cells["kits"] for row in read.rows] == ["1"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "This file is empty. Choose the sheet again."),
        (b" \r\n\t", "This file is empty. Choose the sheet again."),
        (b"%PDF-1.7 Date,Kits", NOT_A_SHEET),
        (b"\x89PNG\r\n\x1a\n", NOT_A_SHEET),
        (b"\xff\xd8\xff\xe0", NOT_A_SHEET),
        (b"\r\n<!DOCTYPE html><table>", NOT_A_SHEET),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", NOT_A_SHEET),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
            "This is an old Excel or Word file. Save it as an Excel workbook (.xlsx) and import that file.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            PROTECTED,
        ),
        (b"PK\x03\x04 and then nothing", NOT_A_WORKBOOK),
        (zipped({"content.xml": "<office/>"}), NOT_A_WORKBOOK),
        (
            HEADER + b"01/05/2026,12202,1,1\n" * 500_000,
            "This file is larger than 10 MB. Split it into smaller sheets and import them one by one.",
        ),
        (b"," * 100_000 + b"\n", TOO_LONG),
        (b"Date,Kits\n" + b"x," * 100_000 + b"\n", TOO_LONG),
        (b"," * 10_000_000, TOO_LONG),
        (b"Date,Kits" + b",a" * 1_000, TOO_LONG),
        (
            b'Date,Kits\n"' + b'\n","' * 2_000_000,
            "Row 2 has a quotation mark that is out of place. Correct it and import the sheet again.",
        ),
    ],
    ids=range(17),
)
def test_file_that_is_no_sheet_is_explained_in_little_memory(data, message):
    said, memory = refusal(data)

    assert said == message
    assert memory < 50_000_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        zipped(workbook(**{SHEET: b" " * 100_000_000})),
        zipped(workbook(**{"xl/theme/theme1.xml": b"x" * 9_000_000})),
        zipped(workbook() | {f"xl/{n}.xml": "<a/>" for n in range(600)}),
        zipped(workbook() | {f"xl/{n}.xml": "<a/>" for n in range(60_000)}),
        zipped(workbook(), zipfile.ZIP_LZMA),
        zipped(workbook(**{"xl/styles.xml": f"<a>{'<b/>' * 1_000_000}</a>"})),
        zipped(workbook(**{"xl/styles.xml": f'<a b="{"x" * 4_000_000}"/>'})),
        zipped(workbook(**{"xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
        with_sheet_data("<row>" + "<c/>" * 10_000_000 + "</row>"),
        with_sheet_data("<row/>" * 1_000_000),
        with_sheet_data('<row r="1e9"><c><v>1</v></c></row>'),
        with_sheet_data('<row r="9999999"><c><v>1</v></c></row>'),
        with_sheet_data(f'<row><c t="inlineStr"><is><t>{"x" * 5_000_000}</t></is></c></row>'),
        zipped(workbook(**{"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"<si/>" * 1_000_000}</sst>'})),
    ],
    ids=range(14),
)
def test_workbook_that_would_fill_the_memory_is_refused_before_it_is_opened(data):
    said, memory = refusal(data)

    assert said == TOO_LARGE
    assert memory < 50_000_000


def test_workbook_with_100_000_columns_is_refused():
    data = with_sheet_data("<row>" + "<c><v>1</v></c>" * 100_000 + "</row>")

    assert refusal(data)[0] == TOO_LARGE


def test_protected_zip_is_refused():
    data = bytearray(zipped(workbook()))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1

    assert refusal(bytes(data))[0] == PROTECTED


@pytest.mark.parametrize(
    "broken",
    [
        {SHEET: b"<worksheet"},
        {"xl/workbook.xml": b"<workbook"},
        {"xl/styles.xml": b"nothing"},
        {"[Content_Types].xml": b"<Types/>"},
        {SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>'},
    ],
    ids=range(5),
)
def test_broken_workbook_is_explained(broken):
    assert refusal(zipped(workbook(**broken)))[0] == (
        "This workbook cannot be read. Open it in Excel, save it again as .xlsx and import that file."
    )


def test_what_a_workbook_was_refused_for_stands_in_the_log_without_a_word_of_it(caplog):
    refusal(zipped(workbook(**{SHEET: b"<worksheet><row>12207"})))

    (record,) = caplog.records
    place = r"agencies\.sheets\.workbooks:\d+( for agencies\.sheets\.\w+:\d+)?"
    line = rf"A workbook was refused as unreadable: [\w.]+ at {place}"
    assert (record.levelname, bool(re.fullmatch(line, record.getMessage()))) == ("WARNING", True)


def test_a_machine_without_memory_is_no_broken_workbook(monkeypatch):
    def exhaust(*given, **named):
        raise MemoryError

    monkeypatch.setattr("openpyxl.load_workbook", exhaust)

    with pytest.raises(MemoryError):
        read_sheet(io.BytesIO(zipped(workbook())), name="sheet", columns=TRACKING)


def test_wrong_size_of_the_sheet_in_its_own_words_is_not_believed():
    xml = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
        '<row r="1"><c t="inlineStr"><is><t>Date</t></is></c><c t="inlineStr"><is><t>Kits</t></is></c></row>'
        '<row r="2"><c t="inlineStr"><is><t>01/05/2026</t></is></c><c><v>3</v></c></row>'
        "</sheetData></worksheet>"
    )

    read = read_sheet(io.BytesIO(zipped(workbook(**{SHEET: xml}))), name="sheet", columns=TRACKING)

    assert [(row.number, row.cells["kits"]) for row in read.rows] == [(2, "3")]


def test_date_beyond_the_calendar_is_a_bad_cell_and_warns_nobody():
    book = openpyxl.Workbook()
    book.active.append(["Date", "Kits"])
    book.active.append([99_999_999, 1])
    book.active["A2"].number_format = "mm/dd/yyyy"
    buffer = io.BytesIO()
    book.save(buffer)

    read = read_sheet(io.BytesIO(buffer.getvalue()), name="sheet", columns=TRACKING)

    assert [row.cells["day"] for row in read.rows] == ["#VALUE!"]


def read_or_refuse(data):
    try:
        read = read_sheet(io.BytesIO(data), name="sheet", columns=TRACKING)
    except SheetRefused:
        return
    assert all(set(row.cells) in (set(), {column.key for column in TRACKING}) for row in read.rows)


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_refused_or_read(data):
    read_or_refuse(data)


@given(st.binary(max_size=200), st.sampled_from([HEADER, HEADER.replace(b",", b";"), b"\xef\xbb\xbf" + HEADER]))
def test_arbitrary_bytes_below_a_header_are_refused_or_read(data, header):
    read_or_refuse(header + data)


@pytest.mark.slow
@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12))
def test_arbitrary_text_below_a_header_is_refused_or_read(rows):
    lines = "\n".join(",".join(row) for row in rows)
    read_or_refuse(HEADER + lines.encode())


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_workbook_is_refused_or_read(data):
    whole = bytearray(zipped(workbook(), zipfile.ZIP_STORED))
    for _damage in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    read_or_refuse(bytes(whole))
