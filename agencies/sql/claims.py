"""Keys that are claimed once, whoever asks at the same time."""

from collections.abc import Sequence
from itertools import chain

from django.db import connection, models

from agencies.sql.rows import Names, columns, prepare, slots


def claim(model: type[models.Model], *, key: Names, names: Names, rows: Sequence[tuple]) -> set:
    """Insert those of `rows` whose `key` is not there and return the last part of each key that was inserted.

    The values of a row are in the order of `names`. Raw SQL, because `bulk_create(ignore_conflicts=True)` does not
    say what was inserted.
    """
    claimed = next(field for field in model._meta.concrete_fields if field.attname == key[-1])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({columns(model, names)}) VALUES {slots(names, len(rows))} "
            f"ON CONFLICT ({columns(model, key)}) DO NOTHING RETURNING {columns(model, key[-1:])}",
            list(chain.from_iterable(prepare(model, names, rows))),
        )
        return {claimed.to_python(value) for (value,) in cursor.fetchall()}
