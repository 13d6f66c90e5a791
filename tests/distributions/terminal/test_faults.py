"""What a terminal is answered, and what stands in the log, where the server and not its user is at fault."""

import logging
import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import DataError, connection

from distributions.models import DailyCount, SubmissionKey
from tests.distributions import station
from tests.distributions.terminal.sent import ENTRY, UUID, text_of

WAITS = (
    "The server has a problem and nothing was counted. What you logged stays on this computer and is sent again "
    "automatically. Call your program coordinator or IT."
)
IS_LOST = (
    "The server has a problem and nothing was counted. Write down the day, the ZIP code and the number of kits, and "
    "log them later. Call your program coordinator or IT."
)
NOBODY = "The server has a problem and nobody was told. Call your program coordinator or IT."
VALUES = (UUID, UUID.replace("-", ""), ENTRY["zip_code"], ENTRY["handed_out_on"], station.KEY)


@pytest.fixture
def lines(caplog):
    """What the log of the application wrote, as it writes it."""

    def lines():
        (ours,) = [handler for handler in logging.getLogger().handlers if handler.filters]
        return [ours.format(record) for record in caplog.records if ours.filter(record)]

    return lines


@pytest.fixture
def answered(browser):
    """A browser that is answered as people are, whatever fails."""
    browser.raise_request_exception = False
    return browser


def without_table(name):
    """Leave the table out as a database does that was never migrated; the test's end takes it back."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO away")


def refuse_uuid(*given, **named):
    raise DataError(f"no place for {UUID} and 12207")


NO_TABLE = {"sqlite": "OperationalError (SQLITE_ERROR)", "postgresql": "ProgrammingError (42P01)"}


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("agencies_terminalkey", r"agencies.sql.questions:\d+ for agencies.querysets.terminals"),
        ("distributions_submissionkey", r"agencies.sql.claims:\d+ for distributions.models.submission"),
        ("inventory_stocklevel", r"agencies.sql.questions:\d+ for inventory.actions.use"),
    ],
)
def test_a_table_that_is_missing_is_said_and_stands_in_the_log_in_one_line(answered, send, lines, table, place):
    without_table(table)

    answer = send(ENTRY)

    (line,) = lines()
    kind = re.escape(f"django.db.utils.{NO_TABLE[connection.vendor]}")
    assert (answer.status_code, answer.json()) == (500, {"message": WAITS})
    assert re.match(rf"ERROR django.request Internal Server Error: /terminal/entries/: {kind} at {place}:\d+: ", line)
    assert [value for value in (*VALUES, "\n") if value in line] == []


def test_what_is_counted_after_the_repair_is_counted_once(answered, send):
    with connection.cursor() as cursor:
        without_table("distributions_submissionkey")
        failed = send(ENTRY)
        cursor.execute("ALTER TABLE away RENAME TO distributions_submissionkey")

    answers = [send(ENTRY).json() for _ in range(2)]

    assert failed.status_code == 500
    assert answers == [{"stored": [UUID], "refused": []}] * 2
    assert DailyCount.objects.get().handouts == 1


def test_a_fault_of_ours_is_said_and_its_way_stands_in_the_log_without_values(answered, send, lines, monkeypatch):
    monkeypatch.setattr("distributions.entries._day", refuse_day)

    answer = send(ENTRY)

    (line,) = lines()
    first = line.splitlines()[0]
    assert (answer.status_code, answer.json()) == (500, {"message": WAITS})
    assert re.search(
        r": builtins\.KeyError at distributions\.entries:\d+ for distributions\.views\.terminal\.arrivals:\d+$", first
    )
    assert [value for value in VALUES if value in line] == []


def refuse_day(text, today):
    return {}[text + UUID]


def test_a_terminal_waits_for_the_machine_and_looks_for_the_entry_where_our_code_fails(answered, send, monkeypatch):
    monkeypatch.setattr("distributions.entries._day", refuse_day)
    ours = send(ENTRY)
    without_table("agencies_terminalkey")
    machines = send(ENTRY)

    assert ("Retry-After" in ours.headers, machines.headers["Retry-After"]) == (False, "15")


def test_every_answer_says_what_time_it_is(answered, send, settings):
    settings.LBN_NOW = "2026-11-21T12:00:00-05:00"
    good, refused = send(ENTRY), send(ENTRY, Origin="https://elsewhere.example")
    without_table("agencies_terminalkey")

    times = [answer.headers["Terminal-Clock"] for answer in (good, refused, send(ENTRY))]

    assert [datetime.fromisoformat(time) for time in times] == [datetime(2026, 11, 21, 17, tzinfo=UTC)] * 3


@pytest.mark.parametrize(
    ("address", "sent", "heading", "sentence"),
    [
        ("/terminal/", {"place": "12207"}, "Nothing was counted", IS_LOST),
        ("/terminal/enrol/", {"key": station.KEY}, "Nothing was counted", IS_LOST),
        ("/terminal/low/", {"left": "3"}, "Nobody was told", NOBODY),
    ],
)
def test_a_plain_form_is_told_on_a_page_that_needs_no_database(answered, lines, address, sent, heading, sentence):
    without_table("agencies_terminalkey")

    with connection.execute_wrapper(only_ask("agencies_terminalkey")):
        answer = answered.post(address, sent)

    assert answer.status_code == 500
    assert f"<h1>{heading}</h1> <p>{sentence}</p>" in text_of(answer)
    assert len(lines()) == 1


def only_ask(table):
    def ask(execute, sql, params, many, context):
        assert table in sql
        return execute(sql, params, many, context)

    return ask


def test_a_page_that_cannot_be_drawn_is_a_fault_that_leaves_the_stored_one(answered, lines):
    without_table("agencies_terminalkey")

    answer = answered.get("/terminal/")

    assert (answer.status_code, len(lines())) == (500, 1)


def test_low_kits_by_script_are_told_so_in_json(answered, lines):
    without_table("agencies_terminalkey")

    answer = answered.post("/terminal/low/", '{"left": 3}', content_type="application/json")

    assert (answer.status_code, answer.json(), len(lines())) == (500, {"message": NOBODY}, 1)


def test_a_fault_is_told_in_spanish_where_the_page_is(answered, send):
    without_table("agencies_terminalkey")

    answer = send(ENTRY, **{"Accept-Language": "es"})

    assert answer.json()["message"].startswith("El servidor tiene un problema y no se contó nada.")


def test_an_entry_that_the_database_refuses_is_logged_once_for_its_batch(send, lines, monkeypatch):
    monkeypatch.setattr("distributions.actions.log.take", refuse_uuid)
    others = [ENTRY | {"uuid": str(uuid4())} for _ in range(2)]

    answer = send(ENTRY, *others)

    (line,) = lines()
    assert len(answer.json()["refused"]) == 3
    assert re.fullmatch(
        r"ERROR distributions\.actions\.log The database refused 3 of 3 entries: "
        r"django\.db\.utils\.DataError at distributions\.actions\.log:\d+",
        line,
    )
    assert not SubmissionKey.objects.exists()


def test_a_fault_on_any_other_page_is_one_line_and_a_page_that_needs_no_database(client, alice, agency, lines):
    client.raise_request_exception = False
    client.force_login(alice)
    without_table("agencies_membership")

    answer = client.get(f"/agencies/{agency.slug}/log/")

    (line,) = lines()
    assert answer.status_code == 500
    assert "<h1>Something went wrong here</h1>" in text_of(answer)
    assert "(SQLITE_ERROR) at agencies.access:" in line or "(42P01) at agencies.access:" in line
    assert alice.email not in line
