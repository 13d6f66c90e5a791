"""S10: sixteen clients logging into one count, beside sixteen that log into sixteen agencies' counts."""

import time
from threading import Barrier, Thread

from tests.bench.figures import exact, of_rounds
from tests.bench.wire import Wire
from tests.distributions.station import database_of
from tests.fault.parties import UNLIMITED
from tests.fault.presses import presses
from tests.servers.kinds import KINDS

IDS = ("S10",)
REACH = 0.5
CLIENTS = 16
KEYS = [f"writer-{number:02}".ljust(43, "-") for number in range(CLIENTS)]
ONE_PLACE = {"handed_out_on": "2026-11-21", "zip_code": "12207"}
PREPARED = (("shell", "--verbosity", "0", "--command", "from tests.bench import crowd; crowd.prepare()"),)
ALL = "SELECT COALESCE(SUM(handouts), 0), COALESCE(SUM(items), 0) FROM distributions_dailycount"
PRESSES = "SELECT COUNT(*) FROM distributions_submissionkey"


class Crowd:
    """Sixteen clients, each with its own connection, and what they have had counted so far."""

    def __init__(self, application):
        self.application = application
        self.times = self.kits = self.faults = self.turn = 0

    def log(self, keys, number):
        """Let each client log `number` times, all at once; return hand-overs a second."""
        self.turn += 1
        ready, work = Barrier(CLIENTS + 1), []
        for client, key in enumerate(keys):
            wire = Wire(self.application.port, key)
            entries = [entry | ONE_PLACE for entry in presses(f"crowd {self.turn}", client, number)]
            self.times += number
            self.kits += sum(entry["items"] for entry in entries)
            requests = [wire.request_of([entry]) for entry in entries]
            work.append(Thread(target=self.send_all, args=(wire, requests, ready)))
        for thread in work:
            thread.start()
        ready.wait()
        begun = time.perf_counter()
        for thread in work:
            thread.join()
        return CLIENTS * number / (time.perf_counter() - begun)

    def send_all(self, wire, requests, ready):
        ready.wait()
        for request in requests:
            try:
                if b'"refused": []' not in wire.send(request):
                    self.faults += 1
            except (AssertionError, OSError):
                self.faults += 1
        wire.close()

    def astray(self):
        """Return how many hand-overs and kits the database holds too many or too few."""
        with database_of(self.application) as database:
            times, kits = map(int, database.execute(ALL).fetchone())
            (claims,) = database.execute(PRESSES).fetchone()
        return abs(times - self.times) + abs(kits - self.kits) + abs(claims - self.times)


def rows(pace):
    for kind in KINDS:
        yield from rows_on(pace, pace.ground(kind))


def rows_on(pace, ground):
    application = ground.serve(prepared=PREPARED, **UNLIMITED)
    crowd = Crowd(application)
    number = pace.of(8, 20)
    crowd.log(KEYS, number)
    rounds = [(crowd.log(KEYS, number), crowd.log([KEYS[0]] * CLIENTS, number)) for _ in range(pace.of(4, 12, 40))]
    application.stop()
    what = f"{CLIENTS} clients on one count against {CLIENTS} agencies, {ground.name}"
    yield of_rounds("S10", what, rounds, reach=REACH, unit="/s", at_least=True)
    yield exact("S10", f"the same, errors, {ground.name}", crowd.faults, reach=0)
    yield exact("S10", f"the same, counted too often or not at all, {ground.name}", crowd.astray(), reach=0)
