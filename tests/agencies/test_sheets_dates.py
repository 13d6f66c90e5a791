"""Dates as people and programs write them: what cannot be mistaken is read, everything else says what is wrong."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.sheets import CellRefused, Reading, read_date, say_readings
from tests.agencies.sheet_files import sheet, workbook

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2025, 11, 21), TODAY)
DAY_FORMS = (
    "%m/%d/%Y",
    "%m/%d/%y",
    "%m-%d-%Y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d-%b-%y",
    "%d-%b-%Y",
    "%d%b%Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %B %Y",
    "%A, %B %d, %Y",
    "%a %m/%d/%y",
    "%b. %d %Y",
    "%Y-%b-%d",
)
TIMES = (
    "",
    " %H:%M",
    " %H:%M:%S",
    " %I:%M %p",
    "T%H:%M:%S",
    ", %I:%M:%S %p",
    " at %I:%M%p",
    " %H%M",
    " %I:%M:%S %p EST",
)
MONTH_FORMS = ("%Y-%m", "%m/%Y", "%b %Y", "%B %Y", "%b-%Y", "%B, %Y", "%Y %b", "%b. %Y", "%b '%y")


def refusal(text, **how):
    with pytest.raises(CellRefused) as refused:
        read_date(text, **how)
    return str(refused.value)


@given(
    DAYS, st.sampled_from(DAY_FORMS), st.times(), st.sampled_from(TIMES), st.sampled_from([str, str.upper, str.lower])
)
def test_a_day_is_read_in_every_form_and_a_time_behind_it_is_dropped(day, form, clock, clock_form, case):
    written = case(datetime.combine(day, clock).strftime(form + clock_form))

    read = read_date(f" {written} ")

    assert (read.day, read.precision) == (day, "day")
    assert read.readings == ((Reading.TIME_DROPPED,) if clock_form else ())


@given(DAYS, st.sampled_from(MONTH_FORMS))
def test_a_month_is_read_in_every_form(day, form):
    assert read_date(day.strftime(form)) == (day.replace(day=1), "month", ())


@given(DAYS, st.sampled_from(["%b-%y", "%m/%y", "%B %y"]))
def test_a_short_month_is_one_where_the_column_says_months(day, form):
    assert read_date(day.strftime(form), names_months=True) == (day.replace(day=1), "month", ())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3-Sep-26", date(2026, 9, 3)),
        ("Sept 1st, 2026", date(2026, 9, 1)),
        ("2nd of September 2026", date(2026, 9, 2)),
        ("Thurs. 9/3/2026", date(2026, 9, 3)),
        ("Wednesday, September 2, 2026", date(2026, 9, 2)),
        ("2026/09/01 2:03:22 PM EST", date(2026, 9, 1)),
        ("2026-09-08T00:00:00.000Z", date(2026, 9, 8)),
        ("9/7/2026 1435 hrs", date(2026, 9, 7)),
        ("May 5, 2026", date(2026, 5, 5)),
    ],
)
def test_days_that_people_write(text, day):
    assert read_date(text)[:2] == (day, "day")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("6/31/2026", "There is no June 31, so there is no such date. Write it as 01/31/2026."),
        ("31-Apr-26", "There is no April 31, so there is no such date. Write it as 01/31/2026."),
        ("2026-09-31", "There is no September 31, so there is no such date. Write it as 01/31/2026."),
        ("Feb 30, 2026", "There is no February 30, so there is no such date. Write it as 01/31/2026."),
        ("2/29/2026", "There is no February 29 in 2026, so there is no such date. Write it as 01/31/2026."),
        ("13/09/2026", "There is no such date as 13/09/2026. Write the month first, as in 01/31/2026."),
        ("13/40/2026", "There is no such date as 13/40/2026. Write it as 01/31/2026."),
        ("0000-01-01", "There is no such date as 0000-01-01. Write it as 01/31/2026."),
        ("2026-13", "There is no such date: write it as 01/31/2026."),
        ("Doe 9/1/2026", "There is no such date: write it as 01/31/2026."),
        ("9/1/2026 and 9/2/2026", "There is no such date: write it as 01/31/2026."),
        ("9/1/2026 25:00", "There is no such date: write it as 01/31/2026."),
        ("x" * 51, "There is no such date: write it as 01/31/2026."),
        ("Mon 9/1/2026", "The day of the week and the date do not agree. Correct one of them."),
        ("Sep-26", "This can be a day or a whole month. Write a day as 09/26/2026, a month as 2026-09."),
        ("9/3", "Write the year too, as in 01/31/2026."),
        ("3-Sep", "Write the year too, as in 01/31/2026."),
        ("Sep 3rd 14:03", "Write the year too, as in 01/31/2026."),
        (
            "2026-09-02T02:30:00Z",
            "This time is not a local one, so its day may be another. Write the day as 01/31/2026.",
        ),
    ],
)
def test_what_can_be_mistaken_and_what_cannot_be_is_said_in_its_own_words(text, sentence):
    assert refusal(text) == sentence


@pytest.mark.parametrize(("text", "month"), [("September", "2026-09"), ("sept.", "2026-09"), ("DEC", "2025-12")])
def test_a_month_without_a_year_is_the_last_one_and_that_is_said(text, month):
    assert read_date(text, today=TODAY) == (date.fromisoformat(f"{month}-01"), "month", (Reading.LATEST_MONTH,))


def test_a_month_of_which_there_are_two_within_a_year_needs_its_year():
    assert refusal("November", today=TODAY) == "Write the year too, as in 2026-01."
    assert refusal("September") == "There is no such date: write it as 01/31/2026."


def test_numbers_of_days_in_a_workbook_are_days_and_times_are_dropped():
    rows = [["Date", "Kits"], [46267, 46267], [46267.6, 2], [datetime(2026, 9, 3, 22, 14), 3], [20260904, 1]]

    read = sheet(workbook(("Log", rows)))

    assert [(row.cells["day"], row.cells["kits"]) for row in read.rows] == [
        ("2026-09-02", "46267"),
        ("2026-09-02", "2"),
        ("2026-09-03", "3"),
        ("20260904", "1"),
    ]
    assert read.readings == {Reading.NUMBER_AS_DATE: 2, Reading.TIME_DROPPED: 1}


@settings(max_examples=10)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_number_of_a_day_is_the_day_that_excel_shows(day):
    number = (day - date(1899, 12, 30)) / timedelta(days=1)

    read = sheet(workbook(("Log", [["Date", "Kits"], [number, 1]])))

    assert [row.cells["day"] for row in read.rows] == [day.isoformat()]


def test_readings_are_said_with_how_many():
    assert say_readings({Reading.LATEST_MONTH: 1, Reading.TIME_DROPPED: 1234}) == [
        "We left out the times of 1,234 dates.",
        "1 month had no year. We used the most recent one.",
    ]
