"""Counters that many hands raise at once: one statement, exact whatever happens at the same time.

The ORM has no increment on conflict (`bulk_create(update_conflicts=True)` overwrites), so this is raw SQL. A CHECK
judges the proposed row before the conflict is resolved: only raise by figures that stand on their own.
"""

from collections.abc import Mapping
from itertools import chain
from uuid import uuid4

from django.db import connection, models

from agencies.sql.rows import Names, columns, prepare, slots


def increment(model: type[models.Model], *, key: Names, figures: Names, by: Mapping[tuple, tuple]) -> None:
    """Add to the counters of `model` what `by` says: key values → figures, both in the order named.

    Missing rows are made, with a random UUID as `id`. Rows are written in the order of their keys, so that two
    writers never wait for each other in a circle. Raises `IntegrityError` where a proposed row breaks a constraint.
    """
    _upsert(model, key, by, {name: f"held.{name} + excluded.{name}" for name in figures})


def replace(model: type[models.Model], *, key: Names, figures: Names, to: Mapping[tuple, tuple]) -> None:
    """As `increment`, but the counters are what `to` says afterwards, whatever they were."""
    _upsert(model, key, to, {name: f"excluded.{name}" for name in figures})


def _upsert(
    model: type[models.Model], key: Names, proposed: Mapping[tuple, tuple], becomes: Mapping[str, str]
) -> None:
    if not proposed:
        return
    names = ("id", *key, *becomes)
    rows = ((uuid4(), *held, *proposed[held]) for held in sorted(proposed, key=str))
    changes = ", ".join(f"{name} = {value}" for name, value in becomes.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} AS held ({columns(model, names)}) "
            f"VALUES {slots(names, len(proposed))} ON CONFLICT ({columns(model, key)}) DO UPDATE SET {changes}",
            list(chain.from_iterable(prepare(model, names, rows))),
        )
