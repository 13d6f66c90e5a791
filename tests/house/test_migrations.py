"""The migrations say what the models say, forwards and backwards."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader

APPS = ("agencies", "inventory", "training", "distributions", "reporting")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def one_way(migrations):
    return [
        f"{name}: {type(operation).__name__}"
        for name, operations in migrations.items()
        for operation in operations
        if not operation.reversible
    ]


@pytest.mark.django_db
def test_every_migration_can_be_undone():
    loader = MigrationLoader(connection)
    ours = {str(key): one.operations for key, one in loader.disk_migrations.items() if key[0] in APPS}

    assert ours
    assert one_way(ours) == []


def test_a_planted_one_way_migration_is_found():
    assert one_way({"planted": [RunPython(RunPython.noop)]}) == ["planted: RunPython"]
