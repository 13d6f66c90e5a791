"""What a load balancer and a tired sergeant's IT department ask."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils.log import log_response
from django.views.decorators.http import require_safe

from agencies.access import public
from agencies.sql.changes import takes_changes

A_MEGABYTE = 1024 * 1024


@require_safe
@public("says only that a process answers")
def healthz(request):
    """200 as long as the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@public("says only whether pages can be served")
def readyz(request):
    """200 when database, migrations and disk are as they should be, else 503 with a sentence for each that is not.

    It takes no lock and writes nothing. Where the database fails, the log has one line with the kind of the fault.
    """
    fault = None
    try:
        sentences = list(why_not_migrated())
    except Error as caught:
        fault = caught
        sentences = ["The database does not answer."]
    sentences += why_not_on_disk()
    if not sentences:
        return HttpResponse("ready\n", content_type="text/plain")
    response = HttpResponse("".join(f"{each}\n" for each in sentences), status=503, content_type="text/plain")
    log_response("Not ready: %s", " ".join(sentences), response=response, request=request, exception=fault)
    return response


def why_not_migrated():
    """Yield a sentence where the database takes no changes, and one where a migration waits; raise its `Error`."""
    if not takes_changes():
        yield "The database takes no changes: it is read-only."
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "The database is not migrated: run `manage.py migrate`."


def why_not_on_disk():
    """Yield a sentence where SQLite's file cannot be written to, and one where a disk of this machine is nearly full:
    that of SQLite's file, or with another database that of the service.
    """
    file, directory, what = Path(connection.settings_dict["NAME"]), settings.BASE_DIR, "service"
    if connection.vendor == "sqlite" and file.exists():
        directory, what = file.absolute().parent, "database"
        if not (os.access(file, os.W_OK) and os.access(directory, os.W_OK)):
            yield "The database's file cannot be written to: its disk is read-only, or a right is missing."
    if shutil.disk_usage(directory).free < settings.DISK_FLOOR:
        yield f"The disk of the {what} has less than {settings.DISK_FLOOR // A_MEGABYTE} MB left."
