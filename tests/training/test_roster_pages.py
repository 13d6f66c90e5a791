"""The pages that check a roster, then import it."""

from datetime import date
from io import BytesIO

import pytest

from tests.training.pages import told, url
from training.models import Completion, Person

HEADER = "Last name,First name,Employee no.,Naloxone administration\n"


def sheet(lines, header=HEADER):
    file = BytesIO((header + lines).encode())
    file.name = "roster.csv"
    return file


def test_a_roster_is_checked_then_imported(agency, courses, alice, at):
    browser = at(alice)

    lines = "Ruiz,Kim,17,2026-01-05\nStone,Lee,18,soon\nTran,,19,\n"
    check = browser.post(url("roster", agency), {"file": sheet(lines)})
    before = Person.objects.count()
    done = browser.post(url("roster_import", agency), {"sheet": check.context["form"]["sheet"].value()})

    assert [line.verdict for line in check.context["result"].lines] == ["added", "added", "refused"]
    assert "There is no such date" in check.content.decode()
    assert before == 0
    assert told(done) == [
        "The roster is imported: 2 new, 0 changed, 0 unchanged.",
        "1 line was left out. 1 cell was left out. "
        "Correct your file and import it again: what is stored already stays.",
    ]
    assert list(Person.objects.values_list("employee_number", flat=True)) == ["17", "18"]


def test_what_is_asked_is_answered_on_the_page(agency, courses, alice, hire, at):
    for number, last_name in enumerate(("Ruiz", "Stone", "Tran"), 17):
        hire(last_name, employee_number=f"0{number}")
    browser = at(alice)

    lines = "Ruiz-Hall,Kim,017,\nSands,Kim,018,\nTran,Kim,19,\nAlder,Lee,020,\n"
    check = browser.post(url("roster", agency), {"file": sheet(lines)})
    form = check.context["form"]
    answers = {name: form.fields[name].choices[0][0] for name in ("people-2", "people-4")}
    done = browser.post(url("roster_import", agency), {"sheet": form["sheet"].value(), **answers})

    page = check.content.decode()
    assert (form.names_asked, form.names_presumed) == (["people-2", "people-3"], ["people-4"])
    assert "Ruiz, Kim → Ruiz-Hall, Kim? Both have the number 017." in page
    assert "1 number differs from your roster only by leading zeros and is treated as the same number." in page
    assert told(done) == [
        "The roster is imported: 1 new, 1 changed, 1 unchanged.",
        "1 question had no answer, so nothing was done about it. Import the file again to answer it.",
    ]
    assert list(Person.objects.values_list("last_name", "employee_number")) == [
        ("Alder", "020"),
        ("Ruiz-Hall", "017"),
        ("Stone", "018"),
        ("Tran", "019"),
    ]


def test_an_earlier_day_is_corrected_where_it_is_said_to_be_right(agency, courses, alice, bring, at):
    bring("Ruiz,Kim,,,17,2026-10-01,\nStone,Kim,,,18,2026-10-01,\n")
    browser = at(alice)

    check = browser.post(url("roster", agency), {"file": sheet("Ruiz,Kim,17,2024-10-01\nStone,Kim,18,2024-10-01\n")})
    form = check.context["form"]
    browser.post(url("roster_import", agency), {"sheet": form["sheet"].value(), "days-2": "correct"})

    assert form["days-2"].label == "Row 2, Ruiz, Kim: Naloxone administration: Oct 1, 2026 → Oct 1, 2024"
    assert dict(Completion.objects.values_list("person__last_name", "completed_on")) == {
        "Ruiz": date(2024, 10, 1),
        "Stone": date(2026, 10, 1),
    }


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
