"""The numbers by which others know an agency, judged one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.identifiers import (
    fold_number,
    passes_luhn,
    warn_of_ori,
    why_no_ems_number,
    why_no_npi,
    why_no_ori,
)

LENGTH = "An ORI has nine characters; this one has {}."
SHAPE = "An ORI begins with two letters, and seven letters or digits follow."
DIGITS = "An NPI has ten digits, and nothing else."
CHECK = "This is no NPI: its last digit does not fit the others. Look for a digit that was typed wrong."


@pytest.mark.parametrize(
    ("ori", "refusal"),
    [
        ("NY0010000", ""),
        ("NYNYPD000", ""),
        ("VT0010000", ""),
        ("", LENGTH.format(0)),
        ("NY001000", LENGTH.format(8)),
        ("NY00100000", LENGTH.format(10)),
        ("1Y0010000", SHAPE),
        ("N10010000", SHAPE),
        ("NY001000!", SHAPE),
        ("ny0010000", SHAPE),
        ("NY001000É", SHAPE),
        ("NY001000\N{ARABIC-INDIC DIGIT FOUR}", SHAPE),
    ],
)
def test_an_ori_is_two_letters_and_seven_letters_or_digits(ori, refusal):
    assert why_no_ori(ori) == refusal


@pytest.mark.parametrize(
    ("ori", "warning"),
    [
        ("NY0010000", ""),
        ("", ""),
        ("VT0010000", "This ORI begins with VT, not with NY. Check that it is yours."),
    ],
)
def test_an_ori_of_another_state_is_only_warned_of(ori, warning):
    assert warn_of_ori(ori, "NY") == warning


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("1", ""),
        ("0101", ""),
        ("A-12.3/4", ""),
        ("123456789012345", ""),
        ("1234567890123456", "An EMS agency number has at most 15 characters; this one has 16."),
        ("-12", "An EMS agency number has letters and digits only, with dashes or dots between them."),
        ("12é", "An EMS agency number has letters and digits only, with dashes or dots between them."),
        ("", "An EMS agency number has letters and digits only, with dashes or dots between them."),
    ],
)
def test_an_ems_agency_number_has_one_to_fifteen_characters(number, refusal):
    assert why_no_ems_number(number) == refusal


@pytest.mark.parametrize(
    ("npi", "refusal"),
    [
        ("1234567893", ""),
        ("1245319599", ""),
        ("1234567898", CHECK),
        ("1234567839", CHECK),
        ("3234567893", "An NPI begins with 1 or 2."),
        ("0234567893", "An NPI begins with 1 or 2."),
        ("123456789", DIGITS),
        ("12345678931", DIGITS),
        ("12345678a3", DIGITS),
        ("\N{ARABIC-INDIC DIGIT ONE}234567893", DIGITS),
        ("", DIGITS),
    ],
)
def test_an_npi_has_ten_digits_of_which_the_last_one_fits(npi, refusal):
    assert why_no_npi(npi) == refusal


@given(st.sampled_from("12"), st.text("0123456789", min_size=8, max_size=8))
def test_one_last_digit_alone_makes_nine_digits_an_npi(first, rest):
    fitting = [digit for digit in "0123456789" if why_no_npi(first + rest + digit) == ""]

    assert len(fitting) == 1


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_is_always_seen(place, digit):
    npi = "1234567893"
    changed = npi[:place] + str(digit) + npi[place + 1 :]

    assert passes_luhn("80840" + changed) == (changed == npi)


@pytest.mark.parametrize(
    ("typed", "stored"), [("ny 001-0000", "NY0010000"), (" 1234 567 893 ", "1234567893"), ("", "")]
)
def test_spaces_and_dashes_that_people_put_in_are_left_out(typed, stored):
    assert fold_number(typed) == stored
