"""Which faults mean "busy, send again", what each is called, and where in our code it came up.

The faults are real ones: SQLite and PostgreSQL give them, on files and servers that are so.
"""

import re
import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.db import Error, IntegrityError, InterfaceError, connection, transaction

from agencies.faults import describe_fault, find_place, is_broken_connection, is_busy, is_of_the_machine, name_kind
from agencies.keys import hash_of


def fault_of(database, *statements):
    """Return what the last of these statements, asked of an open SQLite database, fails with, as Django wraps it."""
    *before, last = statements
    for statement in before:
        database.execute(statement)
    with pytest.raises(Error) as caught, connection.wrap_database_errors:
        database.execute(last)
    return caught.value


@pytest.fixture
def file(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as database:
        database.execute("CREATE TABLE notes (words TEXT UNIQUE)")
    return tmp_path / "a.sqlite3"


@pytest.fixture
def sqlite(file, request):
    """Open the file: `sqlite(mode="ro")`; closed in the end."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's driver is wrapped on SQLite only.")

    def sqlite(mode="rw"):
        database = sqlite3.connect(f"file:{file}?mode={mode}", uri=True, timeout=0, isolation_level=None)
        request.addfinalizer(database.close)
        return database

    return sqlite


def test_a_file_that_another_one_writes_to_is_busy(sqlite):
    sqlite().execute("BEGIN IMMEDIATE")

    fault = fault_of(sqlite(), "BEGIN IMMEDIATE")

    assert (is_busy(fault), name_kind(fault)) == (True, "django.db.utils.OperationalError (SQLITE_BUSY)")


@pytest.mark.parametrize(
    ("mode", "statements", "name"),
    [
        ("rw", ("PRAGMA max_page_count = 1", "CREATE TABLE more (words)"), "SQLITE_FULL"),
        ("ro", ("INSERT INTO notes VALUES ('a')",), "SQLITE_READONLY"),
        ("rw", ("SELECT * FROM nothing_of_the_kind",), "SQLITE_ERROR"),
    ],
    ids=["disk full", "read only", "not migrated"],
)
def test_what_a_machine_has_to_be_mended_for_is_not_busy(sqlite, mode, statements, name):
    fault = fault_of(sqlite(mode), *statements)

    assert name_kind(fault) == f"django.db.utils.OperationalError ({name})"
    assert (is_busy(fault), is_broken_connection(fault), is_of_the_machine(fault)) == (False, False, True)


def test_a_row_that_breaks_a_rule_is_not_the_machines(sqlite):
    fault = fault_of(sqlite(), "INSERT INTO notes VALUES ('12207')", "INSERT INTO notes VALUES ('12207')")

    assert isinstance(fault, IntegrityError)
    assert (is_busy(fault), is_of_the_machine(fault)) == (False, False)
    assert "12207" not in describe_fault(fault)


RAISE = "DO $$ BEGIN RAISE EXCEPTION 'Key (zip_code)=(12207)' USING ERRCODE = '{}'; END $$"


@pytest.fixture
def postgres_says(db):
    """Let PostgreSQL fail with a SQLSTATE."""
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has these.")

    def postgres_says(sqlstate):
        with pytest.raises(Error) as caught, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RAISE.format(sqlstate))
        return caught.value

    return postgres_says


@pytest.mark.parametrize(
    ("sqlstate", "busy", "broken"),
    [
        ("40001", True, False),
        ("40P01", True, False),
        ("55P03", True, False),
        ("42P01", False, False),
        ("53100", False, False),
        ("53300", False, False),
        ("25006", False, False),
        ("57014", False, False),
        ("57P01", False, True),
        ("08006", False, True),
    ],
)
def test_postgres_is_busy_with_locks_and_deadlocks_alone(postgres_says, sqlstate, busy, broken):
    fault = postgres_says(sqlstate)

    assert (is_busy(fault), is_broken_connection(fault), is_of_the_machine(fault)) == (busy, broken, True)
    assert name_kind(fault).endswith(f"({sqlstate})")
    assert "12207" not in describe_fault(fault)


@pytest.fixture
def postgres(databases):
    """The address of a database in a PostgreSQL of its own tables."""
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has these.")
    address = databases.new()
    yield address
    databases.drop(address)


def test_a_lock_that_postgres_would_have_to_wait_for_is_busy(postgres):
    with psycopg.connect(postgres) as other, psycopg.connect(postgres) as ours:
        other.execute("LOCK TABLE agencies_agency")
        with pytest.raises(Error) as caught, connection.wrap_database_errors:
            ours.execute("LOCK TABLE agencies_agency NOWAIT")

    assert (is_busy(caught.value), is_broken_connection(caught.value)) == (True, False)


def test_a_database_that_is_not_there_is_a_broken_connection(postgres):
    with pytest.raises(Error) as caught, connection.wrap_database_errors:
        psycopg.connect(postgres.replace("/lbn_served_", "/no_"))

    fault = caught.value
    assert (is_busy(fault), is_broken_connection(fault), is_of_the_machine(fault)) == (False, True, True)


def test_a_connection_that_its_driver_calls_closed_is_a_broken_one():
    fault = InterfaceError("the connection is closed")

    assert (is_busy(fault), is_broken_connection(fault), is_of_the_machine(fault)) == (False, True, True)


def test_a_fault_of_ours_is_neither_busy_nor_the_machines_and_has_its_place():
    with pytest.raises(UnicodeEncodeError) as caught:
        hash_of("12207\ud800")

    fault = caught.value
    assert (is_busy(fault), is_broken_connection(fault), is_of_the_machine(fault)) == (False, False, False)
    assert re.fullmatch(r"builtins.UnicodeEncodeError at agencies.keys:\d+", describe_fault(fault))


def test_a_fault_in_nobodys_code_of_ours_says_so():
    with pytest.raises(ZeroDivisionError) as caught:
        1 / 0  # noqa: B018

    assert find_place(caught.value) == "no place of ours"
