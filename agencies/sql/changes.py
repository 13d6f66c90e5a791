"""Whether the database takes changes at all."""

from django.db import connection


def takes_changes() -> bool:
    """Ask the database without a change: a standby of PostgreSQL, or one set to read-only, says no.

    Raises the database's `Error` where it does not answer. SQLite takes whatever its disk takes.
    """
    setting = "current_setting('transaction_read_only')" if connection.vendor == "postgresql" else "'off'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {setting}")
        return cursor.fetchone() == ("off",)
