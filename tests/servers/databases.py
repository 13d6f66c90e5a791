"""Databases for served applications: prepared once by management commands, then copied for each test."""

import os
import sqlite3
import uuid
from contextlib import closing
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
    """Copies of prepared databases; `commands` are what prepares one, after `migrate`."""

    def __init__(self, copies):
        self.copies = copies
        self.prepared = {}

    def new(self, commands=()):
        """Return the address of a database on which `migrate` and `commands` (tuples of words) have run."""
        if commands not in self.prepared:
            self.prepared[commands] = self._prepare(commands)
        return self.copies.copy(self.prepared[commands])

    def drop(self, address):
        """Delete the database at `address`."""
        self.copies.drop(address)

    def close(self):
        """Delete what the copies were made from."""
        while self.prepared:
            self.drop(self.prepared.popitem()[1])

    def _prepare(self, commands):
        address = self.new(commands[:-1]) if commands else self.copies.create()
        command = commands[-1] if commands else ("migrate", "--verbosity", "0")
        manage(os.environ | {"DATABASE_URL": address, "LBN_ZEAL": "off"}, *command)
        return address
