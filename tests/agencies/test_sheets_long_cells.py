"""Cells as long as a file allows: each is judged by its length before a pattern looks at it.

A pattern's work may grow with the square of a cell, so its length is what is asserted, not the time it takes.
"""

from datetime import date

import pytest

from agencies.sheets import (
    CellRefused,
    is_number_or_date,
    judge_day,
    judge_kits,
    judge_people_trained,
    judge_whole_number,
    judging,
    row_marks,
    says_no_kits,
    workbooks,
)

LONG = 10_000
CELLS = [
    "1" + " " * LONG + "x",
    "1" + " " * LONG + "kits",
    "-" * LONG,
    "1" + "-" * LONG + "x",
    "a" * LONG,
    "9" * LONG,
    "kits " * LONG,
    "0." + "0" * LONG,
]
NO_NUMBER = "Write a whole number in digits, such as 2."
NO_DATE = "There is no such date: write it as 01/31/2026."


class Watched:
    """A pattern that notes the longest text that it was shown."""

    def __init__(self, pattern):
        self.pattern, self.longest = pattern, 0

    def sub(self, other, text):
        self.longest = max(self.longest, len(text))
        return self.pattern.sub(other, text)

    def search(self, text):
        self.longest = max(self.longest, len(text))
        return self.pattern.search(text)


@pytest.fixture
def unit(monkeypatch):
    watched = Watched(judging._UNIT)
    monkeypatch.setattr(judging, "_UNIT", watched)
    return watched


def refusal(judge, cell, **how):
    with pytest.raises(CellRefused) as refused:
        judge(cell, **how)
    return str(refused.value)


@pytest.mark.parametrize("cell", CELLS)
def test_a_long_cell_is_no_number_and_no_pattern_works_on_it(unit, cell):
    assert refusal(judge_kits, cell, most=99, readings=[]) == NO_NUMBER
    assert refusal(judge_whole_number, cell, low=1, high=99) == NO_NUMBER
    assert refusal(judge_people_trained, cell, most=99, readings=[]) == NO_NUMBER
    assert not says_no_kits(cell)
    assert not judging.looks_like_number(cell)
    assert refusal(judge_day, cell, today=date(2026, 11, 21)) == NO_DATE
    assert unit.longest <= 50


def test_a_short_cell_among_many_spaces_is_what_it_was(unit):
    spaces = " " * LONG

    assert judge_kits(f"{spaces}2 kits{spaces}", most=99, readings=[]) == 2
    assert says_no_kits(f"{spaces}0 kits{spaces}")
    assert is_number_or_date(f"{spaces}2 kits")
    assert unit.longest == len("2 kits")


@pytest.mark.parametrize("pattern", [row_marks._ROW, row_marks._UNCALCULATED])
def test_a_tag_that_never_ends_is_left_at_the_next_one(pattern):
    assert pattern.search(b"<row <c <row " + b'<c r="A1" ' + b"<row>"[:4]) is None
    assert b"[^>]" not in pattern.pattern


@pytest.mark.parametrize("value", [b"", b"<v/>", b" <v></v>\n", b"\n<v />\n"])
def test_a_formula_without_a_value_is_found(value):
    assert row_marks._UNCALCULATED.findall(b'<c s="1" r="B7" t="n"> <f>A1+1</f>' + value + b"</c>") == [(b"B", b"7")]


def test_a_format_longer_than_any_is_read_as_far_as_excel_would(monkeypatch):
    month = date(2026, 11, 1)

    assert workbooks._day(month, "[$-409]mmm yyyy" + "[" * 5000) == "2026-11"
    assert workbooks._day(month, "[" * 5000 + "mmm yyyy") == "2026-11-01"
