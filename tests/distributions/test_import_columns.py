"""Columns that nobody knows: somebody says what they hold, or they are left out; nothing of a name is ever shown."""

import re
import zlib

import pytest
from django.core import signing

from agencies.models import Jurisdiction, ZipCode
from distributions.models import DailyCount, Sheet
from distributions.sheet_names import known_by_name
from tests.agencies.sheet_files import workbook
from tests.distributions.asking import log_of, words

GIVEN = "Date,Zip,# given,Remarks\n9/1/2026,12207,2,Jane Roe was there\n9/2/2026,12180,3,\n"


@pytest.fixture
def say(coordinator, url):
    """Answer the questions of a page, in the order of its columns; return what comes next."""

    def say(shown, *answers):
        names = shown.context["form"].names.values()
        held = {"sheet": shown.context["token"], **dict(zip(names, answers, strict=True))}
        return coordinator.post(url("import_columns"), held, follow=True)

    return say


def rows_of(shown):
    """The rows of the page: column, values, and as what it is read or what may be said of it."""
    rows = []
    for row in shown.context["columns_table"].rows:
        offered = [key for key, _words in row.question.field.choices if key] if row.question else row.seen.meaning
        text = "text" if row.seen.is_text else " ".join(row.seen.values)
        rows.append((f"{row.seen.letter} {row.seen.title}", text, offered))
    return rows


ALL = ["day", "zip_code", "county", "kits", "people_trained", "item", "skip"]


def test_each_column_is_shown_with_how_it_is_read_and_no_text_is(upload):
    shown = upload(GIVEN)

    assert rows_of(shown) == [
        ("A Date", "9/1/2026 9/2/2026", "Date"),
        ("B Zip", "12207 12180", "ZIP code"),
        ("C # given", "2 3", ALL),
        ("D Remarks", "text", ["skip"]),
    ]
    assert "Jane Roe" not in shown.content.decode()
    assert not DailyCount.objects.exists()


def test_what_is_said_is_how_it_is_read_and_what_is_left_out_is_not_stored(agency, upload, say, confirm):
    shown = say(upload(GIVEN), "kits", "skip")

    assert "Kits from column C (# given)" in words(shown)
    assert "Left out and not stored: column D (Remarks)" in words(shown)
    confirm(shown)
    assert log_of(agency) == (2, 5, 0)
    assert Sheet.objects.get().known_by == known_by_name("2026", agency=agency)


def test_the_page_carries_nothing_that_may_be_a_name(upload):
    lines = "9/1/2026,12207,two to Ann,518-555-0100\n9/2/2026,12180,3,4\n"
    shown = upload(f"Date,Zip,# given,Scribble\n{lines}", name="Medic Jo.csv")

    held = zlib.decompress(signing.b64_decode(shown.context["token"].split(":")[0].lstrip(".").encode())).decode()
    assert "Ann" not in held
    assert "555" not in held
    assert "9/2/2026,12180,3" in held
    assert "Medic" not in held


def test_a_column_that_is_not_said_is_asked_for_and_the_others_are_kept(upload, say):
    shown = upload(GIVEN)

    again = say(shown, "kits", "")

    assert again.context["form"].errors == {"column_3": ["Say what this column holds, or leave it out."]}
    assert re.search('<option value="kits" selected', again.content.decode())
    assert not DailyCount.objects.exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (("skip", "skip"), "The header line has no column Kits."),
        (("day", "skip"), "Two columns are named Date."),
        (("kits", "kits"), "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_refused_and_can_be_said_otherwise(agency, upload, say, confirm, answers, sentence):
    again = say(upload(GIVEN), *answers)

    assert sentence in words(again)
    assert not DailyCount.objects.exists()
    confirm(say(again, "kits", "skip"))
    assert log_of(agency) == (2, 5, 0)


@pytest.mark.parametrize("word", ["Recipient name", "Officer", "Case #", "DOB", "Badge", "Home address"])
def test_a_column_that_names_people_or_cases_refuses_the_file(upload, word):
    answer = upload(f"Date,Zip,# given,{word}\n9/1/2026,12207,2,Jane Roe\n")

    assert answer.context["form"].errors["file"] == [
        f"Remove the column {word}: it names people or cases. Then import the sheet again. "
        "Nothing of the file was kept."
    ]
    assert "Jane Roe" not in answer.content.decode()


def test_it_refuses_whatever_is_said_of_it(run, tmp_path):
    file = tmp_path / "given.csv"
    file.write_text("Date,Zip,Kits,Officer\n9/1/2026,12207,2,Jane Roe\n")

    code, said = run(file, column=["Officer=skip"])

    assert code == 2
    assert said.startswith("Remove the column Officer: it names people or cases.")
    assert not DailyCount.objects.exists()


def test_two_columns_that_are_the_same_are_asked_about(agency, upload, say, confirm):
    shown = upload("Date,Day,Zip,Kits\n9/1/2026,Tuesday,12207,2\n")

    assert [row[2] for row in rows_of(shown)] == [ALL, ["skip"], "ZIP code", "Kits"]
    confirm(say(shown, "day", "skip"))
    assert log_of(agency) == (1, 2, 0)


def test_what_was_given_with_the_sheet_goes_along(agency, upload, say, confirm):
    county = Jurisdiction.objects.get(slug="ny-albany")

    confirm(say(upload("Date,Zip,# given\n9/1/2026,,2\n", label="My sheet", jurisdiction=county.pk), "kits"))

    counted = DailyCount.objects.get()
    assert (counted.jurisdiction, counted.zip_code, counted.items) == (county, "", 2)
    assert Sheet.objects.get().label == "My sheet"


def test_the_numbers_of_a_workbook_are_what_the_columns_make_of_them(agency, upload, say, confirm):
    albany = Jurisdiction.objects.get(slug="ny-albany")
    ZipCode.objects.create(zip="00501", jurisdiction=albany, kind=ZipCode.Kind.UNIQUE, name="Holtsville")
    rows = [["Handed over", "Where to", "Kits", "Trained"], [46267, 501, 2, 1], [46268, 12207, 1, 0]]
    shown = upload(workbook(("Log", rows)), name="book.xlsx")

    assert [row[1] for row in rows_of(shown)] == ["46267 46268", "501 12207", "2 1", "1 0"]
    confirm(say(shown, "day", "zip_code"))
    assert sorted(DailyCount.objects.values_list("handed_out_on__day", "zip_code", "jurisdiction__name")) == [
        (2, "", "Albany"),
        (3, "12207", "Albany"),
    ]


@pytest.mark.parametrize("spoil", [lambda token: token + "x", lambda token: ""])
def test_a_sheet_that_is_not_ours_is_not_read(coordinator, url, upload, spoil):
    token = spoil(upload(GIVEN).context["token"])

    answer = coordinator.post(url("import_columns"), {"sheet": token, "column_2": "kits"}, follow=True)

    assert "This page is too old to go on from. Choose the sheet again." in words(answer)
    assert not DailyCount.objects.exists()


def test_a_sheet_too_long_for_the_page_is_refused_with_the_way_out(upload, monkeypatch):
    monkeypatch.setattr("distributions.forms.import_columns.LONGEST_TOKEN", 100)

    answer = upload(GIVEN)

    assert answer.context["form"].errors["file"][0].startswith("This sheet is too long to ask about its columns.")


def test_100_000_lines_can_be_asked_about(upload):
    lines = "".join(
        f"{month}/{day}/2026,{12200 + n % 10},{n % 9 + 1}\n"
        for n in range(300)
        for month in range(1, 10)
        for day in range(1, 28)
    )

    shown = upload(f"Date,Zip,# given\n{lines}")

    assert len(shown.context["token"]) < 900_000
