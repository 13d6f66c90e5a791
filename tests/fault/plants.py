"""Faults that the harness has to find. `python -m tests.fault --plant NAME` must end red; without one it is blind.

| planted           | turns red                                   |
|-------------------|---------------------------------------------|
| acknowledge-early | lost: the answer leaves before the commit   |
| drop-claim        | double: a uuid counted before counts again  |
| stock-apart       | drift: stock follows in a second commit     |
| synchronous-off   | syncs per batch: the disk is not waited for |
"""

import os
import time
from threading import Thread

from django.db import connection, transaction

from distributions.actions import log
from distributions.models.submission import SubmissionKeyQuerySet
from distributions.views.terminal import arrivals

MOMENT = 0.05


def acknowledge_early():
    kept = arrivals.log_batch

    def later(**batch):
        time.sleep(MOMENT)
        kept(**batch)
        connection.close()

    def log_batch(*, entries, **where):
        Thread(target=later, kwargs={"entries": entries, **where}).start()
        return log.Logged({entry.uuid for entry in entries}, set())

    arrivals.log_batch = log_batch


def drop_claim():
    kept = SubmissionKeyQuerySet.claim

    def claim(self, *, uuids, **rest):
        kept(self, uuids=uuids, **rest)
        return set(uuids)

    SubmissionKeyQuerySet.claim = claim


def stock_apart():
    kept = log.take

    def take(**wanted):
        def afterwards():
            time.sleep(MOMENT)
            kept(**wanted)

        transaction.on_commit(afterwards)

    log.take = take


PLANTS = {
    "acknowledge-early": acknowledge_early,
    "drop-claim": drop_claim,
    "stock-apart": stock_apart,
    "synchronous-off": lambda: None,  # planted in the settings
}


def plant(get_response):
    """A middleware that plants the fault in each worker, and is not there for any request."""
    PLANTS[os.environ["LBN_PLANT"]]()
    return get_response


def changes_for(name):
    """Return the environment of an application with this fault in it, or none."""
    return {"DJANGO_SETTINGS_MODULE": "tests.fault.planted", "LBN_PLANT": name} if name else {}
