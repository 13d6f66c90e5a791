"""What a load balancer is answered."""

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder

from lbn import health


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

    assert (answer.status_code, answer.text) == (503, "Run `manage.py migrate`.\n")


@pytest.mark.django_db
def test_it_is_not_ready_while_the_database_does_not_answer(client, monkeypatch):
    def silent(connection):
        raise DatabaseError("could not connect to server: secret.example")

    monkeypatch.setattr(health, "MigrationExecutor", silent)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "The database does not answer.\n")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_only_reading_is_answered(client, address):
    assert client.post(address).status_code == 405
