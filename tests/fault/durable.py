"""An acknowledged batch is on the disk: the kernel is watched while batches are sent one after another."""

import random
import re
import shutil
import subprocess
import time
from typing import NamedTuple

from tests.fault.parties import ALBANY, KEYS
from tests.fault.presses import presses
from tests.fault.queue import Line
from tests.servers.processes import children_of

BATCHES = 40
SIZES = (1, 1, 1, 20)
FULL = 2
PRAGMA = (
    "from django.db import connection; cursor = connection.cursor(); "
    "print('synchronous', cursor.execute('PRAGMA synchronous').fetchone()[0])"
)
SYNCED = re.compile(r"^\d+ +(\d+\.\d+) (?:fsync|fdatasync)\(\d+<[^>]+\.sqlite3(?:-wal)?>", re.MULTILINE)
NO_STRACE = "not measured: strace is missing or may not trace here (Debian: apt-get install strace)"


class Durability(NamedTuple):
    """`synchronous` as the application's connection reads it; the fewest syncs of any batch, or None unmeasured."""

    synchronous: int
    batches: int
    fewest: int | None

    @property
    def ok(self):
        """Whether both are as they must be; None where syncs could not be counted."""
        if self.synchronous != FULL:
            return False
        return None if self.fewest is None else self.fewest >= 1


def durability(application, *, seed):
    """Send batches to an application on SQLite and return its `Durability`."""
    said = application.manage("shell", "--verbosity", "0", "--command", PRAGMA).stdout
    synchronous = int(said.rpartition("synchronous")[2])
    traced = application.directory / "syncs"
    watcher = watch(application, traced)
    if watcher is None:
        return Durability(synchronous, 0, None)
    moments = send(application, seed)
    watcher.terminate()
    watcher.wait(10)
    return Durability(synchronous, len(moments), fewest_within(moments, traced.read_text()))


def watch(application, traced):
    """Attach strace to gunicorn's workers; return its process once it watches, or None where it cannot."""
    if not shutil.which("strace"):
        return None
    workers = [part for worker in children_of(application.process.pid) for part in ("-p", str(worker))]
    told = application.directory / "strace"
    with told.open("wb") as log:
        watcher = subprocess.Popen(
            ["strace", "-f", "-ttt", "-y", "-e", "trace=fsync,fdatasync", "-o", traced, *workers], stderr=log
        )
    deadline = time.monotonic() + 10
    while told.read_text().count(" attached") < len(workers) // 2:
        if watcher.poll() is not None or time.monotonic() > deadline:
            watcher.kill()
            return None
        time.sleep(0.02)
    return watcher


def send(application, seed):
    """Send batches one after another and return (sent at, answered at) of each."""
    line = Line(application.port, KEYS[ALBANY], random.Random(seed), dropped=0)
    entries = presses(seed, "durable", BATCHES * max(SIZES))
    moments = []
    for number in range(BATCHES):
        batch = [next(entries) for _ in range(SIZES[number % len(SIZES)])]
        sent = time.time()
        status, answer = line.post(batch)
        assert (status, len(answer["stored"])) == (200, len(batch)), (status, answer)
        moments.append((sent, time.time()))
    line.close()
    return moments


def fewest_within(moments, trace):
    """Return the smallest number of syncs of the database that any of these spans of time holds."""
    syncs = [float(at) for at in SYNCED.findall(trace)]
    return min(sum(sent <= at <= answered for at in syncs) for sent, answered in moments)
