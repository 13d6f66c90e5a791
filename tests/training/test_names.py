"""Full names are taken apart as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.names import first_words, fold_person, take_name_apart
from training.roster import names_of, zeros_aside

WORDS = st.sampled_from(
    ["Dolan", "Ruiz", "O'Brien", "Ruiz-Hall", "Seán", "Maeve", "Kim", "Nguyễn", "Ann-Marie", "Sum"]
)


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("Dolan, Maeve", "Dolan", "Maeve"),
        ("DOLAN,MAEVE", "DOLAN", "MAEVE"),
        ("Dolan, Maeve R.", "Dolan", "Maeve R."),
        ("Maeve R. Dolan", "Dolan", "Maeve R."),
        ("  Maeve   Dolan ", "Dolan", "Maeve"),
        ("Juan de la Cruz", "de la Cruz", "Juan"),
        ("Kim St. John", "St. John", "Kim"),
        ("Van Morrison", "Morrison", "Van"),
        ("Pat Dolan Jr.", "Dolan Jr.", "Pat"),
        ("Dolan, Pat, Jr.", "Dolan Jr.", "Pat"),
        ("Dolan III, Pat", "Dolan III", "Pat"),
        ("Maeve (Mae) Dolan", "Dolan", "Maeve (Mae)"),
        ("Major Smith", "Smith", "Major"),
        ("Smith, Co", "Smith", "Co"),
        ("Dolan", "Dolan", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_taken_apart(text, last, first):
    name = take_name_apart(text)

    assert (name.last, name.first, name.rank, name.number) == (last, first, "", "")


@pytest.mark.parametrize(
    ("text", "rank", "number"),
    [
        ("Sgt. Dolan, Maeve", "Sgt.", ""),
        ("Sgt. Maeve Dolan", "Sgt.", ""),
        ("Dolan, Sgt. Maeve", "Sgt.", ""),
        ("Dolan, Maeve (Sgt)", "Sgt", ""),
        ("Maeve Dolan, EMT-P", "EMT-P", ""),
        ("1st Lt. Maeve Dolan", "1st Lt.", ""),
        ("Dolan, Maeve #4412", "", "4412"),
        ("Dolan, Maeve (0042)", "", "0042"),
        ("4412 Dolan, Maeve", "", "4412"),
        ("Maeve Dolan - Badge 4412", "", "4412"),
        ("P.O. Maeve Dolan #17", "P.O.", "17"),
    ],
)
def test_a_rank_and_a_number_beside_a_name_are_no_part_of_it(text, rank, number):
    name = take_name_apart(text)

    assert (name.last, name.first, name.rank, name.number) == ("Dolan", "Maeve", rank, number)


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("Dolan Maeve R.", "Dolan", "Maeve R."),
        ("de la Cruz Juan", "de la Cruz", "Juan"),
        ("Dolan, Kim", "Dolan", "Kim"),
    ],
)
def test_a_header_may_say_that_the_last_name_is_first(text, last, first):
    name = take_name_apart(text, last_first=True)

    assert (name.last, name.first) == (last, first)


@given(
    WORDS, WORDS, st.sampled_from(["", " R.", " Lee"]), st.sampled_from(["", "Sgt. ", "Det. "]), st.integers(0, 99999)
)
def test_every_way_to_write_a_name_gives_the_same_person(last, first, middle, rank, number):
    ways = [
        f"{last}, {first}{middle}",
        f"{rank}{first}{middle} {last}",
        f"{rank}{last}, {first}{middle}",
        f"{last},{first}{middle} #{number}",
        f"{number} {first}{middle}  {last}",
        f"{last.upper()}, {first}{middle}",
    ]

    read = [take_name_apart(way) for way in ways]

    assert {names_of(name.last, name.first) for name in read} == {names_of(last, first + middle)}
    assert {first_words(name.last, name.first) for name in read} == {
        frozenset({fold_person(last), fold_person(first)})
    }
    assert [name.number for name in read] == ["", "", "", str(number), str(number), ""]


@given(st.integers(0, 10**9), st.integers(0, 6), st.integers(0, 6))
def test_zeros_before_a_number_make_no_difference(number, some, other):
    assert zeros_aside("0" * some + str(number)) == zeros_aside("0" * other + str(number))


def test_zeros_within_a_number_do(today):
    assert len({zeros_aside(number) for number in ("42", "402", "420", "A42", "A042")}) == 5
