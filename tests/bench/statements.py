"""S2: what the database is asked between BEGIN and COMMIT to log one hand-over, and a batch of a hundred.

Run by itself (`python -m tests.bench.statements`) it counts in the database that DATABASE_URL names, for `rows`.
"""

import json
import os
import subprocess
import sys
from itertools import islice

from tests.bench.figures import exact
from tests.fault.parties import ALBANY, KEYS
from tests.fault.presses import presses
from tests.servers.gunicorn import ROOT
from tests.servers.kinds import KINDS

IDS = ("S2",)
PREPARED = (("shell", "--verbosity", "0", "--command", "from tests.fault import cast; cast.prepare()"),)
MOST = 8
FOR_EACH_COUNT = 3
BATCH = 100
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def rows(pace):
    for kind in KINDS:
        ground = pace.ground(kind)
        environment = os.environ | {"DATABASE_URL": ground.databases.new(PREPARED), "LBN_ZEAL": "off"}
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.statements"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
        )
        one, batch, distinct = json.loads(told.stdout)
        yield exact("S2", f"statements to log one hand-over, {ground.name}", one, reach=MOST)
        what = f"statements to log {BATCH} of {distinct} distinct counts, {ground.name}"
        yield exact("S2", what, batch, reach=MOST + FOR_EACH_COUNT * distinct)


def counted(client, entries):
    """Send entries as a terminal does and return how many statements stand between BEGIN and COMMIT."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = client.post("/terminal/entries/", {"entries": entries}, content_type="application/json")
    if len(answer.json().get("stored", [])) != len(entries):
        raise AssertionError(answer.content)
    said = [query["sql"] for query in captured.captured_queries]
    within = said[said.index("BEGIN") :] if "BEGIN" in said else said[said.index("BEGIN IMMEDIATE") :]
    return sum(not sql.startswith(NOT_COUNTED) for sql in within)


def count():
    from django.conf import settings
    from django.test import Client

    from agencies.access import TERMINAL_COOKIE
    from distributions.models import DailyCount

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.cookies[TERMINAL_COOKIE] = KEYS[ALBANY]
    sent = presses(1, "statements", BATCH + 2)
    counted(client, list(islice(sent, 1)))
    one = counted(client, list(islice(sent, 1)))
    DailyCount.objects.all().delete()
    return one, counted(client, list(sent)), DailyCount.objects.count()


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lbn.settings")
    django.setup()
    sys.stdout.write(json.dumps(count()))
