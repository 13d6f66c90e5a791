"""SQLite's file is looked for by each request: what is acknowledged is in the file that people keep."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError

from lbn.sqlite3.base import DatabaseWrapper
from tests.distributions import station
from tests.distributions.terminal.test_races import ENTRY, send

pytestmark = pytest.mark.once
MANY = 30  # Each thread of each worker has a connection by then.


@pytest.fixture
def file(tmp_path):
    return make(tmp_path / "a.sqlite3", "first")


def make(path, words):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes AS SELECT ? AS words", [words])
        database.commit()
    return path


@pytest.fixture
def open_file(db, file, settings, request):
    """A connection as the application opens its own, to `file`."""
    usual = settings.DATABASES["default"]

    def open_file(**changes):
        options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}
        said = usual | {"NAME": str(file), "OPTIONS": options, "CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": None}
        said["MUST_EXIST"] = False  # another test of this process may have loaded lbn.wsgi
        connection = DatabaseWrapper(said | changes, alias="file")
        request.addfinalizer(connection.close)
        return connection

    return open_file


def words_in(connection):
    """What a request reads: it begins by looking whether its connection may be used."""
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        return cursor.execute("SELECT words FROM notes").fetchone()[0]


def test_another_file_at_the_path_is_opened_by_the_next_request(open_file, file):
    connection = open_file()
    before = words_in(connection)
    held = connection.connection
    file.replace(file.with_suffix(".old"))
    make(file, "second")

    assert (before, words_in(connection)) == ("first", "second")
    assert connection.connection is not held


def test_the_same_file_keeps_its_connection(open_file):
    connection = open_file()
    words_in(connection)
    held = connection.connection

    words_in(connection)

    assert connection.connection is held


def test_a_file_that_must_exist_is_not_made(open_file, file):
    connection = open_file(MUST_EXIST=True)
    words_in(connection)
    file.replace(file.with_suffix(".away"))

    with pytest.raises(OperationalError, match="unable to open database file"):
        words_in(connection)

    assert not file.exists()


def test_a_command_makes_the_file(open_file, file):
    file.unlink()

    with open_file().cursor() as cursor:
        cursor.execute("SELECT 1")

    assert file.exists()


@pytest.mark.server
def test_what_a_kept_connection_wrote_last_outlives_its_files_absence(served):
    """The newest entries are in the write-ahead log; a file made anew in between would delete it."""
    application = served(prepared=station.PREPARED)
    if not application.database_url.startswith("sqlite"):
        pytest.skip("Only SQLite has a file.")
    file = Path(urlsplit(application.database_url).path)
    for _ in range(MANY):
        send(application, station.KEY, ENTRY)
    away = file.rename(file.with_suffix(".away"))
    statuses = [send(application, station.KEY, ENTRY)[0] for _ in range(MANY)]
    application.kill()
    files = sorted(path.name.removeprefix(file.stem) for path in file.parent.glob(f"{file.stem}*"))
    away.rename(file)

    assert (statuses, files) == ([[500]] * MANY, [".away", ".sqlite3-shm", ".sqlite3-wal"])
    assert [row[-1] for row in station.counts(application)] == [1]
