"""Counters that many hands raise at once: one statement, exact whatever happens at the same time.

The ORM has no increment on conflict (`bulk_create(update_conflicts=True)` overwrites), so this is raw SQL. A CHECK
judges the proposed row before the conflict is resolved: only raise by figures that stand on their own.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from uuid import uuid4

from django.db import connection, connections, models


def columns(model: type[models.Model], names: tuple[str, ...]) -> str:
    """Return the columns of the fields `names` (attribute names such as agency_id), separated by commas."""
    by_attribute = {field.attname: field.column for field in model._meta.concrete_fields if field.column}
    return ", ".join(by_attribute[name] for name in names)


def prepared(model: type[models.Model], names: tuple[str, ...], rows: Iterable[tuple]) -> list:
    """Return the values of `rows`, each in the order of the fields `names`, one after the other, as this database
    wants them."""
    by_attribute = {field.attname: field for field in model._meta.concrete_fields if field.column}
    here = connections[connection.alias]  # what the proxy leads to: asking it each time costs more than the rest
    by_column = []
    for name, values in zip(names, zip(*rows, strict=True), strict=True):
        ready = {value: by_attribute[name].get_db_prep_save(value, here) for value in set(values)}
        by_column.append([ready[value] for value in values])
    return list(chain.from_iterable(zip(*by_column, strict=True)))


def places_for(names: tuple[str, ...], rows: int) -> str:
    """Return the placeholders of a VALUES clause for that many rows."""
    return ", ".join(["(" + ", ".join(["%s"] * len(names)) + ")"] * rows)


def increment(
    model: type[models.Model], *, key: tuple[str, ...], figures: tuple[str, ...], by: Mapping[tuple, tuple]
) -> None:
    """Add to the counters of `model` what `by` says: key values → figures, both in the order named.

    Missing rows are made, with a random UUID as `id`. Rows are written in the order of their keys, so that two
    writers never wait for each other in a circle. Raises `IntegrityError` where a proposed row breaks a constraint.
    """
    _upsert(model, key, by, {name: f"held.{name} + excluded.{name}" for name in figures})


def replace(
    model: type[models.Model], *, key: tuple[str, ...], figures: tuple[str, ...], to: Mapping[tuple, tuple]
) -> None:
    """As `increment`, but the counters are what `to` says afterwards, whatever they were."""
    _upsert(model, key, to, {name: f"excluded.{name}" for name in figures})


def _upsert(
    model: type[models.Model], key: tuple[str, ...], proposed: Mapping[tuple, tuple], becomes: Mapping[str, str]
) -> None:
    if not proposed:
        return
    names = ("id", *key, *becomes)
    rows = ((uuid4(), *held, *proposed[held]) for held in sorted(proposed, key=str))
    changes = ", ".join(f"{name} = {value}" for name, value in becomes.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} AS held ({columns(model, names)}) "
            f"VALUES {places_for(names, len(proposed))} ON CONFLICT ({columns(model, key)}) DO UPDATE SET {changes}",
            prepared(model, names, rows),
        )
