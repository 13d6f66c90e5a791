"""What is taken away of training: the roster that comes in again, tables as files, a sheet to sign."""

import csv
from datetime import date
from io import StringIO

from tests.training.pages import url
from training import actions


def rows_of(answer):
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_roster_taken_away_comes_in_again_and_changes_nothing(
    agency, courses, alice, hire, hold, bring, at, today
):
    hold(date(2026, 10, 1), [hire("Ruiz", employee_number="0042", unit="Squad 3", rank="Sgt.")])
    bring("Stone,Lee,,,17,2024-10-01,2025-01-05\n=Sum,+Lee,,,,,\n")
    actions.mark_left(person=hire("Gone"), by=alice, today=today)

    taken = at(alice).get(url("roster_download", agency))
    again = bring(taken.content)

    assert rows_of(taken)[1:] == [
        ["'=Sum", "'+Lee", "", "", "", "", ""],
        ["Ruiz", "Kim", "Sgt.", "Squad 3", "0042", "2026-10-01", "2026-10-01"],
        ["Stone", "Lee", "", "", "17", "2024-10-01", "2025-01-05"],
    ]
    assert {name: number for name, number in again.counts.items() if number} == {"unchanged": 3}


def test_who_took_part_is_taken_away_with_unit_and_number(agency, ruiz, alice, at):
    session = ruiz.completions.first().session

    taken = at(alice).get(url("session", agency, session=session.pk), {"download": "csv"})

    assert rows_of(taken) == [
        ["Person", "Courses", "Unit and rank", "Employee no."],
        ["Ruiz, Kim", "Naloxone administration, LBN program training", "Patrol A · Deputy", "17"],
    ]


def test_what_somebody_completed_is_taken_away(agency, ruiz, alice, at):
    taken = at(alice).get(url("person", agency, person=ruiz.pk), {"download": "csv"})

    assert sorted(rows_of(taken)[1:]) == [
        ["2026-11-10", "LBN program training", "Roll call"],
        ["2026-11-10", "Naloxone administration", "Roll call"],
    ]


def test_a_sheet_to_sign_names_those_who_work_in_the_unit(agency, ruiz, alice, hire, at, today):
    hire("Stone", unit="Patrol B")
    actions.mark_left(person=hire("Gone", unit="Patrol A"), by=alice, today=today)

    page = at(alice).get(url("sign_in_sheet", agency), {"unit": "Patrol A"})

    assert [person.last_name for person in page.context["table"].shown_rows] == ["Ruiz"]
    assert "Signature" in page.content.decode()
