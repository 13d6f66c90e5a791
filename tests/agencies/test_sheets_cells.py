"""Judging cells, and writing sheets that run nothing."""

import csv
import io
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.sheets import (
    CellRefused,
    csv_bytes,
    judge_day,
    judge_kits,
    judge_people_trained,
    judge_whole_number,
    neutralise,
    read_day,
    workbook_bytes,
)

TODAY = date(2026, 11, 21)
NO_SUCH_DATE = "There is no such date: write it as 01/31/2026."
RISKY = ("=", "+", "-", "@", "\t", "\r")


def refusal(judge, *args, **kwargs):
    with pytest.raises(CellRefused) as refused:
        judge(*args, **kwargs)
    assert refused.value.__context__ is None
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("01/05/2026", date(2026, 1, 5), "day"),
        ("1/7/26", date(2026, 1, 7), "day"),
        ("1-7-2026", date(2026, 1, 7), "day"),
        (" 2026-01-06 ", date(2026, 1, 6), "day"),
        ("2026/1/6", date(2026, 1, 6), "day"),
        ("2026-01", date(2026, 1, 1), "month"),
        ("11/21/2026", TODAY, "day"),
        ("11/21/2025", date(2025, 11, 21), "day"),
        ("2026-11", date(2026, 11, 1), "month"),
        ("2025-11", date(2025, 11, 1), "month"),
    ],
)
def test_days_and_months_are_understood(text, day, precision):
    assert judge_day(text, today=TODAY) == (day, precision)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Write the date as 01/31/2026."),
        ("2026-13", NO_SUCH_DATE),
        ("01/05/2026\n01/06/2026", NO_SUCH_DATE),
        ("\uff101/05/2026", NO_SUCH_DATE),
        ("46023", NO_SUCH_DATE),
        ("Doe", NO_SUCH_DATE),
        ("12/31/2099", "This date is in the future: check the year."),
        ("11/22/2026", "This date is in the future: check the year."),
        ("2026-12", "This date is in the future: check the year."),
        ("11/20/2025", "This date is more than 365 days back: check the year."),
        ("2025-10", "This date is more than 365 days back: check the year."),
    ],
)
def test_other_days_are_explained(text, message):
    assert refusal(judge_day, text, today=TODAY) == message


def test_a_day_can_be_read_however_old_it_is():
    assert read_day("1/5/1999") == (date(1999, 1, 5), "day")


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("1.0", 1), ("2.", 2), (" 99 ", 99), ("007", 7), ("+3", 3)])
def test_whole_numbers_are_understood(text, number):
    assert judge_whole_number(text, low=1, high=99) == number


@pytest.mark.parametrize("text", ["", "two", "1,00000", "٣", "1 2", "1e2", "0x1", "9" * 5000, "=1+1"])
def test_what_is_no_whole_number_is_explained(text):
    assert refusal(judge_whole_number, text, low=1, high=99) == "Write a whole number in digits, such as 2."


def test_number_out_of_range_names_the_range():
    assert refusal(judge_whole_number, "8", low=0, high=7) == "Write a number between 0 and 7."


@pytest.mark.parametrize("text", ["0", "100", "-2"])
def test_kits_are_1_to_99(text):
    shown = text.replace("-", "\N{MINUS SIGN}")
    assert refusal(judge_kits, text, most=99) == f"Log between 1 and 99 kits at a time, not {shown}."


def test_an_event_takes_more_kits():
    assert judge_kits("2000", most=2000) == 2000


def test_people_trained_may_be_blank_and_reach_the_most():
    assert judge_people_trained("", most=2) == 0
    assert judge_people_trained("2", most=2) == 2


@pytest.mark.parametrize("text", ["3", "-1"])
def test_more_people_trained_than_may_be_are_refused(text):
    assert refusal(judge_people_trained, text, most=2) == "People trained is a number from 0 to 2."


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=8),
    st.builds(str.__add__, st.sampled_from(RISKY), st.text("=+-@\t\r1a", max_size=4)),
    st.integers(-(10**9), 10**9),
    st.decimals(-1000, 1000, places=2),
    st.dates(date(1990, 1, 1)),
    st.none(),
)


@given(CELLS)
def test_no_text_runs_and_all_else_stays_what_it_is(cell):
    safe = neutralise(cell)

    if isinstance(cell, str):
        assert not safe.startswith(RISKY)
        assert safe.removeprefix("'") == cell.removeprefix("'") or safe == cell
    else:
        assert safe is cell


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_csv_is_parsed_back_with_texts_harmless_and_numbers_equal(rows):
    data = csv_bytes(["ZIP code", "=Kits"], rows)

    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read[0] == ["ZIP code", "'=Kits"]
    assert read[1:] == [["" if cell is None else str(neutralise(cell)) for cell in row] for row in rows]
    for before, after in zip(rows, read[1:], strict=True):
        for cell, text in zip(before, after, strict=True):
            assert not text.startswith(RISKY) or Decimal(text) == cell


def test_csv_bytes_open_in_a_spreadsheet():
    assert csv_bytes(["Day", "Kits"], [[date(2026, 1, 5), -2], ["Añil, Ü", None]]) == (
        b'\xef\xbb\xbfDay,Kits\r\n2026-01-05,-2\r\n"' + "Añil, Ü".encode() + b'",\r\n'
    )


def test_workbook_bytes_are_parsed_back_with_header_kept_in_view():
    key = uuid.UUID("6f1f3d5e-0b7a-4c58-9d5e-0d2f1c6b7a89")
    rows = [["=1+1", -2, Decimal("1.5"), date(2026, 1, 5)], [key, None, "\x0b=2", datetime(2026, 1, 5, tzinfo=UTC)]]

    data = workbook_bytes({"By ZIP/code [all]": (["A", "@B", "C", "D"], rows), "Empty": (["X"], [])})

    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["By ZIP code  all", "Empty"]
    tab = book.worksheets[0]
    assert tab.freeze_panes == "A2"
    assert list(tab.iter_rows(values_only=True)) == [
        ("A", "'@B", "C", "D"),
        ("'=1+1", -2, 1.5, datetime(2026, 1, 5)),
        (str(key), None, "'=2", datetime(2026, 1, 5)),
    ]
    assert {cell.data_type for row in tab.iter_rows() for cell in row} == {"s", "n", "d"}


def test_columns_of_a_workbook_are_as_wide_as_what_stands_in_them():
    rows = [["Albany County Sheriff's Office", None, 7], ["x" * 500, 1]]

    data = workbook_bytes({"Agencies": (["Agency", "Kits left", "A"], rows), "Empty": ([], [])})

    columns = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].column_dimensions
    assert [columns[name].width for name in "ABC"] == [62, 11, 3]


@pytest.mark.slow
@given(st.lists(CELLS, min_size=1, max_size=4))
def test_no_cell_of_a_workbook_is_a_formula(cells):
    data = workbook_bytes({"Log": (["A"], [cells])})

    tab = openpyxl.load_workbook(io.BytesIO(data)).active
    assert "f" not in {cell.data_type for row in tab.iter_rows() for cell in row}
    for before, after in zip(cells, [cell.value for cell in tab[2]] if tab.max_row > 1 else [], strict=False):
        assert not (isinstance(before, str) and str(after).startswith(RISKY))
