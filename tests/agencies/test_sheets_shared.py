"""The shared made-up sheets: each is read, or refused, as it should be."""

import json
from collections import Counter
from datetime import date

import pytest

from agencies.sheets import (
    CellRefused,
    SheetRefused,
    SheetRow,
    Skip,
    UnknownColumns,
    judge_day,
    judge_kits,
    judge_people_trained,
    roster_columns,
)
from tests.agencies.sheet_files import DATA, shared

EXPECTED = json.loads((DATA / "expected.json").read_text())
TODAY = date(2026, 11, 21)
COURSES = ("Naloxone administration", "LBN program training")


def judged(row):
    """The line as the import takes it: day, ZIP code, kits, people trained."""
    day, precision = judge_day(row.cells["day"], today=TODAY)
    assert precision == "day"
    kits = judge_kits(row.cells["kits"], most=99)
    return day, row.cells["zip_code"], kits, judge_people_trained(row.cells["people_trained"], most=99)


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
    assert rows[-2:] == [SheetRow(204, {}, Skip.EMPTY), SheetRow(205, {}, Skip.TOTAL)]


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
        9: "There is no such date as 13/40/2026. Write it as 01/31/2026.",
        10: "This date is in the future: check the year.",
        11: "Log between 1 and 99 kits at a time, not 0.",  # A sheet's reader skips it as a day without kits.
        12: "Log between 1 and 99 kits at a time, not 100.",
        13: "Log between 1 and 99 kits at a time, not \N{MINUS SIGN}2.",
        14: "Write a whole number in digits, such as 2.",
    }
    verdicts = {}
    for row in shared("tracking_sheet_messy.csv").rows:
        if row.skipped:
            continue
        try:
            judged(row)
        except CellRefused as refused:
            verdicts[row.number] = str(refused)

    assert verdicts == sentences


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


def test_utf16_is_refused_with_the_way_to_save_it():
    with pytest.raises(SheetRefused) as refused:
        shared("tracking_sheet_utf16.csv")

    assert str(refused.value) == (
        "This file is not saved as UTF-8 text. In Excel choose File, Save As, "
        "“CSV UTF-8 (Comma delimited)”, and import the new file."
    )


def test_roster_gives_people_and_course_days():
    rows = list(shared("roster.csv", roster_columns(COURSES)).rows)

    assert len(rows) == 36
    assert rows[1] == SheetRow(
        3,
        {
            "full_name": "",
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
