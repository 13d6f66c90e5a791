"""Both kinds of database, as durable as in production, for what is measured outside the suite."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.servers import postgres
from tests.servers.databases import Databases, PostgresCopies, SqliteCopies
from tests.servers.gunicorn import Served

SQLITE, POSTGRES = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRES)
NAMES = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}


class Ground:
    """A directory, a database server if the kind needs one, and what is served on them."""

    def __init__(self, kind, directory, server):
        self.kind = kind
        self.name = NAMES[kind]
        self.server = server
        self.directory = directory
        self.databases = Databases(PostgresCopies(server.url) if server else SqliteCopies(directory))
        self.applications = []

    def serve(self, *, prepared=(), **changes):
        """Start the application on a database of its own and return it; see `Served`."""
        directory = Path(tempfile.mkdtemp(dir=self.directory))
        application = Served(directory=directory, database_url=self.databases.new(prepared), changes=changes)
        self.applications.append(application)
        application.start()
        return application


@contextmanager
def ground(kind):
    """Give a `Ground` of this kind, and remove it in the end whatever happens."""
    with tempfile.TemporaryDirectory(prefix="lbn-") as directory:
        server = postgres.Postgres() if kind == POSTGRES else None
        made = Ground(kind, Path(directory), server)
        try:
            if server:
                server.start()
            yield made
        finally:
            for application in made.applications:
                application.kill()
            if server:
                server.remove()
