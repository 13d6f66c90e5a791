"""Workbooks: which tab is read, and what their cells become."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from agencies.sheets import Reading, Skip, say_readings
from tests.agencies.sheet_files import refusal, sheet, workbook


def test_personal_columns_of_a_workbook_are_refused_too():
    book = workbook(("Log", [["Date", "ZIP", "Kits", "Patient"], ["01/05/2026", 12202, 1, "Doe"]]))

    assert refusal(book).startswith("Remove the column Patient and import the sheet again.")


def test_workbook_cells_become_text():
    rows = [
        ["Date", "ZIP", "Kits", "Trained", "Item"],
        [datetime(2026, 1, 5, 22, 14), 1220, 1.0, 0, "Narcan\n4 mg"],
        [(datetime(2026, 1, 1), "mmm-yy"), "1220", 12, None, True],
        [(datetime(2026, 1, 1), '[$-409]d "y" mmm yyyy'), 12208.0, 1.5, "two", 3],
    ]

    read = [tuple(row.cells.values()) for row in sheet(workbook(("Log", rows))).rows]

    assert [(day, zip_code, kits, trained, item) for day, zip_code, _county, kits, trained, item in read] == [
        ("2026-01-05", "1220.0", "1", "0", "Narcan 4 mg"),
        ("2026-01", "1220", "12", "", "TRUE"),
        ("2026-01-01", "12208", "1.5", "two", "3"),
    ]


@pytest.mark.parametrize(
    "row", [["01/05/2026", "=1+1", 0], ["=TODAY()", 1, 0], ["01/05/2026", 1, '=IF(B2>1,"a<b",1)']]
)
def test_a_formula_that_was_never_calculated_is_named_with_what_to_do(row):
    letter = "ABC"[next(at for at, cell in enumerate(row) if str(cell).startswith("="))]

    assert refusal(workbook(("Log", [["Date", "Kits", "Trained"], row]))) == (
        f"Cell {letter}2 is a formula that was never calculated. "
        "Open the workbook in Excel, save it, and import it again."
    )


def test_formulas_of_sums_and_below_the_lines_do_not_matter():
    rows = [["Date", "Kits"], ["01/05/2026", 1], ["Total", "=SUM(B2:B2)"], [None, "=B2*2"]]

    assert [row.skipped for row in sheet(workbook(("Log", rows))).rows] == [None, Skip.TOTAL]


def test_hidden_rows_are_read_and_counted():
    book = openpyxl.Workbook()
    for row in (["Date", "Kits"], ["01/05/2026", 1], ["01/06/2026", 2], ["01/07/2026", 3], [None, None]):
        book.active.append(row)
    for number in (1, 3, 4, 5, 9):
        book.active.row_dimensions[number].hidden = True
    data = BytesIO()
    book.save(data)

    read = sheet(data.getvalue())

    assert [row.cells["kits"] for row in read.rows] == ["1", "2", "3"]
    assert read.readings == {Reading.HIDDEN_ROW: 2}
    assert say_readings(read.readings) == ["2 hidden or filtered rows were read."]


def test_first_visible_tab_with_a_header_is_read_and_the_others_are_named():
    header = ["Date", "Kits"]
    tabs = [("Read me", [["How to"]]), ("Log", [header, ["01/05/2026", 1]]), ("Log (2)", [header])]

    read = sheet(workbook(*tabs))

    assert [row.cells["day"] for row in read.rows] == ["01/05/2026"]
    assert read.other_tabs == ("Log (2)",)


def test_workbook_without_header_says_which_words_it_looks_for():
    assert refusal(workbook(("Log", [["Sheriff"], [1, 2]]))).startswith("No header line was found")


def test_a_strict_workbook_is_told_how_to_be_saved():
    book = workbook(("Log", [["Date", "Kits"], ["01/05/2026", 1]]))
    strict = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(strict, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/")
            new.writestr(name, part)

    assert refusal(strict.getvalue()) == (
        "This workbook is saved as “Strict Open XML Spreadsheet”. In Excel choose File, Save As, "
        "“Excel Workbook (.xlsx)”, and import the new file."
    )


def test_nameless_values_of_a_workbook_are_refused():
    assert refusal(workbook(("Log", [["Date", None, "Kits"], ["01/05/2026", "Doe", 1]]))).startswith("Column B")
