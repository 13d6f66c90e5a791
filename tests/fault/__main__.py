"""`make fault`: hand-overs under `kill -9` and lost answers, on both databases; one table, and var/fault.json.

    python -m tests.fault [--seed N] [--only sqlite|postgresql] [--plant NAME]

QUICK=1 presses a tenth. The same seed presses the same entries, loses answers and draws moments to kill alike; when a
process dies is up to the machine. `--plant` puts a fault of `tests.fault.plants` into the application: it has to
end red.
"""

import argparse
import os
import sys

import django

from tests import environment  # noqa: F401  the environment, before Django reads its settings
from tests.servers import kinds, tables

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lbn.settings")
django.setup()

from tests.fault import durable  # noqa: E402
from tests.fault.cast import PREPARED  # noqa: E402
from tests.fault.once import AT_ONCE, once  # noqa: E402
from tests.fault.parties import UNLIMITED  # noqa: E402
from tests.fault.plants import PLANTS, changes_for  # noqa: E402
from tests.fault.trial import trial  # noqa: E402

HEADS = ("id", "database", "what", "reach", "got", "ok")
HANDOVERS = 20_000
KILLS = {kinds.SQLITE: 24, kinds.POSTGRES: 40}
QUICK = os.environ.get("QUICK", "") not in ("", "0")
OK = {True: "yes", False: "NO", None: "-"}


def wanted():
    parser = argparse.ArgumentParser(prog="python -m tests.fault", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=20_261_121)
    parser.add_argument("--only", choices=kinds.KINDS)
    parser.add_argument("--plant", choices=PLANTS)
    parser.add_argument("--handovers", type=int, default=HANDOVERS // 10 if QUICK else HANDOVERS)
    parser.add_argument("--kills", type=int, help="per database; 24 on SQLite and 40 on PostgreSQL unless said")
    return parser.parse_args()


def measure(ground, asked):
    """Run every property on one kind of database; return (its object for the file, rows of the table)."""
    changes = UNLIMITED | changes_for(asked.plant)
    verdict, said, rows = under_fire(ground, asked, changes)
    figures = verdict.as_dict() | said
    told, row = sent_at_once(ground, asked, changes)
    figures, rows = figures | told, [*rows, row]
    if ground.kind == kinds.SQLITE:
        told, row = on_disk(ground, asked, changes)
        figures, rows = figures | told, [*rows, row]
    return figures, rows


def under_fire(ground, asked, changes):
    handovers = asked.handovers
    kills = asked.kills or (KILLS[ground.kind] // 5 if QUICK else KILLS[ground.kind])
    application = ground.serve(prepared=PREPARED, **changes)
    verdict, killed, tally = trial(
        application, handovers=handovers, kills=kills, seed=asked.seed, server=ground.server
    )
    application.stop()
    lost = tally.dropped / tally.answers
    deaths = ", ".join(f"{name} {times}" for name, times in sorted(killed.items()))
    what = f"{verdict.handovers:,} kits-left entries, {verdict.kills} kills ({deaths}), {lost:.1%} of answers lost"
    got = f"{verdict.lost} lost, {verdict.double} double, drift {verdict.drift}"
    row = ("T1", ground.name, what, "0 lost, 0 double, drift 0", got, OK[verdict.ok])
    said = {"killed": killed, "answers": tally.answers, "answers_lost": tally.dropped, "seed": asked.seed}
    return verdict, said | {"ok": verdict.ok}, [row]


def sent_at_once(ground, asked, changes):
    application = ground.serve(prepared=PREPARED, **changes)
    verdict, named = once(application, seed=asked.seed)
    application.stop()
    ok = verdict.ok and named == AT_ONCE
    what = f"one uuid {AT_ONCE} times at once, then from another agency"
    got = f"{AT_ONCE - named} unanswered, {verdict.lost} lost, {verdict.double} double, drift {verdict.drift}"
    row = ("T3", ground.name, what, "counted once at each", got, OK[ok])
    return {"at_once": {"sent": AT_ONCE, "double": verdict.double, "lost": verdict.lost, "ok": ok}}, row


def on_disk(ground, asked, changes):
    application = ground.serve(prepared=PREPARED, **changes)
    found = durable.durability(application, seed=asked.seed)
    application.stop()
    full = "FULL" if found.synchronous == durable.FULL else f"{found.synchronous}, which is not FULL"
    got = f"{full}, {durable.NO_STRACE if found.fewest is None else f'{found.fewest} at least'}"
    row = ("T2", ground.name, "synchronous; fdatasync per acknowledged batch", "FULL, ≥ 1", got, OK[found.ok])
    figures = {"synchronous": found.synchronous, "batches": found.batches, "fewest_syncs": found.fewest}
    return {"durable": figures | {"ok": found.ok}}, row


def main():
    asked = wanted()
    figures, rows = {}, []
    for kind in [asked.only] if asked.only else kinds.KINDS:
        tables.tell(f"{kinds.NAMES[kind]}, seed {asked.seed} ...")
        with kinds.ground(kind) as ground:
            figures[kind], more = measure(ground, asked)
            rows += more
    tables.say(HEADS, rows)
    if not asked.plant:
        tables.keep("fault.json", figures)
    return 1 if any(row[-1] == OK[False] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
