"""Columns of a roster that nobody knows: somebody says what they hold, or they are left out."""

import pytest
from django.core.management import CommandError, call_command

from tests.training.pages import told, url
from tests.training.test_roster_pages import sheet
from training.models import Completion, Person

HEADER = "Who,Badge,Rank,Post code,Hired,Last aid course\n"
LINES = '"Ruiz, Kim",17,Sgt,North,2019-05-01,2026-01-05\n"Stone, Lee",18,Ofc,South,2020-05-01,\n'
ANSWERS = ("full_name", "unit", "skip", "Naloxone administration")


@pytest.fixture
def say(agency, alice, at):
    """Answer the questions of a page, in the order of its columns; return what comes next."""

    def say(shown, *answers):
        names = shown.context["form"].names.values()
        held = {"sheet": shown.context["token"], **dict(zip(names, answers, strict=True))}
        return at(alice).post(url("roster_columns", agency), held, follow=True)

    return say


@pytest.fixture
def asked(agency, courses, alice, at):
    """The page that asks about the columns."""
    return at(alice).post(url("roster", agency), {"file": sheet(LINES, HEADER)})


def test_what_is_said_of_each_column_is_how_it_is_read(agency, alice, at, asked, say):
    columns = [(row.seen.title, row.seen.values, row.seen.is_text) for row in asked.context["columns_table"].rows]
    check = say(asked, *ANSWERS)
    done = at(alice).post(url("roster_import", agency), {"sheet": check.context["form"]["sheet"].value()})

    assert columns == [
        ("Who", [], True),
        ("Badge", ["17", "18"], False),
        ("Rank", [], True),
        ("Post code", [], True),
        ("Hired", ["2019-05-01", "2020-05-01"], False),
        ("Last aid course", ["2026-01-05"], False),
    ]
    assert "Ruiz" not in asked.content.decode()
    assert check.context["result"].sentences[:4] == [
        "Names are read from column A (Who).",
        "Employee numbers are read from column B (Badge).",
        "Units are read from column D (Post code).",
        "Left out and not stored: column E (Hired).",
    ]
    assert told(done) == ["The roster is imported: 2 new, 0 changed, 0 unchanged."]
    assert list(Person.objects.values_list("last_name", "first_name", "unit")) == [
        ("Ruiz", "Kim", "North"),
        ("Stone", "Lee", "South"),
    ]
    assert [str(day) for day in Completion.objects.values_list("completed_on", flat=True)] == ["2026-01-05"]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (("", *ANSWERS[1:]), "Say what this column holds, or leave it out."),
        (("skip", *ANSWERS[1:]), "The header line has no columns Last name and First name."),
        (("full_name", "full_name", *ANSWERS[2:]), "Two columns are named Name."),
    ],
)
def test_what_cannot_be_is_said_again(asked, say, answers, sentence):
    again = say(asked, *answers)

    assert sentence in again.content.decode()
    assert not Person.objects.exists()
    assert len(say(again, *ANSWERS).context["result"].lines) == 2


def test_a_column_about_somebodys_life_is_never_asked_about(agency, courses, alice, at):
    answer = at(alice).post(
        url("roster", agency), {"file": sheet("Ruiz,Kim,1990-01-05,x\n", "Last,First,DOB,Notes\n")}
    )

    assert "Remove the columns DOB and Notes" in answer.context["form"].errors["file"][0]
    assert "1990" not in answer.content.decode()


@pytest.mark.parametrize(
    "word", ["Home station", "Station address", "Medical unit", "License", "Photo ID", "Medic school"]
)
def test_a_column_about_the_work_is_asked_about(agency, courses, alice, at, word):
    shown = at(alice).post(url("roster", agency), {"file": sheet("Ruiz,Kim,x\n", f"Last,First,{word}\n")})

    assert [row.seen.title for row in shown.context["columns_table"].rows if row.question] == [word]


@pytest.mark.parametrize(
    "word", ["Home phone", "Religion", "Emergency contact", "Allergies", "E-mail", "Case #", "Age"]
)
def test_what_no_roster_needs_refuses_the_file(agency, courses, alice, at, word):
    shown = at(alice).post(url("roster", agency), {"file": sheet("Ruiz,Kim,x\n", f"Last,First,{word}\n")})

    assert f"Remove the column {word}" in shown.context["form"].errors["file"][0]


@pytest.mark.parametrize("token", ["", "no roster of ours"])
def test_a_roster_that_is_not_ours_is_not_read(agency, courses, alice, at, token):
    answer = at(alice).post(url("roster_columns", agency), {"sheet": token})

    assert told(answer) == ["Nothing was stored: the check is too old. Choose the roster again."]


def test_the_command_takes_it_too(agency, courses, tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text(HEADER + LINES)
    options = ["Who=name", "Post code=Unit", "Hired=skip", "Last aid course=Naloxone administration"]

    with pytest.raises(
        CommandError, match='Say what the column Who holds with --column, such as --column "Who=unit"'
    ):
        call_command("import_roster", str(file), agency=agency.slug)
    with pytest.raises(CommandError, match="--column Who=nobody says nothing that is known"):
        call_command("import_roster", str(file), agency=agency.slug, column=["Who=nobody"])
    call_command("import_roster", str(file), agency=agency.slug, column=options)

    assert list(Person.objects.values_list("last_name", "unit")) == [("Ruiz", "North"), ("Stone", "South")]
