"""Who is meant is asked where a line may mean somebody on the roster: nobody is there twice in silence."""

from datetime import date

import pytest

from agencies.models import AuditEvent
from tests.training.roster_files import stored, verdicts
from training.models import Completion, Person
from training.verdicts import NEW, SAME, RosterAnswers, answer_of

ALL_SAME, ALL_DAYS = RosterAnswers(all_same=True), RosterAnswers(all_days=True)


def people(agency):
    return [(last, first, number) for last, first, _rank, _unit, number in stored(agency)[0]]


def answer(row, word, person):
    return RosterAnswers(people={row: answer_of(word, person)})


@pytest.mark.parametrize(("stands", "comes"), [("0042", "42"), ("42", "0042"), ("007", "7"), ("0042", "42.0")])
def test_a_number_that_lost_its_zeros_is_the_same_person(agency, bring, stands, comes):
    bring(f"Alder,Pat,Officer,A,{stands},2026-10-01,\n")

    result = bring(f"Alder,Pat,Officer,A,{comes},2026-10-01,2026-11-01\n")

    longer = max(stands, comes.removesuffix(".0"), key=len)
    assert people(agency) == [("Alder", "Pat", longer)]
    assert Completion.objects.count() == 2
    assert (
        result.lines[0].question.sentence
        == f"Alder, Pat: {comes.removesuffix('.0')} and {stands} are taken as one number."
    )
    assert result.is_whole


def test_whoever_says_that_it_is_somebody_else_gets_somebody_else(agency, bring):
    bring("Alder,Pat,,,0042,,\n")

    bring("Alder,Pat,,,42,,\n", answers=answer(2, NEW, Person.objects.get()))

    assert people(agency) == [("Alder", "Pat", "0042"), ("Alder", "Pat", "42")]


@pytest.mark.parametrize("numbers", [("0042", "42"), ("42", "0042"), ("42", "042")])
def test_two_writings_of_a_number_in_one_roster_are_one_line_too_many(agency, bring, numbers):
    lines = "".join(f"Alder,Pat,,,{number},,\n" for number in numbers)

    result = bring(lines)

    assert verdicts(result)[1:] == [
        (
            3,
            "refused",
            "Employee no.",
            "Row 2 has this number with different leading zeros. Keep one of the two lines.",
        )
    ]
    assert people(agency) == [("Alder", "Pat", numbers[0])]


@pytest.mark.parametrize(
    ("stands", "comes", "sentence"),
    [
        ("Ruiz,Kim,,,17", "Ruiz-Hall,Kim,,,17", "Ruiz, Kim → Ruiz-Hall, Kim? Both have the number 17."),
        ("Ruiz,Kim,,,17", "Stone,Lee,,,17", "Ruiz, Kim → Stone, Lee? Both have the number 17."),
        ("Ruiz,Kim,,,017", "Stone,Lee,,,17", "Ruiz, Kim → Stone, Lee? 17 may be 017."),
        ("Ruiz,Kim,,,17", "Ruiz,Kim,,,18", "Ruiz, Kim: number 17 → 18? Both have this name."),
        ("Ruiz,Kim,,,", "Ruiz,Kim A.,,,18", "Ruiz, Kim → Ruiz, Kim A.? The names are nearly the same."),
        ("Ruiz,Kim,,,", "Kim,Ruiz,,,", "Ruiz, Kim → Kim, Ruiz? The names are nearly the same."),
        ("Ruiz,Kim A.,,,17", "Ruiz,Kim,,,", "Ruiz, Kim A. → Ruiz, Kim? The names are nearly the same."),
    ],
)
def test_a_line_that_may_mean_somebody_is_asked_about_and_nothing_is_done(agency, bring, stands, comes, sentence):
    bring(f"{stands},,\n")
    before = stored(agency)

    result = bring(f"{comes},2026-10-01,\n")

    assert verdicts(result) == [(2, "asked", "", sentence)]
    assert (result.is_whole, stored(agency)) == (False, before)


def test_a_new_name_is_taken_when_it_is_said_to_be_the_same_person(agency, bring):
    bring("Ruiz,Kim,,,17,,\nStone,Lee,,,18,,\n")
    ruiz = Person.objects.get(last_name="Ruiz")

    result = bring("Ruiz-Hall,Kim,,,17,2026-10-01,\nSands,Lee,,,18,,\n", answers=answer(2, SAME, ruiz))

    assert [line.verdict for line in result.lines] == ["changed", "asked"]
    assert result.lines[0].sentence == "Changes: last name Ruiz → Ruiz-Hall and 1 new completion."
    assert people(agency) == [("Ruiz-Hall", "Kim", "17"), ("Stone", "Lee", "18")]
    assert AuditEvent.objects.filter(what="roster.imported").count() == 2


def test_one_answer_may_be_given_for_all(agency, bring):
    bring("Ruiz,Kim,,,17,,\nStone,Lee,,,18,,\n")

    result = bring("Ruiz-Hall,Kim,,,17,,\nStone,Lee,,,19,,\n", answers=ALL_SAME)

    assert result.is_whole
    assert people(agency) == [("Ruiz-Hall", "Kim", "17"), ("Stone", "Lee", "19")]


def test_an_answer_about_somebody_holds_for_nobody_else(agency, bring):
    bring("Ruiz,Kim,,,17,,\nStone,Lee,,,18,,\n")
    stone = Person.objects.get(last_name="Stone")
    before = stored(agency)

    result = bring("Ruiz-Hall,Kim,,,17,,\n", answers=answer(2, SAME, stone))

    assert [line.verdict for line in result.lines] == ["asked"]
    assert stored(agency) == before


def test_a_number_that_is_somebodys_goes_to_nobody_else(agency, bring):
    bring("Ruiz,Kim,,,17,,\n")
    before = stored(agency)

    result = bring("Stone,Lee,,,17,,\n", answers=answer(2, NEW, Person.objects.get()))

    assert [line.verdict for line in result.lines] == ["asked"]
    assert stored(agency) == before


@pytest.mark.parametrize("names", ["RUIZ,KIM", "Ruíz,Kim", "Ruiz,Kim A.", "Ruiz,Kim Lee"])
def test_capitals_accents_and_middle_names_change_nothing_where_the_number_is_the_same(agency, bring, names):
    bring("Ruiz,Kim,,,17,,\n")

    result = bring(f"{names},,,17,,\n")

    assert [line.verdict for line in result.lines] == ["unchanged"]
    assert people(agency) == [("Ruiz", "Kim", "17")]


def test_an_earlier_day_than_an_earlier_roster_had_is_asked_about(agency, bring):
    bring("Alder,Pat,,,7,2026-10-01,2026-11-01\n")
    before = stored(agency)

    result = bring("Alder,Pat,,,7,2024-10-01,2024-11-01\n")

    [line] = result.lines
    assert [str(change) for change in line.day_changes] == [
        "Naloxone administration: Oct 1, 2026 → Oct 1, 2024",
        "LBN program training: Nov 1, 2026 → Nov 1, 2024",
    ]
    assert (line.verdict, result.is_whole, result.counts["days"]) == ("unchanged", False, 0)
    assert stored(agency) == before


@pytest.mark.parametrize("answers", [ALL_DAYS, RosterAnswers(days=frozenset({2}))])
def test_a_wrong_later_day_is_corrected_when_asked_for(agency, bring, answers):
    bring("Alder,Pat,,,7,2026-10-01,2026-11-01\n")

    result = bring("Alder,Pat,,,7,2024-10-01,2024-11-01\n", answers=answers)

    assert [day for _name, _course, day in stored(agency)[1]] == [date(2024, 11, 1), date(2024, 10, 1)]
    assert (result.is_whole, result.counts["days"]) == (True, 2)
    assert bring("Alder,Pat,,,7,2024-10-01,2024-11-01\n").counts["unchanged"] == 1


def test_an_earlier_day_than_a_session_is_added_to_what_somebody_completed(agency, bring, hire, hold, courses):
    hold(date(2026, 11, 1), [hire("Alder", "Pat", employee_number="7")])

    result = bring("Alder,Pat,,,7,2024-10-01,\n")

    assert result.is_whole
    assert Completion.objects.count() == 3
