"""S1: one hand-over through gunicorn and the whole middleware, beside a bare view that inserts one row."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.figures import of_rounds
from tests.bench.wire import Wire
from tests.fault.cast import PREPARED
from tests.fault.parties import ALBANY, KEYS, UNLIMITED
from tests.servers.gunicorn import ROOT, Served
from tests.servers.kinds import KINDS
from tests.servers.processes import children_of, cpu_seconds

IDS = ("S1",)
REACH = 3
WARM = 30


class Bare(Served):
    """The bare view, served as the application is."""

    wsgi = "tests.bench.bare:application"


def bare_on(ground):
    """Serve the bare view on a database of its own."""
    application = Bare(
        directory=Path(tempfile.mkdtemp(dir=ground.directory)),
        database_url=ground.databases.copies.create(),
        changes={},
    )
    subprocess.run([sys.executable, "-m", "tests.bench.bare"], cwd=ROOT, env=application.environment, check=True)
    ground.applications.append(application)
    application.start()
    return application


class Runner:
    """One served application, one client, and what a round of requests costs."""

    def __init__(self, application, server, name):
        self.wire = Wire(application.port, KEYS[ALBANY])
        self.seed = name
        self.round = 0
        self.roots = [application.process.pid, *([server.process.pid] if server else [])]

    def cpu(self):
        return cpu_seconds([pid for root in self.roots for pid in children_of(root)])

    def measure(self, number):
        """Send `number` hand-overs one after another; return (median milliseconds, milliseconds of CPU each)."""
        self.round += 1
        requests = self.wire.requests(f"{self.seed} {self.round}", number)
        computed, taken = self.cpu(), []
        for request in requests:
            begun = time.perf_counter()
            self.wire.send(request)
            taken.append(time.perf_counter() - begun)
        return median(taken) * 1000, (self.cpu() - computed) / number * 1000


def rows(pace):
    for kind in KINDS:
        yield from rows_on(pace, pace.ground(kind))


def rows_on(pace, ground):
    served = [bare_on(ground), ground.serve(prepared=PREPARED, **UNLIMITED)]
    floor, ours = (
        Runner(application, ground.server, name) for application, name in zip(served, ("bare", "ours"), strict=True)
    )
    for runner in (floor, ours):
        runner.measure(WARM)
    number = pace.of(20, 50)
    measured = [(floor.measure(number), ours.measure(number)) for _ in range(pace.of(8, 30, 100))]
    for application in served:
        application.stop()
    spent = "CPU of gunicorn and the database" if ground.server else "CPU"
    for place, what in enumerate(("p50", spent)):
        rounds = [(bare[place], own[place]) for bare, own in measured]
        yield of_rounds("S1", f"log one hand-over, {ground.name}, {what}", rounds, reach=REACH, unit="ms")
