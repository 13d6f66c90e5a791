"""What runs below a process that the tests started, and what it costs."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

NANOSECONDS = 1_000_000_000


def parents():
    """Yield (id, parent's id) of every process; asks `ps` where there is no /proc."""
    if not Path("/proc/self/stat").exists():
        told = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        yield from (tuple(map(int, line.split())) for line in told.splitlines())
        return
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            yield int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])


def children_of(pid):
    """Return the ids of the processes that `pid` started and that still run."""
    return [child for child, parent in parents() if parent == pid]


def family_of(pid):
    """Return `pid` and every process below it."""
    found = [pid]
    for member in found:
        found += children_of(member)
    return found


def kill_family(pid):
    """Stop `pid` and all its children at once, whatever groups they made for themselves.

    It is held first, so that no child is born while the others die.
    """
    os.kill(pid, signal.SIGSTOP)
    for member in family_of(pid):
        with suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)


def cpu_seconds(pids):
    """Return how long these processes have computed so far, all their threads together (Linux only)."""
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    return total / NANOSECONDS
