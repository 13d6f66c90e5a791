"""No name of a file is kept: a sheet is known by a hash, and its label tells of nobody."""

import os

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from distributions.forms.labels import judge_label
from distributions.models import DailyCount, Sheet, SheetTotal
from distributions.sheet_names import known_by_name, name_sheet
from tests import cast
from tests.bench.imports import prepare
from tests.distributions.asking import log_of, words
from tests.house.dumps import dump
from tests.servers.gunicorn import manage
from training.models import Person

NAME = "Medic J badge 4411 incident 26-118823"
TELLING = ("Medic J badge", "badge 4411", "incident 26", "118823")
LINES = "Date,ZIP,Kits\n11/20/2026,12207,2\n"


def traces(texts):
    return [(name, word) for name, text in texts.items() for word in TELLING if word in text]


@pytest.fixture
def bring_in(coordinator, url):
    """Import a file in the browser; return (what the dry run says, what is said afterwards)."""

    def bring_in(content=LINES, name=f"{NAME}.csv", **fields):
        file = SimpleUploadedFile(name, content.encode())
        shown = coordinator.post(url("import"), {"file": file, "label": "", "jurisdiction": "", **fields})
        judged = shown.context["decision"]["judged"].value()
        return shown, coordinator.post(url("import_confirm"), {"judged": judged}, follow=True)

    return bring_in


def test_a_file_of_the_same_name_is_the_same_sheet(agency, bring_in):
    bring_in()
    _shown, done = bring_in(LINES + "11/19/2026,12207,1\n")

    sheet = Sheet.objects.get()
    assert (sheet.kind, sheet.label, sheet.lines, str(sheet)) == ("import", "", 2, f"Sheet {sheet.mark}")
    assert sheet.mark == sheet.known_by[:4].upper()
    assert log_of(agency) == (2, 3, 0)
    assert f"Sheet {sheet.mark} was imported. Added: 1 kit, left on 1 occasion." in words(done)


def test_no_page_and_no_log_line_says_the_name_of_the_file(bring_in, caplog, capfd):
    caplog.set_level(0)

    shown, done = bring_in()

    pages = {"dry run": shown.content.decode(), "afterwards": done.content.decode()}
    assert traces(pages) == []
    written = {"log": "".join(record.getMessage() for record in caplog.records), "said": "".join(capfd.readouterr())}
    assert traces(written) == []


def test_the_same_name_is_another_sheet_at_another_agency(agency, new_york):
    other = cast.agency(new_york, name="Cohoes Police Department")

    assert known_by_name("2026", agency=agency) != known_by_name("2026", agency=other)


def test_another_key_knows_no_sheet_again(agency, settings):
    before = known_by_name("2026", agency=agency)
    settings.LBN_DISCLOSURE_KEY = "another"

    assert known_by_name("2026", agency=agency) != before


def test_two_sheets_whose_marks_begin_alike_are_told_apart(agency, today):
    named = name_sheet("2026", agency=agency)
    alike = {"known_by": f"{named.known_by[:5]}{'0' * 27}", "mark": named.known_by[:4].upper()}
    Sheet.objects.create(agency=agency, kind="import", on=today, lines=1, **alike)

    assert name_sheet("2026", agency=agency).title == f"Sheet {named.known_by[:5].upper()}"


def test_a_label_names_another_sheet_and_is_kept(agency, run, sheet_of):
    file = sheet_of("11/20/2026,12207,2,0")
    run(file)

    code, said = run(file, sheet="Station 2, summer 2026", overlap="add")

    assert code == 0
    assert said.startswith("Station 2, summer 2026: 2 kits")
    assert sorted(Sheet.objects.values_list("label", flat=True)) == ["", "Station 2, summer 2026"]


@pytest.mark.parametrize(
    "label",
    [
        "badge 4411",
        "Unit B7",
        "26-118823",
        "#4411",
        "518-555-0142",
        "shift 14:30",
        "9 pm",
        "11/20/2026",
        "4411",
        "0930h",
    ],
)
def test_a_label_holds_no_number_and_no_hour(agency, run, sheet_of, label):
    code, said = run(sheet_of("11/20/2026,12207,2,0"), sheet=label)

    assert code == 2
    assert said.startswith("This looks like ")
    assert not DailyCount.objects.exists()
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("label", ["Rivera", "kits of MARIA", "Rivera/Chen"])
def test_a_label_names_nobody_on_the_roster(agency, label):
    Person.objects.create(agency=agency, last_name="Rivera", first_name="Maria")

    with pytest.raises(ValidationError, match="Somebody on your roster has this name"):
        judge_label(label, agency=agency)


@pytest.mark.parametrize("label", ["", "2026", "Station 2, summer", "Q3 2026", "Riverside  park ", "Second sheet"])
def test_a_label_that_tells_of_nobody_is_kept_as_one_line(agency, new_york, label):
    Person.objects.create(agency=agency, last_name="Rivera", first_name="Maria")
    elsewhere = cast.agency(new_york, name="Cohoes Police Department")
    Person.objects.create(agency=elsewhere, last_name="Summer", first_name="Park")

    assert judge_label(label, agency=agency) == " ".join(label.split())


def test_a_label_that_may_not_be_kept_is_explained_at_its_box(coordinator, url):
    file = SimpleUploadedFile("2026.csv", LINES.encode())

    answer = coordinator.post(url("import"), {"file": file, "label": "badge 4411", "jurisdiction": ""})

    assert list(answer.context["form"].errors) == ["label"]
    assert not SheetTotal.objects.exists()


@pytest.mark.server
def test_names_of_before_become_marks_and_the_files_are_known_again(databases, tmp_path):
    address = databases.new()
    prepare(address)
    file = tmp_path / f"{NAME}.csv"
    file.write_text(LINES)
    environment = os.environ | {"DATABASE_URL": address}
    importing = ("import_counts", file, "--agency", "albany-county-sheriffs-office", "--on", "2026-11-21")
    manage(environment, *importing)
    assert traces(dump(address)) == []

    manage(environment, "migrate", "distributions", "0005")
    rename = f"from django.db import connection as c; c.cursor().execute(\"UPDATE {{}} SET sheet = '{NAME}'\")"
    manage(environment, "shell", "-c", rename.format("distributions_sheettotal"))
    assert {word for _table, word in traces(dump(address))} == set(TELLING)
    manage(environment, "migrate")

    tables = dump(address)
    assert traces(tables) == []
    assert tables["distributions_sheettotal"].count("12207") == 1
    assert "0 kits, 0 times, 0 people trained added · 2 kits unchanged" in manage(environment, *importing).stdout
    databases.drop(address)
