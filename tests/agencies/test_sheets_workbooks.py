"""Workbooks: which tab is read, and what their cells become."""

from datetime import datetime

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
