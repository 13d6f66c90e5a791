"""T15 as it really happens: a disk without a byte left, and a PostgreSQL that is stopped while terminals send."""

import os
import re
import shutil
from uuid import uuid4

import pytest
from django.db import connection

from tests.distributions import station
from tests.distributions.terminal import broken
from tests.distributions.terminal.test_races import ENTRY, send_batch
from tests.servers import postgres
from tests.servers.databases import Databases, PostgresCopies
from tests.servers.gunicorn import Served

pytestmark = [pytest.mark.server, pytest.mark.slow]
BATCHES = [[ENTRY | {"uuid": str(uuid4())} for _ in range(100)] for _ in range(5)]
LINE = r"ERROR django\.request Internal Server Error: /terminal/entries/: django\.db\.utils\.{} at [\w.]+:\d+.*"


def faults_in(application):
    return [line for line in application.log_text().splitlines() if "ERROR" in line or "Traceback" in line]


def handouts(application):
    return sum(row[-3] for row in station.counts(application))


@pytest.fixture
def on_small_disk(served, small_disk):
    """The application with the keys of its entries, or all of SQLite, on a small disk."""
    application = served(prepared=station.PREPARED, LBN_DISK_FLOOR="1")
    if connection.vendor == "sqlite":
        application.stop()
        file = shutil.copy(application.database_url.removeprefix("sqlite:///"), small_disk.path / "a.sqlite3")
        application.database_url = f"sqlite:///{file}"
        application.restart(DATABASE_URL=application.database_url)
        yield application
        application.stop()
        return
    account = postgres.unprivileged()
    if account:
        os.chown(small_disk.path, account.pw_uid, account.pw_gid)
    place = f"small_{uuid4().hex}"
    broken.tell_server(application, f"CREATE TABLESPACE {place} LOCATION '{small_disk.path}'")
    broken.tell(application, f"ALTER TABLE {broken.KEYS} SET TABLESPACE {place}")
    yield application
    broken.tell(application, f"ALTER TABLE {broken.KEYS} SET TABLESPACE pg_default")
    broken.tell_server(application, f"DROP TABLESPACE {place}")


def test_a_full_disk_is_a_fault_until_there_is_room_and_loses_nothing(on_small_disk, small_disk):
    application = on_small_disk
    before = send_batch(application, station.KEY, [ENTRY])
    small_disk.fill()

    statuses = [send_batch(application, station.KEY, batch)[0] for batch in BATCHES]  # The first may find room yet.
    faults = faults_in(application)
    small_disk.make_room()
    after = [send_batch(application, station.KEY, batch) for batch in BATCHES]

    code = {"sqlite": "SQLITE_FULL", "postgresql": "53100"}[connection.vendor]
    assert before == stored([ENTRY])
    assert (set(statuses), statuses[-1]) == ({*statuses[:1], 500}, 500)
    line = LINE.format(rf"OperationalError \({code}\)")
    assert [bool(re.fullmatch(line, each)) for each in faults] == [True] * statuses.count(500)
    assert after == [stored(batch) for batch in BATCHES]
    assert handouts(application) == 501


def stored(batch):
    return 200, {"stored": [entry["uuid"] for entry in batch], "refused": []}


@pytest.fixture
def own_postgres(tmp_path):
    """The application on a PostgreSQL of its own, which may be stopped: (application, server)."""
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL can be stopped.")
    with postgres.running(fast=True) as server:
        databases = Databases(PostgresCopies(server.url))
        (tmp_path / "application").mkdir()
        address = databases.new(station.PREPARED)
        application = Served(directory=tmp_path / "application", database_url=address, changes={})
        application.start()
        yield application, server
        application.kill()


def test_a_postgres_that_is_stopped_is_a_fault_until_it_runs_again_and_loses_nothing(own_postgres):
    application, server = own_postgres
    before = send_batch(application, station.KEY, [ENTRY])
    server.stop()

    stopped = [send_batch(application, station.KEY, BATCHES[0]) for _ in range(2)]
    faults = faults_in(application)
    server.start()
    after = send_batch(application, station.KEY, BATCHES[0])

    assert before[0] == 200
    assert [status for status, _answer in stopped] == [500, 500]
    assert [bool(re.fullmatch(LINE.format("OperationalError"), line)) for line in faults] == [True, True]
    assert after == stored(BATCHES[0])
    assert handouts(application) == 101
