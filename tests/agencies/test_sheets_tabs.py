"""A workbook with a tab for each month is one sheet; a tab that may hold the same lines again is not read."""

from datetime import datetime

import pytest

from agencies.sheets import Column, Skip
from tests.agencies.sheet_files import refusal, sheet, workbook

HEADER = ["Date", "ZIP", "Kits"]


def tab(title, *days, header=HEADER):
    return title, [header, *([day, 12207, 1] for day in days)]


def days_of(read):
    return [row.cells["day"] for row in read.rows if not row.skipped]


@pytest.mark.parametrize(
    "titles",
    [
        ("Jul", "Aug", "Sept"),
        ("July 2026", "August 2026", "September 2026"),
        ("2026-07", "2026-08", "2026-09"),
        ("Jul-26", "Aug-26", "Sep-26"),
        ("Log", "AUG.", "sept 2026"),
    ],
)
def test_the_tabs_of_months_are_read_as_one_sheet(titles):
    days = ["07/02/2026", "08/03/2026", "09/04/2026"]

    read = sheet(workbook(*(tab(title, day) for title, day in zip(titles, days, strict=True))))

    assert days_of(read) == days
    assert read.other_tabs == ()


def test_a_row_is_named_with_its_tab():
    read = sheet(workbook(tab("Aug", "08/03/2026"), tab("Sept", "09/04/2026", "09/05/2026")))

    assert [read.row_names.name_row(row.number) for row in read.rows] == [("Aug", 2), ("Sept", 2), ("Sept", 3)]


def test_the_rows_of_a_single_tab_have_no_tab():
    read = sheet(workbook(tab("Aug", "08/03/2026"), ("Notes", [["nothing"]])))

    assert [read.row_names.name_row(row.number) for row in read.rows] == [("", 2)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("08/03/2026", "09/04/2026"), ("09/04/2026",), id="the year and a month of it"),
        pytest.param(("08/2026", "09/2026"), ("09/04/2026",), id="totals of months and days"),
        pytest.param(("09/04/2026",), ("2026-09",), id="days and the total of their month"),
    ],
)
def test_a_tab_with_the_same_days_is_named_and_not_read(first, second):
    read = sheet(workbook(tab("Year", *first), tab("Sept", *second)))

    assert days_of(read) == list(first)
    assert read.other_tabs == ("Sept",)


def test_tabs_that_are_named_otherwise_are_not_read():
    read = sheet(workbook(tab("Station 1", "08/03/2026"), tab("Station 2", "08/04/2026"), tab("2025", "08/04/2025")))

    assert days_of(read) == ["08/03/2026"]
    assert read.other_tabs == ("Station 2", "2025")


def test_each_tab_has_its_own_header():
    others = ("Sept", [["Sheriff", None, None], ["Kits", "Date", "ZIP"], [2, datetime(2026, 9, 4), 12207]])

    read = sheet(workbook(tab("Aug", "08/03/2026"), others))

    assert [tuple(row.cells[key] for key in ("day", "kits")) for row in read.rows] == [
        ("08/03/2026", "1"),
        ("2026-09-04", "2"),
    ]


def test_a_column_that_nobody_knows_refuses_whatever_tab_it_is_in():
    book = workbook(tab("Aug", "08/03/2026"), tab("Sept", "09/04/2026", header=["Date", "ZIP", "Kits", "Patient"]))

    assert refusal(book).startswith("Remove the column Patient and import the sheet again.")


def test_a_total_on_each_tab_is_no_line():
    book = workbook(
        *((title, [HEADER, [f"{n}/3/2026", 12207, 1], ["Total", None, 1]]) for title, n in (("Aug", 8), ("Sep", 9)))
    )

    assert [row.skipped for row in sheet(book).rows] == [None, Skip.TOTAL, None, Skip.TOTAL]


def test_a_sheet_without_days_has_one_tab_only():
    columns = (Column("last_name", ("Last name",)), Column("first_name", ("First name",)))
    names = [["Last name", "First name"], ["Alder", "Pat"]]

    read = sheet(workbook(("Aug", names), ("Sept", names)), columns)

    assert len(list(read.rows)) == 1
    assert read.other_tabs == ("Sept",)
