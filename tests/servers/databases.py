"""Databases for served applications: prepared once by management commands, then copied for each test."""

import fcntl
import os
import sqlite3
import tempfile
import uuid
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import environ
import psycopg
from psycopg import sql

from tests.servers.gunicorn import manage

# What an application needs before anybody registers: `served(prepared=LOADED)`.
LOADED = (("load_programs",), ("load_places", "--states", "NY,MD,CA"))


class SqliteCopies:
    """Databases that are files in `directory`."""

    def __init__(self, directory):
        self.directory = directory

    def create(self):
        """Return the address of a new, empty database."""
        return f"sqlite:///{self.directory / uuid.uuid4().hex}.sqlite3"

    def copy(self, address):
        """Return the address of a new database equal to the one at `address`, which nobody is using."""
        new = self.create()
        with (
            closing(sqlite3.connect(urlsplit(address).path)) as source,
            closing(sqlite3.connect(urlsplit(new).path)) as target,
        ):
            source.backup(target)
        return new

    def drop(self, address):
        """Delete the database at `address`; its application has stopped."""
        for suffix in ("", "-wal", "-shm"):
            file = urlsplit(address).path + suffix
            if os.path.exists(file):
                os.remove(file)


class PostgresCopies:
    """Databases in the server at `address`."""

    def __init__(self, address):
        self.server = urlsplit(address)
        told = environ.Env.db_url_config(address)
        names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        self.login = {ours: told[theirs] for ours, theirs in names.items() if told.get(theirs)}
        self.login |= told.get("OPTIONS", {})

    def create(self, template="template0"):
        """Return the address of a new database, empty or equal to `template`."""
        name = f"lbn_served_{uuid.uuid4().hex}"
        self._say("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.server._replace(path=f"/{name}").geturl()

    def copy(self, address):
        """Return the address of a new database equal to the one at `address`, which nobody is using."""
        return self.create(template=urlsplit(address).path[1:])

    def drop(self, address):
        """Delete the database at `address`."""
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", urlsplit(address).path[1:])

    def _say(self, statement, *names):
        with psycopg.connect(dbname="postgres", autocommit=True, **self.login) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


class Databases:
    """Copies of prepared databases; `commands` are what prepares one, after `migrate`.

    Processes that name the same `directory` prepare each database once between them: a file there says where it is.
    """

    def __init__(self, copies, directory=None):
        self.copies = copies
        self.directory = directory or Path(tempfile.mkdtemp(prefix="lbn-prepared-"))
        self.directory.mkdir(exist_ok=True)
        self.documents = self.directory / "documents"  # what the commands upload: no row says in which database
        self.mine = self.directory / f"{os.getpid()}.user"
        with self._alone():
            self.mine.touch()

    def new(self, commands=()):
        """Return the address of a database on which `migrate` and `commands` (tuples of words) have run."""
        return self.copies.copy(self.prepared(commands))

    def prepared(self, commands=()):
        """Return the address of what `new` copies; nobody may change it."""
        place = self.directory / f"{sha256(repr(commands).encode()).hexdigest()}.address"
        with self._alone(place.with_suffix(".lock")):
            if not place.exists():
                place.write_text(self._prepare(commands))
            return place.read_text()

    def drop(self, address):
        """Delete the database at `address`."""
        self.copies.drop(address)

    def close(self):
        """Delete what the copies were made from, if no other process may need it."""
        with self._alone():
            self.mine.unlink()
            if any(self.directory.glob("*.user")):
                return
            for place in self.directory.glob("*.address"):
                self.drop(place.read_text())
                place.unlink()

    @contextmanager
    def _alone(self, lock=None):
        with (lock or self.directory / "users.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _prepare(self, commands):
        address = self.new(commands[:-1]) if commands else self.copies.create()
        command = commands[-1] if commands else ("migrate", "--verbosity", "0")
        changes = {"DATABASE_URL": address, "LBN_ZEAL": "off", "LBN_MEDIA_DIR": str(self.documents)}
        manage(os.environ | changes, *command)
        return address
