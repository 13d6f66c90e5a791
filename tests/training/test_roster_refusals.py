"""What of a roster is refused: names that may mean several people, bad lines, whole files."""

import pytest

from agencies.sheets import SheetRefused, UnknownColumns
from tests.training.roster_files import ROSTER, stored, verdicts
from training import roster


@pytest.mark.parametrize(
    ("standing", "lines", "sentence"),
    [
        ("Ruiz,Kim,,,1,,\nRuiz,Kim,,,2,,\n", "Ruiz,Kim,Chief,,,,\n", "Several people have this name."),
        ("", "Ruiz,Kim,Chief,,,,\nRuiz,Kim,Deputy,,,,\n", "Several lines have this name."),
        ("Ruiz,Kim,,,,,\n", "Ruiz,Kim,Chief,,1,,\nRuiz,Kim,,,2,,\n", "Somebody of this name is on your roster"),
    ],
)
def test_names_that_may_mean_several_people_are_refused(agency, bring, standing, lines, sentence):
    bring(standing)
    before = stored(agency)

    result = bring(lines)

    assert {(line.verdict, line.column) for line in result.lines} == {("refused", "Employee no.")}
    assert all(line.sentence.startswith(sentence) for line in result.lines)
    assert stored(agency) == before


def test_a_name_longer_than_any_is_refused_before_it_is_taken_apart(agency, bring, monkeypatch):
    taken, take_apart = [], roster.take_name_apart
    monkeypatch.setattr(roster, "take_name_apart", lambda text, **how: taken.append(text) or take_apart(text, **how))
    longest = f"{'a' * 53}, {'b' * 105}"

    result = bring(f'"{"a" * 200}{"-" * 200}x",A\n"{longest}",A\n"Stone, Lee",A\n', header="Name,Unit\n")

    assert verdicts(result) == [
        (2, "refused", "Name", "Shorten this to 160 characters or fewer."),
        (3, "refused", "Name", "Shorten this to 60 characters or fewer."),
        (4, "added", "", "New, with 0 completions."),
    ]
    assert taken == [longest, "Stone, Lee"]
    assert [person[:2] for person in stored(agency)[0]] == [("Stone", "Lee")]


def test_two_lines_about_one_person_count_once(agency, bring):
    result = bring("Ruiz,Kim,Deputy,,17,,\nRuiz,Kim,Chief,,17,,\n")

    assert verdicts(result)[1] == (
        3,
        "refused",
        "Employee no.",
        "Row 2 is about the same person. Keep one of the two lines.",
    )
    assert stored(agency)[0] == [("Ruiz", "Kim", "Deputy", "", "17")]


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        (",Kim,,,,,", "Last name", "Write a last name and a first name on every line."),
        ("Ruiz,,,,,,", "First name", "Write a last name and a first name on every line."),
        (
            "Ruiz,Kim,,,123456789012345678901,,",
            "Employee no.",
            "123456789012345678901 is too long. Shorten it to 20 characters or fewer.",
        ),
    ],
)
def test_a_bad_line_is_refused_alone(agency, bring, line, column, sentence):
    result = bring(f"{line}\nStone,Lee,,,2,2026-01-05,2026-01-05\n")

    assert verdicts(result) == [(2, "refused", column, sentence), (3, "added", "", "New, with 2 completions.")]
    people, completions, _noted = stored(agency)
    assert people == [("Stone", "Lee", "", "", "2")]
    assert len(completions) == 2


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        (
            "Ruiz,Kim,,,,2026-02-31,",
            "Naloxone administration",
            "There is no February 31, so there is no such date. Write it as 01/31/2026.",
        ),
        ("Ruiz,Kim,,,,,soon", "LBN program training", "There is no such date: write it as 01/31/2026."),
        ("Ruiz,Kim,,,,2026-11,", "Naloxone administration", "Write the day too, as in 01/31/2026."),
        (
            "Ruiz,Kim,,,,01/05/1926,",
            "Naloxone administration",
            "Jan 5, 1926 is more than 60 years back: check the year.",
        ),
    ],
)
def test_a_bad_day_costs_the_day_alone(agency, bring, line, column, sentence):
    result = bring(f"{line}\n")

    assert [(one.row, one.column, one.sentence) for one in result.refused_cells] == [(2, column, sentence)]
    assert stored(agency)[:2] == ([("Ruiz", "Kim", "", "", "")], [])


def test_a_column_that_has_no_place_refuses_the_whole_file(agency, bring):
    before = stored(agency)

    with pytest.raises(UnknownColumns, match="Remove the columns Date of birth and Race") as refused:
        bring("Ruiz,Kim,1990-01-05,4711\n", header="Last name,First name,Date of birth,Race\n")

    assert "4711" not in str(refused.value)
    assert stored(agency) == before


def test_a_file_that_is_no_roster_is_refused(agency, bring):
    before = stored(agency)

    with pytest.raises(SheetRefused, match="UTF-8"):
        bring(ROSTER.read_text().encode("utf-16"))

    assert stored(agency) == before
