"""The application on a SQLite that is full while the file named by LBN_FULL_WHILE exists: it may not grow by a page.

SQLite answers as on a full disk (SQLITE_FULL), by its own limit. PostgreSQL is left alone.
"""

import os
from pathlib import Path

from django.core.signals import request_started
from django.db import connection
from django.db.backends.signals import connection_created

from lbn.wsgi import application

__all__ = ["application"]
AS_MANY_AS_THERE_ARE, ANY_NUMBER = 1, 1_000_000
MARK = Path(os.environ["LBN_FULL_WHILE"])


def limit(**_signal):
    if connection.vendor == "sqlite" and connection.connection:
        most = AS_MANY_AS_THERE_ARE if MARK.exists() else ANY_NUMBER
        connection.connection.execute(f"PRAGMA max_page_count = {most}")


for signal in (request_started, connection_created):
    signal.connect(limit)
