"""A connection to SQLite that looks whether its file is still there.

A file that is deleted or replaced while a process has it open takes writes as before, and they are gone when the
process ends; SQLite looks for that in every mode but the one that readers and a writer can share (WAL). And where no
file is, one is made: empty, and the write-ahead log of the one that was there, which holds the newest entries, is
deleted. So each request looks once, which costs no statement, and what is served (`lbn.wsgi` sets MUST_EXIST) makes
no file.
"""

import os
from pathlib import Path

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection; with CONN_HEALTH_CHECKS it is opened anew by a request that finds another file or none."""

    opened_file = None

    def get_connection_params(self):
        """Return what SQLite is opened with: a file that must exist is never made."""
        params = super().get_connection_params()
        if self.settings_dict.get("MUST_EXIST") and not self.is_in_memory_db():
            params["database"] = f"{Path(params['database']).absolute().as_uri()}?mode=rw"
        return params

    def get_new_connection(self, conn_params):
        """Open the file, and remember which one it is."""
        connection = super().get_new_connection(conn_params)
        self.opened_file = self.find_file()
        return connection

    def is_usable(self):
        """Whether the file that was opened is the one at its path."""
        return self.find_file() == self.opened_file

    def find_file(self):
        """Return what tells the file at the database's path from every other, None where there is none."""
        if self.is_in_memory_db():
            return None
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:
            return None
        return found.st_dev, found.st_ino
