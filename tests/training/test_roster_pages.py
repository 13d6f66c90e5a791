"""The pages that check a roster, then import it."""

from io import BytesIO

import pytest

from tests.training.pages import told, url
from training.models import Person

HEADER = "Last name,First name,Employee no.,Naloxone administration\n"


def sheet(lines, header=HEADER):
    file = BytesIO((header + lines).encode())
    file.name = "roster.csv"
    return file


def test_a_roster_is_checked_then_imported(agency, courses, alice, at):
    browser = at(alice)

    check = browser.post(url("roster", agency), {"file": sheet("Ruiz,Kim,17,2026-01-05\nStone,Lee,18,soon\n")})
    before = Person.objects.count()
    done = browser.post(url("roster_import", agency), {"sheet": check.context["form"]["sheet"].value()})

    assert [line.verdict for line in check.context["result"].lines] == ["added", "refused"]
    assert "There is no such date" in check.content.decode()
    assert before == 0
    assert told(done) == [
        "The roster is imported: 1 new, 0 changed, 0 unchanged.",
        "1 line was left out. Correct it in your file and import the file again.",
    ]
    assert Person.objects.get().employee_number == "17"


def test_a_refused_roster_is_told_at_the_file_and_not_echoed(agency, courses, alice, at):
    file = sheet("Ruiz,Kim,1990-02-03\n", header="Last name,First name,Date of birth\n")

    answer = at(alice).post(url("roster", agency), {"file": file})

    assert answer.context["form"].errors["file"][0].startswith("Remove the column Date of birth")
    assert "Ruiz" not in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("sheet_back", ["", "nonsense", "of another agency"])
def test_only_what_was_checked_here_is_imported(agency, stranger, courses, alice, at, sheet_back):
    if sheet_back == "of another agency":
        their_page = at(stranger.memberships.get().user).post(
            url("roster", stranger), {"file": sheet("Ruiz,Kim,1,\n")}
        )
        sheet_back = their_page.context["form"]["sheet"].value()

    answer = at(alice).post(url("roster_import", agency), {"sheet": sheet_back})

    assert answer.url == url("roster", agency)
    assert told(answer) == ["Nothing was stored: the check is too old. Choose the roster again."]
    assert not Person.objects.exists()


def test_a_roster_too_large_for_a_page_is_refused(agency, courses, alice, at):
    answer = at(alice).post(url("roster", agency), {"file": sheet("Ruiz,Kim,,\n" * 60_000)})

    assert answer.context["form"].errors["file"] == [
        "This file is larger than 500 KB. Split the roster and import it in parts."
    ]


def test_the_empty_roster_can_be_filled_and_imported(agency, courses, alice, at):
    template = at(alice).get(url("roster_template", agency)).content

    filled = BytesIO(template + b"Ruiz,Kim,Deputy,Patrol A,17,01/05/2026,01/05/2026\r\n")
    filled.name = "roster.csv"
    check = at(alice).post(url("roster", agency), {"file": filled})

    assert check.context["result"].counts["added"] == 1
    assert check.context["result"].counts["completions"] == 2
