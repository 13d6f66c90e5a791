"""Numbers as people write them in a sheet, and the answers that stand where a number is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.sheets import CellRefused, Reading, judge_kits, judge_people_trained, says_no_kits

UNITS = (" kit", " kits", "kits", " Naloxone Kits", " narcan kit.", " each", " ea.")


def refusal(judge, *args, **kwargs):
    with pytest.raises(CellRefused) as refused:
        judge(*args, **kwargs)
    return str(refused.value)


@given(
    st.integers(1, 999_999), st.sampled_from(["{}", "{:,}", "{}.0", "{:,}.00", " {} ", "+{}"]), st.sampled_from(UNITS)
)
def test_a_number_of_kits_is_read_in_every_form_and_a_word_behind_it_is_left_out(number, form, unit):
    readings = []

    assert judge_kits(form.format(number), most=999_999, readings=readings) == number
    assert readings == []
    assert judge_kits(f"{form.format(number).strip()}{unit}", most=999_999, readings=readings) == number
    assert readings == [Reading.UNIT_DROPPED]


@pytest.mark.parametrize("text", ["2 doses", "1 box", "two kits", "kits", "1-2 kits", "1,20", "1.234,0", "12 Doe"])
def test_what_is_no_number_of_kits_is_refused_and_not_repeated(text):
    assert refusal(judge_kits, text, most=99, readings=[]) in (
        "Write a whole number in digits, such as 2.",
        "1,20 is not a whole number. Write it in digits, such as 2.",
    )


@pytest.mark.parametrize("text", ["1.5", "-0.5", "1,20"])
def test_a_number_that_is_not_whole_is_shown(text):
    assert refusal(judge_kits, text, most=99) == f"{text} is not a whole number. Write it in digits, such as 2."


def test_more_kits_than_a_line_may_have_are_sent_where_they_can_be_counted():
    assert refusal(judge_kits, "1,500", most=99, way="Count more elsewhere.") == (
        "Log between 1 and 99 kits at a time, not 1,500. Count more elsewhere."
    )


@pytest.mark.parametrize(
    "text", ["", " ", "0", "00", "0.0", "-", "\N{EN DASH}", "none", "NONE", "n/a", "0 kits", "No kits", "nil"]
)
def test_days_without_kits_are_known(text):
    assert says_no_kits(text)


@pytest.mark.parametrize("text", ["1", "-1", "two", "?", "0.5", "10", "unknown"])
def test_other_cells_are_no_days_without_kits(text):
    assert not says_no_kits(text)


@pytest.mark.parametrize(("text", "people"), [("Y", 1), ("yes", 1), ("YES", 1), ("y.", 1), ("N", 0), ("No", 0)])
def test_yes_and_no_are_people_trained_and_that_is_noted(text, people):
    readings = []

    assert judge_people_trained(text, most=1, readings=readings) == people
    assert readings == [Reading.YES_OR_NO]


@pytest.mark.parametrize("text", ["-", "—", "", "0", "n/a", "none"])
def test_a_dash_or_none_is_nobody_trained(text):
    readings = []

    assert judge_people_trained(text, most=1, readings=readings) == 0
    assert readings == []
