"""What breaks below a served application, as it really breaks, and how it is mended: each is a context manager."""

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db.backends.sqlite3._functions import register

from tests.distributions import station
from tests.servers.gunicorn import Served

KEYS = "distributions_submissionkey"
REFUSE_AS_FULL = f"""
    CREATE FUNCTION refuse_as_full() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$ LANGUAGE plpgsql;
    CREATE TRIGGER full_disk BEFORE INSERT ON {KEYS} FOR EACH STATEMENT EXECUTE FUNCTION refuse_as_full();
"""


class Breakable(Served):
    """An application whose disk can be full."""

    wsgi = "tests.distributions.terminal.full"

    def __init__(self, *, directory, database_url):
        self.mark = directory / "full"
        super().__init__(directory=directory, database_url=database_url, changes={"LBN_FULL_WHILE": str(self.mark)})
        self.is_sqlite = database_url.startswith("sqlite")


@contextmanager
def full(application):
    """No table grows any more: SQLite at its limit, PostgreSQL by what it says where its disk is full."""
    if application.is_sqlite:
        with closing(sqlite3.connect(urlsplit(application.database_url).path)) as database:
            register(database)  # The functions that constraints are written with.
            database.execute("VACUUM")  # No page is free.
        application.mark.touch()
    else:
        tell(application, REFUSE_AS_FULL)
    yield
    if application.is_sqlite:
        application.mark.unlink()
    else:
        tell(application, f"DROP TRIGGER full_disk ON {KEYS}; DROP FUNCTION refuse_as_full")


@contextmanager
def unmigrated(application):
    """A table is missing, as it is before `migrate` has made it."""
    tell(application, f"ALTER TABLE {KEYS} RENAME TO not_migrated_yet")
    yield
    tell(application, f"ALTER TABLE not_migrated_yet RENAME TO {KEYS}")


@contextmanager
def gone(application):
    """The whole database is somewhere else: SQLite's file, or PostgreSQL's database under another name."""
    if application.is_sqlite:
        file = Path(urlsplit(application.database_url).path)
        away = file.rename(file.with_suffix(".away"))
        yield
        away.rename(file)
        return
    name = urlsplit(application.database_url).path[1:]
    rename(application, name, "lbn_away")
    yield
    rename(application, "lbn_away", name)


def tell(application, statement):
    with station.database_of(application) as database:
        database.execute(statement)


def tell_server(application, *statements):
    """Tell PostgreSQL what belongs to no transaction."""
    server = urlsplit(application.database_url)._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def rename(application, name, new):
    ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    tell_server(application, ended, f"ALTER DATABASE {name} RENAME TO {new}")
