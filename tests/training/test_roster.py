"""A roster comes in: by the shared file, by lines that go wrong, and by the command."""

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from agencies.models import AuditEvent
from agencies.sheets import SheetRefused, UnknownColumns
from training import actions
from training.currency import lapses_on
from training.models import Completion, Person, Session

ROSTER = Path(__file__).parent.parent / "data" / "roster.csv"
LINES = list(csv.DictReader(ROSTER.read_text().splitlines()))
TITLES = ("Naloxone administration", "LBN program training")
HEADER = "Last name,First name,Rank,Unit,Employee no.,Naloxone administration,LBN program training\n"


@pytest.fixture
def bring(agency, courses, alice, today):
    """Import a roster given as its lines below the header, or as bytes."""

    def bring_in(lines, *, header=HEADER, dry_run=False, of=agency):
        data = lines if isinstance(lines, bytes) else (header + lines).encode()
        return actions.import_roster(
            agency=of, file=BytesIO(data), name="roster.csv", today=today, by=alice, dry_run=dry_run
        )

    return bring_in


def stored(agency):
    """All that an import may touch, as values."""
    return (
        sorted(
            Person.objects.for_agency(agency).values_list(
                "last_name", "first_name", "rank", "unit", "employee_number"
            )
        ),
        sorted(
            Completion.objects.for_agency(agency).values_list("person__last_name", "course__name", "completed_on")
        ),
        AuditEvent.objects.count(),
    )


def verdicts(result):
    return [(line.row, line.verdict.value, line.column, line.sentence) for line in result.lines]


def test_the_shared_roster_comes_in_as_it_is(agency, bring, today):
    result = bring(ROSTER.read_bytes())

    people, completions, _noted = stored(agency)
    assert result.counts == {
        "added": len(LINES),
        "changed": 0,
        "unchanged": 0,
        "refused": 0,
        "completions": sum(bool(line[title]) for line in LINES for title in TITLES),
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
    assert again.counts == {"added": 0, "changed": 0, "unchanged": 36, "refused": 0, "completions": 0}


def test_a_dry_run_says_the_same_and_stores_nothing(agency, bring):
    before = stored(agency)

    dry = bring(ROSTER.read_bytes(), dry_run=True)

    assert stored(agency) == before
    assert verdicts(dry) == verdicts(bring(ROSTER.read_bytes()))


def test_a_grown_roster_adds_what_is_new_and_says_so(agency, bring):
    bring("Ruiz,Kim,Deputy,Patrol A,1,2026-01-05,\n")

    result = bring("Ruiz-Hall,Kim,Sergeant,,1,2026-01-05,11/02/2026\nStone,Lee,,,,,\n")

    assert verdicts(result) == [
        (2, "changed", "", "Changes: last name, rank and 1 new completion."),
        (3, "added", "", "New, with 0 completions."),
    ]
    people, completions, _noted = stored(agency)
    assert people == [("Ruiz-Hall", "Kim", "Sergeant", "Patrol A", "1"), ("Stone", "Lee", "", "", "")]
    assert completions == [
        ("Ruiz-Hall", "LBN program training", date(2026, 11, 2)),
        ("Ruiz-Hall", "Naloxone administration", date(2026, 1, 5)),
    ]


def test_people_without_a_number_are_found_by_their_names(agency, bring):
    bring("Ruiz,Kim,,,,,\n")

    result = bring("RUIZ,kim,Deputy,,,,\n")

    assert [line.verdict for line in result.lines] == ["changed"]
    assert Person.objects.get().employee_number == ""
    assert bring("Ruiz,Kim,,,17,,\n").counts["changed"] == 1
    assert Person.objects.get().employee_number == "17"


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


def test_two_lines_about_one_person_count_once(agency, bring):
    result = bring("Ruiz,Kim,Deputy,,17,,\nRuiz,Kimberley,Chief,,17,,\n")

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
        ("Ruiz,Kim,,,123456789012345678901,,", "Employee no.", "Shorten this to 20 characters or fewer."),
        ("Ruiz,Kim,,,,2026-02-30,", "Naloxone administration", "There is no such date: write it as 01/31/2026."),
        ("Ruiz,Kim,,,,,yes", "LBN program training", "There is no such date: write it as 01/31/2026."),
        ("Ruiz,Kim,,,,,2026-11-22", "LBN program training", "This date is in the future: check the year."),
        ("Ruiz,Kim,,,,2026-11,", "Naloxone administration", "Write the day too, as in 01/31/2026."),
        (
            "Ruiz,Kim,,,,01/05/1926,",
            "Naloxone administration",
            "This date is more than 60 years back: check the year.",
        ),
    ],
)
def test_a_bad_line_is_refused_alone(agency, bring, line, column, sentence):
    result = bring(f"{line}\nStone,Lee,,,2,2026-01-05,2026-01-05\n")

    assert verdicts(result) == [(2, "refused", column, sentence), (3, "added", "", "New, with 2 completions.")]
    people, completions, _noted = stored(agency)
    assert people == [("Stone", "Lee", "", "", "2")]
    assert len(completions) == 2


def test_a_column_that_has_no_place_refuses_the_whole_file(agency, bring):
    before = stored(agency)

    with pytest.raises(UnknownColumns, match="Remove the columns Date of birth and Badge") as refused:
        bring("Ruiz,Kim,1990-01-05,4711\n", header="Last name,First name,Date of birth,Badge\n")

    assert "4711" not in str(refused.value)
    assert stored(agency) == before


def test_a_file_that_is_no_roster_is_refused(agency, bring):
    before = stored(agency)

    with pytest.raises(SheetRefused, match="UTF-8"):
        bring(ROSTER.read_text().encode("utf-16"))

    assert stored(agency) == before


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
    actions.person_left(person=Person.objects.get(), by=alice, today=today)

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


def run(*arguments):
    """Run the command; return its exit code, and what it says to whom."""
    out = StringIO()
    try:
        call_command("import_roster", *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), ""


def test_the_command_imports_and_sums_up(agency, courses):
    told = run(str(ROSTER), "--agency", agency.slug)

    assert told == (0, "36 lines: 36 new, 0 changed, 0 unchanged, 0 refused. 60 completions are new.\n", "")
    assert Person.objects.for_agency(agency).count() == 36


def test_the_command_lists_refused_lines_and_stores_the_others(agency, courses, tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text(HEADER + "Ruiz,Kim,,,1,31/12/2025,\nStone,Lee,,,2,,\n")

    told = run(str(file), "--agency", agency.slug)

    assert told == (
        1,
        "Row 2, Naloxone administration: There is no such date: write it as 01/31/2026.\n"
        "2 lines: 1 new, 0 changed, 0 unchanged, 1 refused. 0 completions are new.\n",
        "Correct the refused lines and import the file again.",
    )
    assert [person.last_name for person in Person.objects.all()] == ["Stone"]


def test_the_command_run_dry_stores_nothing(agency, courses):
    code, out, _error = run(str(ROSTER), "--agency", agency.slug, "--dry-run")

    assert (code, out.endswith("Dry run: nothing was stored.\n")) == (0, True)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("file", "agency_slug", "sentence"),
    [
        ("nowhere.csv", "", "nowhere.csv cannot be read: No such file or directory."),
        (str(ROSTER), "nobody", 'There is no agency "nobody".'),
        (str(ROSTER.parent / "tracking_sheet_personal.csv"), "", "No header line was found"),
    ],
)
def test_the_command_refuses_as_a_whole_what_it_cannot_use(agency, courses, file, agency_slug, sentence):
    code, out, error = run(file, "--agency", agency_slug or agency.slug)

    assert (code, out) == (2, "")
    assert error.startswith(sentence)
    assert not Person.objects.exists()
