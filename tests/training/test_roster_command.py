"""A roster comes in by the command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.training.roster_files import HEADER, ROSTER
from training.models import Person


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
        "Row 2, Naloxone administration: There is no such date as 31/12/2025. "
        "Write the month first, as in 01/31/2026.\n"
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
