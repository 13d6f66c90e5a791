"""One uuid sent fifty times at once counts once; the same uuid from another agency is another hand-over."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.fault.parties import ALBANY, KEYS, TROY
from tests.fault.presses import presses
from tests.fault.queue import Line
from tests.fault.verdict import judge

AT_ONCE = 50
TRIES = 20


def once(application, *, seed):
    """Send one entry at once from fifty connections and once from another agency; return (`Verdict`, named).

    `named` is how many of the fifty were told that it is stored: each of them has to be.
    """
    entry = next(presses(seed, "once", 1))
    ready = Barrier(AT_ONCE)

    def send(key, wait):
        line = Line(application.port, key, random.Random(seed), dropped=0)
        if wait:
            ready.wait()
        answers = (line.post([entry]) for _ in range(TRIES))
        stored = next((answer["stored"] for status, answer in answers if status == 200), [])
        line.close()
        return stored == [entry["uuid"]]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        named = sum(pool.map(lambda _: send(KEYS[ALBANY], True), range(AT_ONCE)))
    send(KEYS[TROY], False)
    return judge(application, {ALBANY: [entry], TROY: [entry]}, kills=0), named
