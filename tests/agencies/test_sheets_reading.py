"""Reading a sheet: which files, which header, which rows. Judged on the shared made-up sheets."""

import io
import json
import tracemalloc
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from agencies.sheets import (
    TRACKING,
    CellRefused,
    Column,
    Row,
    SheetRefused,
    Skip,
    UnknownColumns,
    judge_day,
    judge_kits,
    judge_people_trained,
    read_sheet,
    roster_columns,
)

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text())
TODAY = date(2026, 11, 21)
COURSES = ("Naloxone administration", "LBN program training")


def shared(name, columns=TRACKING):
    with (DATA / name).open("rb") as file:
        return read_sheet(file, name=name, columns=columns)


def sheet(text, columns=TRACKING, name="log.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return read_sheet(io.BytesIO(data), name=name, columns=columns)


def workbook(*tabs):
    """An .xlsx of tabs, each a title and rows of cell values or (value, number format)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tabs:
        tab = book.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for position, value in enumerate(row, 1):
                cell = tab.cell(number, position)
                cell.value, style = value if isinstance(value, tuple) else (value, None)
                if style:
                    cell.number_format = style
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refusal(data, columns=TRACKING):
    with pytest.raises(SheetRefused) as refused:
        sheet(data, columns)
    return str(refused.value)


def cells(read):
    return [tuple(row.cells[key] for key in ("day", "zip_code", "kits", "people_trained")) for row in read.rows]


def judged(row):
    """The line as the import takes it: day, ZIP code, kits, people trained."""
    day, precision = judge_day(row.cells["day"], today=TODAY)
    assert precision == "day"
    kits = judge_kits(row.cells["kits"])
    return day, row.cells["zip_code"], kits, judge_people_trained(row.cells["people_trained"], kits=kits)


def test_tracking_sheet_gives_every_line_and_sum():
    lines = [judged(row) for row in shared("tracking_sheet.csv").rows]

    assert len(lines) == EXPECTED["rows"]
    assert sum(kits for _day, _zip, kits, _trained in lines) == EXPECTED["kits"]
    assert sum(trained for *_line, trained in lines) == EXPECTED["people_trained"]


def test_tracking_sheet_gives_the_expected_quarters_and_zip_codes():
    by_quarter, by_zip = {}, Counter()
    for day, zip_code, kits, _trained in map(judged, shared("tracking_sheet.csv").rows):
        quarter = by_quarter.setdefault(str((day.month + 2) // 3), {"handouts": 0, "kits": 0})
        quarter["handouts"] += 1
        quarter["kits"] += kits
        by_zip[zip_code] += kits

    assert by_quarter == EXPECTED["by_quarter"]
    assert by_zip == EXPECTED["by_zip_kits"]


def test_workbook_gives_the_same_lines_as_the_text_it_was_made_from():
    book = shared("tracking_sheet.xlsx")
    rows = list(book.rows)

    lines = [judged(row) for row in rows if not row.skipped]

    assert book.header.row == 3
    assert len(lines) == EXPECTED["xlsx_rows"]
    assert sum(kits for _day, _zip, kits, _trained in lines) == EXPECTED["xlsx_kits"]
    assert sum(trained for *_line, trained in lines) == EXPECTED["xlsx_people_trained"]
    assert lines == [judged(row) for row in shared("tracking_sheet.csv").rows][: len(lines)]
    assert rows[0].number == 4
    assert rows[-2:] == [Row(204, {}, Skip.EMPTY), Row(205, {}, Skip.TOTAL)]


def test_messy_sheet_keeps_row_numbers_cells_and_skips():
    rows = list(shared("tracking_sheet_messy.csv").rows)

    assert [row.number for row in rows] == [line["row"] for line in EXPECTED["messy"]]
    for row, line in zip(rows, EXPECTED["messy"], strict=True):
        if row.skipped:
            assert line["verdict"] == f"skipped: {row.skipped}"
        else:
            read = [row.cells[key] for key in ("day", "zip_code", "kits", "people_trained")]
            assert read == [cell.strip() for cell in line["cells"]]


def test_messy_sheet_is_judged_as_expected_but_for_its_places():
    sentences = {
        "refused: no such date": "There is no such date: write it as 01/31/2026.",
        "refused: in the future": "This date is in the future: check the year.",
        "refused: fewer than 1 kit": "Log between 1 and 99 kits at a time.",
        "refused: more than 99 kits": "Log between 1 and 99 kits at a time.",
        "refused: not a number": "Write a whole number in digits, such as 2.",
    }
    verdicts = {}
    for row in shared("tracking_sheet_messy.csv").rows:
        if row.skipped:
            continue
        try:
            judged(row)
        except CellRefused as refused:
            verdicts[row.number] = str(refused)

    expected = {line["row"]: sentences.get(line["verdict"]) for line in EXPECTED["messy"]}
    assert verdicts == {row: sentence for row, sentence in expected.items() if sentence}


def test_sheet_with_personal_columns_is_refused_naming_the_columns_and_none_of_their_values():
    with pytest.raises(UnknownColumns) as refused:
        shared("tracking_sheet_personal.csv")

    assert str(refused.value) == (
        "Remove the columns Recipient name and Case # and import the sheet again. Only these columns may "
        "be there: Date, ZIP code, County, Kits, People trained and Item. Nothing of the file was kept."
    )
    assert refused.value.shown == ("Recipient name", "Case #")
    assert refused.value.__context__ is None
    assert refused.value.__cause__ is None
    for value in ("not to be read", "26-000123", "12202", "01/05/2026"):
        assert value not in repr(refused.value)


def test_personal_columns_of_a_workbook_are_refused_too():
    book = workbook(("Log", [["Date", "ZIP", "Kits", "Patient"], ["01/05/2026", 12202, 1, "Doe"]]))

    assert refusal(book).startswith("Remove the column Patient and import the sheet again.")


def test_header_cell_that_looks_like_data_is_named_by_its_letter():
    long = "x" * 41
    text = f"Date,Kits,518-555-0100,a@example.org,{long},Ra\x1bnk,Notes\n"

    with pytest.raises(UnknownColumns) as refused:
        sheet(text)

    assert refused.value.shown == ("column C", "column D", "column E", "column F", "Notes")


def test_no_more_than_eight_unknown_columns_are_listed():
    with pytest.raises(UnknownColumns) as refused:
        sheet("Date,Kits," + ",".join("abcdefghijkl"))

    assert refused.value.shown == (*"abcdefgh", "4 more")


def test_utf16_is_refused_with_the_way_to_save_it():
    with pytest.raises(SheetRefused) as refused:
        shared("tracking_sheet_utf16.csv")

    assert str(refused.value) == (
        "This file is not saved as UTF-8 text. In Excel choose File, Save As, "
        "“CSV UTF-8 (Comma delimited)”, and import the new file."
    )


@pytest.mark.parametrize("data", ["Date,Kits\n01/05/2026,1,caf\u00e9".encode("latin-1"), b"Date,Kits\n\x00,1"])
def test_other_encodings_and_nul_bytes_are_refused_alike(data):
    assert refusal(data).startswith("This file is not saved as UTF-8 text.")


def test_roster_gives_people_and_course_days():
    rows = list(shared("roster.csv", roster_columns(COURSES)).rows)

    assert len(rows) == 36
    assert rows[1] == Row(
        3,
        {
            "last_name": "Family02",
            "first_name": "Given02",
            "rank": "Deputy",
            "unit": "Community",
            "employee_number": "1002",
            "Naloxone administration": "2026-02-27",
            "LBN program training": "2026-03-19",
        },
    )


def test_roster_with_a_column_that_is_no_course_is_refused():
    with pytest.raises(UnknownColumns) as refused:
        shared("roster.csv", roster_columns(COURSES[:1]))

    assert refused.value.shown == ("LBN program training",)


def test_course_named_like_a_column_of_the_person_leaves_that_column_alone():
    columns = roster_columns(("Unit", "First aid (basic)", "First aid"))

    read = sheet("Last name,First name,Unit,First aid (basic),First aid\nA,B,C,D,E\n", columns)

    assert [row.cells for row in read.rows] == [
        {
            "last_name": "A",
            "first_name": "B",
            "rank": "",
            "unit": "C",
            "employee_number": "",
            "First aid (basic)": "D",
            "First aid": "E",
        }
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Date,ZIP code,Kits,People trained",
        "day,zip,# of kits,trained",
        " DATE , Zip-Code ,Number of Kits,PEOPLE TRAINED",
        "Date:,zipcode,No. of kits,# trained",
        "Date (MM/DD/YYYY),ZIP_CODE,kits left,Number trained",
        "Date of distribution,Zip,Kits distributed,No. of people trained",
    ],
)
def test_header_words_are_known_in_many_spellings(header):
    assert cells(sheet(f"{header}\n01/05/2026,12202,2,1\n")) == [("01/05/2026", "12202", "2", "1")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separator_mark_and_line_ends_are_found(separator, mark, end):
    lines = ["Date|ZIP|Kits|Trained", '01/05/2026|12202|"2"|', "01/06/2026|12203|3|1"]

    read = sheet(mark + end.join(lines).replace("|", separator))

    assert cells(read) == [("01/05/2026", "12202", "2", ""), ("01/06/2026", "12203", "3", "1")]


def test_commas_inside_quotes_do_not_hide_a_semicolon_sheet():
    read = sheet('"Sheriff, Albany, NY, kits, date"\nDate;Kits;County\n01/05/2026;1;"Albany, NY"\n')

    assert read.header.row == 2
    assert [row.cells["county"] for row in read.rows] == ["Albany, NY"]


def test_header_may_stand_in_line_ten_but_not_below():
    rows = "Date,Kits\n01/05/2026,1\n"

    assert sheet("title\n" * 9 + rows).header.row == 10
    assert refusal("title\n" * 10 + rows) == (
        "No header line was found in the first 10 lines. Name the columns with words such as Date, ZIP code, "
        "County, Kits, People trained and Item and import the sheet again."
    )


def test_title_lines_with_one_known_word_are_no_header():
    read = sheet("Kits\nDate: January,,\n,,\nDate,ZIP,Kits\n01/05/2026,12202,1\n")

    assert read.header.row == 4


def test_missing_required_column_is_named():
    assert refusal("Date,ZIP\n01/05/2026,12202\n") == (
        "The header line has no column Kits. Add it and import the sheet again."
    )


def test_column_named_twice_is_refused():
    assert refusal("Date,Kits,Number of kits\n01/05/2026,1,2\n") == (
        "Two columns are named Kits. Keep one of them and import the sheet again."
    )


def test_blank_columns_are_ignored():
    read = sheet("Date,,Kits,,\n01/05/2026,,1,,,,\n")

    assert [row.cells["kits"] for row in read.rows] == ["1"]


@pytest.mark.parametrize(("line", "letter"), [("01/05/2026,x,1", "B"), ("01/05/2026,,1,,,y", "F")])
def test_values_without_a_column_name_refuse_the_file_before_any_row_is_given(line, letter):
    text = f"Date,,Kits\n01/04/2026,,1\n{line}\n"

    assert refusal(text) == (
        f"Column {letter} holds values but has no name in the header line. "
        "Name it or empty it, and import the sheet again."
    )


@pytest.mark.parametrize("line", ["Total,,117", "TOTAL:,5,", ",total,9", " Total : ,,1"])
def test_total_line_is_skipped_wherever_its_word_stands(line):
    rows = list(sheet(f"Date,,Kits\n01/05/2026,,1\n{line}\n").rows)

    assert [row.skipped for row in rows] == [None, Skip.TOTAL]


def test_empty_lines_keep_numbers_and_are_left_out_at_the_end():
    rows = list(sheet("Date,Kits\n\n , \n01/05/2026,1\n,\n\n").rows)

    assert [(row.number, row.skipped) for row in rows] == [(2, Skip.EMPTY), (3, Skip.EMPTY), (4, None)]


def test_rows_begin_anew_each_time():
    read = sheet("Date,Kits\n01/05/2026,1\n")

    assert list(read.rows) == list(read.rows)


def test_quotation_mark_left_open_is_refused_instead_of_swallowing_the_rest():
    lines = "01/06/2026,1\n" * 500

    assert refusal('Date,Kits\n01/05/2026,"1\n') == (
        "Row 2 has a quotation mark that is out of place. Correct it and import the sheet again."
    )
    assert refusal(f'Date,Kits\n01/05/2026,"1\n{lines}').startswith("Row 2 has a quotation mark")


def test_formula_in_text_is_only_text():
    assert cells(sheet("Date,ZIP,Kits\n01/05/2026,=1+1,1\n")) == [("01/05/2026", "=1+1", "1", "")]


def test_numbers_in_text_are_not_padded():
    assert cells(sheet("Date,ZIP,Kits\n01/05/2026,1220,1\n"))[0][1] == "1220"


def test_workbook_cells_become_text():
    rows = [
        ["Date", "ZIP", "Kits", "Trained", "Item"],
        [datetime(2026, 1, 5, 22, 14), 1220, 1.0, 0, "Narcan\n4 mg"],
        [(datetime(2026, 1, 1), "mmm-yy"), "1220", 12, None, True],
        [(datetime(2026, 1, 1), '[$-409]d "y" mmm yyyy'), 12208.0, 1.5, "two", 3],
    ]

    read = [tuple(row.cells.values()) for row in sheet(workbook(("Log", rows))).rows]

    assert [(day, zip_code, kits, trained, item) for day, zip_code, _county, kits, trained, item in read] == [
        ("2026-01-05", "01220", "1", "0", "Narcan 4 mg"),
        ("2026-01", "1220", "12", "", "TRUE"),
        ("2026-01-01", "12208", "1.5", "two", "3"),
    ]


def test_formula_of_a_workbook_counts_as_its_stored_value_else_as_empty():
    read = sheet(workbook(("Log", [["Date", "Kits"], ["01/05/2026", "=1+1"]])))

    assert [row.cells["kits"] for row in read.rows] == [""]


def test_first_visible_tab_with_a_header_is_read_and_the_others_are_named():
    header = ["Date", "Kits"]
    tabs = [("Read me", [["How to"]]), ("Jan", [header, ["01/05/2026", 1]]), ("Feb", [header])]

    read = sheet(workbook(*tabs))

    assert [row.cells["day"] for row in read.rows] == ["01/05/2026"]
    assert read.other_tabs == ("Feb",)


def test_workbook_without_header_says_which_words_it_looks_for():
    assert refusal(workbook(("Log", [["Sheriff"], [1, 2]]))).startswith("No header line was found")


def test_nameless_values_of_a_workbook_are_refused():
    assert refusal(workbook(("Log", [["Date", None, "Kits"], ["01/05/2026", "Doe", 1]]))).startswith("Column B")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("2026 log.csv", "2026 log"),
        ("../../etc/passwd", "passwd"),
        ("C:\\logs\\Q1.final.xlsx", "Q1.final"),
        ("a\x00\nb.csv", "ab"),
        (".csv", "csv"),
        ("../..", "sheet"),
        ("", "sheet"),
        ("x" * 300, "x" * 100),
    ],
)
def test_name_is_never_a_path(name, kept):
    assert sheet("Date,Kits\n", name=name).name == kept


def test_a_vocabulary_of_one_column_is_found_by_its_one_word():
    assert sheet("Kits\n3\n", (Column("kits", ("Kits",)),)).header.row == 1


def test_memory_stays_flat_over_100_000_lines():
    line = "01/{:02d}/2026,12202,1,1\n"
    data = ("Date,ZIP,Kits,Trained\n" + "".join(line.format(n % 28 + 1) for n in range(100_000))).encode()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]

        rows = sum(1 for _row in sheet(data).rows)

        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert rows == 100_000
    assert peak < len(data) + 2_000_000
