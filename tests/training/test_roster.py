"""A roster comes in: by the shared file, line by line, and again."""

import csv
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from tests.training.roster_files import HEADER, ROSTER, stored, verdicts
from training import actions
from training.currency import lapses_on
from training.models import Person, Session

LINES = list(csv.DictReader(ROSTER.read_text().splitlines()))
TITLES = ("Naloxone administration", "LBN program training")


def test_the_shared_roster_comes_in_as_it_is(agency, bring, today):
    result = bring(ROSTER.read_bytes())

    people, completions, _noted = stored(agency)
    assert result.counts == {
        "added": len(LINES),
        "changed": 0,
        "unchanged": 0,
        "asked": 0,
        "refused": 0,
        "completions": sum(bool(line[title]) for line in LINES for title in TITLES),
        "days": 0,
        "cells": 0,
    }
    assert people == sorted(tuple(line.values())[:5] for line in LINES)
    assert completions == sorted(
        (line["Last name"], title, date.fromisoformat(line[title]))
        for line in LINES
        for title in TITLES
        if line[title]
    )
    assert not Session.objects.exists()
    both = sum(all(line[title] for title in TITLES) for line in LINES)
    assert (len(LINES), Person.objects.count_trained(agency, on=today)) == (36, (36, both))


def test_with_24_months_validity_the_shared_roster_has_lapsed_people(agency, lapsing, bring, today):
    bring(ROSTER.read_bytes())

    def valid(line):
        return all(line[title] and lapses_on(date.fromisoformat(line[title]), 24) > today for title in TITLES)

    current = Person.objects.current_on(today, agency=agency).values_list("last_name", flat=True)
    assert sorted(current) == sorted(line["Last name"] for line in LINES if valid(line))
    assert 0 < len(current) < len(LINES)


def test_the_same_roster_twice_changes_nothing(agency, bring):
    bring(ROSTER.read_bytes())
    before = stored(agency)

    again = bring(ROSTER.read_bytes())

    assert stored(agency) == before
    assert {name: number for name, number in again.counts.items() if number} == {"unchanged": 36}


def test_a_dry_run_says_the_same_and_stores_nothing(agency, bring):
    before = stored(agency)

    dry = bring(ROSTER.read_bytes(), dry_run=True)

    assert stored(agency) == before
    assert verdicts(dry) == verdicts(bring(ROSTER.read_bytes()))


def test_a_grown_roster_adds_what_is_new_and_says_so(agency, bring):
    bring("Ruiz,Kim,Deputy,Patrol A,1,2026-01-05,\n")

    result = bring("Ruiz,Kim,Sergeant,,1,2026-01-05,11/02/2026\nStone,Lee,,,,,\n")

    assert verdicts(result) == [
        (2, "changed", "", "Changes: rank Deputy → Sergeant and 1 new completion."),
        (3, "added", "", "New, with 0 completions."),
    ]
    people, completions, _noted = stored(agency)
    assert people == [("Ruiz", "Kim", "Sergeant", "Patrol A", "1"), ("Stone", "Lee", "", "", "")]
    assert completions == [
        ("Ruiz", "LBN program training", date(2026, 11, 2)),
        ("Ruiz", "Naloxone administration", date(2026, 1, 5)),
    ]


def test_people_without_a_number_are_found_by_their_names(agency, bring):
    bring("Ruiz,Kim,,,,,\n")

    result = bring("RUIZ,kim,Deputy,,,,\n")

    assert [line.verdict for line in result.lines] == ["changed"]
    assert Person.objects.get().employee_number == ""
    assert bring("Ruiz,Kim,,,17,,\n").counts["changed"] == 1
    assert Person.objects.get().employee_number == "17"


def test_a_workbook_gives_the_same_people(agency, bring):
    book = Workbook()
    book.active.append(HEADER.strip().split(","))
    book.active.append(["Ruiz", "Kim", None, None, 17.0, date(2026, 1, 5), None])
    data = BytesIO()
    book.save(data)

    bring(data.getvalue())

    assert stored(agency)[:2] == (
        [("Ruiz", "Kim", "", "", "17")],
        [("Ruiz", "Naloxone administration", date(2026, 1, 5))],
    )


def test_somebody_who_left_stays_away(agency, bring, alice, today):
    bring("Ruiz,Kim,,,17,,\n")
    actions.mark_left(person=Person.objects.get(), by=alice, today=today)

    result = bring("Ruiz,Kim,,,17,2026-01-05,\n")

    assert result.lines[0].sentence == "Changes: 1 new completion. Marked as having left; that stays."
    assert Person.objects.get().left_on == today


def test_a_roster_touches_only_its_own_agency(agency, stranger, bring):
    bring("Ruiz,Kim,,,17,,\n", of=stranger)
    before = stored(stranger)

    result = bring("Ruiz,Kim,Chief,,17,2026-01-05,\n")

    assert result.counts["added"] == 1
    assert stored(stranger)[:2] == before[:2]


def test_an_import_asks_the_database_as_often_for_two_lines_as_for_many(bring, django_assert_num_queries):
    bring("Ruiz,Kim,,,1,2026-01-05,\nStone,Lee,,,2,,\n")

    with django_assert_num_queries(10):
        bring("Ruiz,Kim,Chief,,1,2026-01-05,2026-01-06\nTran,Lee,,,3,,\n")
    with django_assert_num_queries(10):
        bring(ROSTER.read_text().split("\n", 1)[1] + "Ruiz,Kim,Major,,1,2026-01-07,\n")
