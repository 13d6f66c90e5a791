"""Everything a database holds, as text by table."""

import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import environ
import psycopg
from psycopg import sql


def dump(address):
    """Return {table: the text of all its rows} of the database at `address`, a DATABASE_URL."""
    return _sqlite(urlsplit(address).path) if address.startswith("sqlite") else _postgres(address)


def _sqlite(path):
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: "\n".join(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names}


def _postgres(address):
    told = environ.Env.db_url_config(address)
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    login = {ours: told[theirs] for ours, theirs in names.items() if told.get(theirs)} | told.get("OPTIONS", {})
    with psycopg.connect(**login) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: _copied(connection, name) for (name,) in tables}


def _copied(connection, table):
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as rows:
        return "".join(bytes(part).decode() for part in rows)
