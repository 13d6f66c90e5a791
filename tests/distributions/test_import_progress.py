"""A long import in the browser: how far it has come, and what happens to it when nobody looks on."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from distributions.models import DailyCount, Sheet
from tests.distributions.asking import ledger_closes, log_of, on_hand


@pytest.fixture(autouse=True)
def one_day_at_a_time(monkeypatch):
    monkeypatch.setattr("distributions.actions.importing.INCREASES_AT_A_TIME", 1)


@pytest.fixture
def confirm(coordinator, url, stocked):
    """Upload three days, eleven kits in all, and confirm them."""

    def confirm(first_day=2):
        lines = [f"11/0{first_day + more}/2026,12207,{kits}\n" for more, kits in enumerate((2, 4, 5))]
        file = SimpleUploadedFile("2026.csv", ("Date,ZIP,Kits\n" + "".join(lines)).encode())
        shown = coordinator.post(url("import"), {"file": file, "label": "", "jurisdiction": ""})
        return coordinator.post(url("import_confirm"), {"judged": shown.context["decision"]["judged"].value()})

    return confirm


def test_each_step_is_told_and_then_the_outcome(confirm, agency):
    parts = list(confirm().streaming_content)

    shown = [part.decode() for part in parts]
    assert shown[0].lstrip().startswith("<!doctype html>")
    assert [f'value="{done}"' in part for done, part in enumerate(shown[1:5])] == [True] * 4
    assert f"{Sheet.objects.get()} was imported. Added: 11 kits, left on 3 occasions." in shown[5]
    assert f"/log/sheets/{Sheet.objects.get().pk}/" in shown[5]
    assert shown[5].rstrip().endswith("</html>")
    assert log_of(agency) == (3, 11, 0)


def test_nothing_is_counted_before_somebody_reads_the_answer_and_all_of_it_when_the_tab_is_closed(confirm, agency):
    answer = confirm()
    before = log_of(agency)
    parts = iter(answer)
    for _part in range(3):
        next(parts)

    # What a server's close() does first; the rest of it would close the database of the test.
    answer._resource_closers[0]()

    assert before == (0, 0, 0)
    assert log_of(agency) == (3, 11, 0)
    assert on_hand(agency) == 29
    assert ledger_closes()


def test_what_does_not_fit_is_told_and_what_was_stored_stays(confirm, coordinator, url, agency):
    list(confirm().streaming_content)
    DailyCount.objects.filter(handed_out_on="2026-11-04").update(items=1)
    file = SimpleUploadedFile(
        "2026.csv",
        b"Date,ZIP,Kits,Trained\n11/02/2026,12207,2,2\n11/03/2026,12207,4,0\n" + b"11/04/2026,12207,1,0\n" * 5,
    )
    shown = coordinator.post(url("import"), {"file": file, "label": "", "jurisdiction": ""})

    answer = coordinator.post(url("import_confirm"), {"judged": shown.context["decision"]["judged"].value()})

    said = b"".join(answer.streaming_content).decode()
    assert "The log of Nov 4, 2026 was corrected since" in said
    assert "What was stored before it stays." in said
    assert log_of(agency) == (3, 7, 2)


def test_a_short_import_is_one_answer(confirm, monkeypatch):
    monkeypatch.setattr("distributions.actions.importing.INCREASES_AT_A_TIME", 3)

    assert confirm().status_code == 302


def test_a_fault_in_between_ends_the_page_with_a_sentence_and_is_logged_once(confirm, agency, caplog):
    parts = iter(confirm())
    shown = [next(parts) for _part in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE inventory_stocklevel RENAME TO away")

    shown += list(parts)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE away RENAME TO inventory_stocklevel")
    page = b"".join(shown).decode()
    assert "The server has a problem. Try again later: it will go on from here." in page
    assert "What was stored before it stays." in page
    assert page.rstrip().endswith("</html>")
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert re.fullmatch(
        r"Work on a sheet was stopped by a fault: django\.db\.utils\.\w+ \(SQLITE_ERROR\) at .*"
        r"|Work on a sheet was stopped by a fault: django\.db\.utils\.\w+ \(42P01\) at .*",
        record.getMessage(),
    )
    assert 0 < log_of(agency)[0] < 3
    assert ledger_closes()


def test_an_import_that_a_fault_stopped_goes_on_where_it_stood(confirm, agency):
    parts = iter(confirm())
    for _part in range(3):
        next(parts)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE inventory_stocklevel RENAME TO away")
    list(parts)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE away RENAME TO inventory_stocklevel")

    list(confirm())

    assert log_of(agency) == (3, 11, 0)
    assert ledger_closes()
