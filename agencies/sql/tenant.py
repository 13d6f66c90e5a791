"""The tenant that PostgreSQL's row-level security sees."""

from django.db import connection


def name_tenant(key: object) -> None:
    """Let policies see this tenant's rows until the transaction ends. Only on PostgreSQL, inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lbn.tenant', %s, true)", [str(key)])
