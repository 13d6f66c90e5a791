"""Counters that many hands raise at once: one statement, exact whatever happens at the same time.

The ORM has no increment on conflict (`bulk_create(update_conflicts=True)` overwrites), so this is raw SQL. A CHECK
judges the proposed row before the conflict is resolved: only raise by figures that stand on their own.
"""

from collections.abc import Iterable, Mapping
from uuid import uuid4

from django.db import connection, models


def columns(model: type[models.Model], names: tuple[str, ...]) -> str:
    """Return the columns of the fields `names` (attribute names such as agency_id), separated by commas."""
    by_attribute = {field.attname: field.column for field in model._meta.concrete_fields}
    return ", ".join(by_attribute[name] for name in names)


def prepared(model: type[models.Model], names: tuple[str, ...], rows: Iterable[tuple]) -> list:
    """Return the values of `rows`, each in the order of the fields `names`, one after the other, as this database
    wants them."""
    by_attribute = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_attribute[name] for name in names]
    return [
        field.get_db_prep_save(value, connection) for row in rows for field, value in zip(fields, row, strict=True)
    ]


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
    if not by:
        return
    names = ("id", *key, *figures)
    rows = ((uuid4(), *held, *by[held]) for held in sorted(by, key=str))
    raised = ", ".join(f"{name} = held.{name} + excluded.{name}" for name in figures)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} AS held ({columns(model, names)}) "
            f"VALUES {places_for(names, len(by))} ON CONFLICT ({columns(model, key)}) DO UPDATE SET {raised}",
            prepared(model, names, rows),
        )
