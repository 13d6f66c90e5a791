"""What a load balancer and a tired sergeant's IT department ask."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from agencies.access import public


@require_safe
@public("says only that a process answers")
def healthz(request):
    """200 as long as the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@public("says only whether pages can be served")
def readyz(request):
    """200 when the database answers and every migration has run, else 503 with one sentence."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    if waiting:
        return HttpResponse("Run `manage.py migrate`.\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
