"""A roster comes in by the command."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.training.roster_files import HEADER, ROSTER
from training.models import Person

RUIZ = '"Ruiz, Kim"'


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
    file.write_text(HEADER + "Ruiz,,,,1,,\nStone,Lee,,,2,31/12/2025,\n")

    told = run(str(file), "--agency", agency.slug)

    assert told == (
        1,
        "Row 2, First name: Write a last name and a first name on every line.\n"
        "Row 3, Naloxone administration: There is no such date as 31/12/2025. "
        "Write the month first, as in 01/31/2026.\n"
        "2 lines: 1 new, 0 changed, 0 unchanged, 1 refused. 0 completions are new. 1 cells are left out.\n",
        "Correct what was refused and import the file again.",
    )
    assert [person.last_name for person in Person.objects.all()] == ["Stone"]


def test_the_command_run_dry_stores_nothing(agency, courses):
    code, out, _error = run(str(ROSTER), "--agency", agency.slug, "--dry-run")

    assert (code, out.endswith("Dry run: nothing was stored.\n")) == (0, True)
    assert not Person.objects.exists()


def test_the_command_asks_and_takes_one_answer_for_all(agency, courses, tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(f"Officer,Badge,Naloxone administration\n{RUIZ},0042,2026-10-01\n")
    second.write_text('Officer,Badge,Naloxone administration\n"Ruiz-Hall, Kim",42,2024-10-01\n')
    run(str(first), "--agency", agency.slug)

    asked = run(str(second), "--agency", agency.slug)
    waits = run(str(second), "--agency", agency.slug, "--same-person")
    done = run(str(second), "--agency", agency.slug, "--same-person", "--replace")

    heads = "Names are read from column A (Officer).\nEmployee numbers are read from column B (Badge).\n"
    question = "Row 2: Ruiz, Kim → Ruiz-Hall, Kim? 42 may be 0042.\n"
    day = "Row 2, Naloxone administration: Oct 1, 2026 → Oct 1, 2024\n"
    assert asked == (
        1,
        f"{heads}{question}1 lines: 0 new, 0 changed, 0 unchanged, 0 refused, 1 asked. 0 completions are new.\n",
        "Lines that may mean somebody on the roster wait: --same-person takes them as theirs.",
    )
    assert waits == (
        1,
        f"{heads}{question}{day}1 lines: 0 new, 1 changed, 0 unchanged, 0 refused. 0 completions are new.\n",
        "Days earlier than those of an earlier roster wait: --replace corrects them.",
    )
    assert done[0] == 0
    assert Person.objects.values_list("last_name", "employee_number", "completions__completed_on").get() == (
        "Ruiz-Hall",
        "0042",
        date(2024, 10, 1),
    )


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
