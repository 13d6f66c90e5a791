"""One trial: queues send, things are killed, answers are lost; then the books are compared."""

import random

from tests.fault.killing import Victims, kill_meanwhile
from tests.fault.parties import ALBANY, KEYS, TROY
from tests.fault.presses import presses
from tests.fault.queue import DROPPED, Queue, Tally
from tests.fault.verdict import judge

# Troy's first queue presses the uuids of Albany's first: at another agency they are other hand-overs.
QUEUES = (
    *((ALBANY, f"albany {number}") for number in range(6)),
    (TROY, "albany 0"),
    (TROY, "troy 1"),
)


class Unfinished(RuntimeError):
    """A queue gave up or was refused: the trial says nothing."""


def shares(handovers):
    """Return how many of the hand-overs each queue presses."""
    each, rest = divmod(handovers, len(QUEUES))
    return [each + (number < rest) for number in range(len(QUEUES))]


def trial(application, *, handovers, kills, seed, server=None, dropped=DROPPED):
    """Press `handovers` times on a served application prepared by `cast`, killing `kills` times meanwhile.

    Returns (`Verdict`, {what was killed: how often}, `Tally`). Raises `Unfinished` when the application stops
    taking entries.
    """
    tally = Tally()
    pressed = [list(presses(seed, name, share)) for (_, name), share in zip(QUEUES, shares(handovers), strict=True)]
    queues = [
        Queue(
            name=f"{agency} {name}",
            port=application.port,
            key=KEYS[agency],
            presses=entries,
            tally=tally,
            seed=seed,
            dropped=dropped,
        )
        for (agency, name), entries in zip(QUEUES, pressed, strict=True)
    ]
    for queue in queues:
        queue.start()
    made = kill_meanwhile(
        Victims(application, server),
        kills=kills,
        handovers=handovers,
        tally=tally,
        idle=lambda: not any(queue.is_alive() for queue in queues),
        draw=random.Random(f"{seed} kills"),
    )
    finish(queues)
    entries_of = {agency: [] for agency in KEYS}
    for (agency, _), entries in zip(QUEUES, pressed, strict=True):
        entries_of[agency] += entries
    return judge(application, entries_of, kills=sum(made.values())), made, tally


def finish(queues):
    """Wait until every queue is empty."""
    for queue in queues:
        queue.join(300)
        queue.stopped.set()
        if queue.fault or queue.refused or queue.waiting:
            told = queue.fault or queue.refused[:1] or f"{len(queue.waiting)} entries wait in vain"
            raise Unfinished(f"{queue.name}: {told}")
