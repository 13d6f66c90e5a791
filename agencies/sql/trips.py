"""Statements that go to PostgreSQL together: nobody waits for an answer before it is read."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def sent_together() -> Iterator[None]:
    """Send what is said within, inside a transaction, and wait only where an answer is read, and at the end.

    The database does everything in the order in which it was said, so a lock is held before what is said after it.
    What it refuses is raised where the next answer is read, or at the end, as the error that it is; a deadlock and
    a broken connection too. On SQLite, which is in this process, nothing is different.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
