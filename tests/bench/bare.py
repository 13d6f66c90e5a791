"""The least that Django does to store one hand-over: one file, one view, one row, no middleware.

It runs in the same gunicorn, on the same kind of database as durably and with the same connections.
`python -m tests.bench.bare` makes its table in the database that DATABASE_URL names.
"""

import json
import os
from uuid import uuid4

import django
from django.conf import settings

from lbn.settings import DATABASES

settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"],
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES=DATABASES,
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpResponse, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Left(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    uuid = models.UUIDField()
    handed_out_on = models.DateField()
    zip_code = models.CharField(max_length=5)
    item = models.CharField(max_length=80)
    items = models.PositiveIntegerField()
    people_trained = models.PositiveIntegerField()

    class Meta:
        app_label = "bench"

    def __str__(self):
        return str(self.uuid)


def entries(request):
    stored = [Left.objects.create(**entry).uuid for entry in json.loads(request.body)["entries"]]
    response = JsonResponse({"stored": stored, "refused": []})
    response.headers["Content-Length"] = len(response.content)
    return response


def ready(request):
    """The least that Django answers: a page's floor."""
    return HttpResponse("ready\n", headers={"Content-Length": 6})


urlpatterns = [path("terminal/entries/", entries), path("readyz", ready)]
application = get_wsgi_application()


if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Left)
