"""What a load balancer is answered."""

import os
import re
import sqlite3
import urllib.error
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from lbn import health
from tests.distributions.terminal import broken
from tests.servers.gunicorn import DIRECT, manage

NOT_MIGRATED = "The database is not migrated: run `manage.py migrate`.\n"
NO_ANSWER = "The database does not answer.\n"
NEARLY_FULL = "The disk of the service has less than 1000000000 MB left.\n"


def test_a_process_that_answers_is_healthy_without_a_database(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.django_db
def test_a_migrated_database_makes_it_ready(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (200, "ready\n")


@pytest.mark.django_db
def test_it_is_not_ready_while_a_migration_waits(client):
    last = MigrationRecorder.Migration.objects.filter(app="training").order_by("-id").first()
    last.delete()

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, NOT_MIGRATED)


@pytest.mark.django_db
def test_it_is_not_ready_while_a_disk_is_nearly_full(client, settings):
    settings.DISK_FLOOR = 1_000_000_000 * health.A_MEGABYTE

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, NEARLY_FULL)


@pytest.mark.django_db
def test_whatever_is_wrong_has_a_sentence_of_its_own(client, settings):
    MigrationRecorder.Migration.objects.filter(app="training").order_by("-id").first().delete()
    settings.DISK_FLOOR = 1_000_000_000 * health.A_MEGABYTE

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, NOT_MIGRATED + NEARLY_FULL)


@pytest.mark.django_db
def test_it_is_not_ready_while_postgres_takes_no_changes(client):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no standby.")
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "The database takes no changes: it is read-only.\n")


@pytest.mark.django_db
def test_asking_changes_nothing(client):
    def refuse_changes(execute, sql, params, many, context):
        assert sql.split()[0] == "SELECT"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse_changes):
        answer = client.get("/readyz")

    assert answer.status_code == 200


def ask(application):
    try:
        with DIRECT.open(f"{application.url}/readyz") as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.status, answer.read().decode()


def test_it_is_not_ready_while_the_database_is_gone_and_the_log_has_a_line_for_each_question(served):
    application = served()
    application.is_sqlite = application.database_url.startswith("sqlite")
    with broken.gone(application):
        answers = [ask(application) for _ in range(2)]
        lines = [line for line in application.log_text().splitlines() if "ERROR" in line]
    after = ask(application)

    assert answers == [(503, NO_ANSWER)] * 2
    assert after == (200, "ready\n")
    line = r"ERROR django.request Not ready: The database does not answer.: django.db.utils.OperationalError.* at .*"
    assert [bool(re.fullmatch(line, each)) for each in lines] == [True, True]


def test_it_takes_no_lock_that_a_writer_holds(served):
    application = served()
    if not application.database_url.startswith("sqlite"):
        pytest.skip("Only SQLite has one lock for all writers.")
    with closing(sqlite3.connect(urlsplit(application.database_url).path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")

        assert ask(application) == (200, "ready\n")


SAY = "import lbn.health as h; print(*h.why_not_on_disk(), sep=' | ')"


@pytest.mark.once
def test_a_disk_that_is_small_or_read_only_is_said_to_be_the_databases(small_disk):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{small_disk.path}/a.sqlite3", "LBN_DISK_FLOOR": "15"}
    (small_disk.path / "a.sqlite3").touch()

    def say(**changes):
        return manage(environment | changes, "shell", "--verbosity", "0", "--command", SAY).stdout.strip()

    roomy, small = say(), say(LBN_DISK_FLOOR="17")
    small_disk.forbid_changes()
    read_only = say()

    assert (roomy, small) == ("", "The disk of the database has less than 17 MB left.")
    assert read_only == "The database's file cannot be written to: its disk is read-only, or a right is missing."


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_only_reading_is_answered(client, address):
    assert client.post(address).status_code == 405
