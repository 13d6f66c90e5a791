"""`kill -9` at moments nobody can foresee: a draw fixes after how many acknowledged entries each one falls."""

import os
import signal
import time
from contextlib import suppress

from tests.servers.processes import children_of

LATEST = 0.04


class Victims:
    """What can be killed under a served application; `server` is its PostgreSQL, if that may be killed too."""

    def __init__(self, application, server=None):
        self.application, self.server = application, server

    def ways(self):
        """Return what is killed in turn: all of gunicorn or one worker; all of PostgreSQL or one backend."""
        own = [self.gunicorn, self.worker]
        return [self.gunicorn, self.postgres, self.worker, self.backend] if self.server else own

    def gunicorn(self):
        self.application.kill()
        self.application.start()

    def worker(self):
        """One worker; gunicorn starts another by itself."""
        self.one_of(self.application.process.pid)

    def postgres(self):
        self.server.kill()
        self.server.start()

    def backend(self):
        """One process of the database, on which PostgreSQL stops all others and recovers."""
        self.one_of(self.server.process.pid)

    def one_of(self, pid):
        """Kill the youngest child: a worker, or a connection's backend rather than PostgreSQL's own housekeeping."""
        children = children_of(pid)
        if children:
            with suppress(ProcessLookupError):
                os.kill(max(children), signal.SIGKILL)


def kill_meanwhile(victims, *, kills, handovers, tally, idle, draw):
    """Kill `kills` times while `handovers` entries are acknowledged; return how often each way was taken.

    `idle()` says that no entry is waiting any more; a kill that nobody would notice is not made.
    """
    ways = victims.ways()
    made = {}
    moments = sorted(draw.randrange(handovers // 50, handovers * 49 // 50) for _ in range(kills))
    for number, moment in enumerate(moments):
        tally.wait_for(moment, until=idle)
        if idle():
            break
        way = ways[number % len(ways)]
        time.sleep(draw.uniform(0, LATEST))
        way()
        made[way.__name__] = made.get(way.__name__, 0) + 1
    return made
