"""The command killed in the middle of a sheet and started again: as if nobody had killed it."""

import os
import pty
import re
import subprocess
import sys
import termios
import time
from contextlib import contextmanager

import pytest

from tests.bench.imports import prepare, tracking_sheet
from tests.house.dumps import dump
from tests.servers.gunicorn import ROOT, manage

COMMAND = ("import_counts", "--agency", "albany-county-sheriffs-office")
TABLES = ("distributions_dailycount", "distributions_sheettotal", "inventory_stocklevel", "inventory_stockuse")
pytestmark = [pytest.mark.server, pytest.mark.slow]


@pytest.fixture
def two_alike(databases):
    """The environments of two applications with the same agency and stock."""
    first = databases.new()
    prepare(first)
    second = databases.copies.copy(first)
    yield [os.environ | {"DATABASE_URL": address} for address in (first, second)]
    databases.drop(first)
    databases.drop(second)


@contextmanager
def waiting_after_its_first_commit(environment, file):
    """The import on a terminal that takes no output: its first word of progress keeps it waiting."""
    ours, its = pty.openpty()
    termios.tcflow(its, termios.TCOOFF)
    command = [sys.executable, "manage.py", *COMMAND, str(file)]
    importing = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=its, stdout=its, stderr=its)
    try:
        while not dump(environment["DATABASE_URL"])["distributions_sheettotal"]:
            assert importing.poll() is None
            time.sleep(0.05)
        yield importing
    finally:
        importing.kill()
        importing.wait()
        os.close(its)
        os.close(ours)


def state(environment):
    """What log, sheet and stock say, row by row without their random keys."""
    tables = dump(environment["DATABASE_URL"])
    sheet = re.search("[0-9a-f-]{32,36}", tables["distributions_sheet"])[0]
    return {
        name: sorted(
            re.split("[,\t]", row, maxsplit=1)[1].replace(sheet, "its sheet") for row in tables[name].splitlines()
        )
        for name in TABLES
    }


def test_killed_and_started_again_is_the_same_as_never_killed(two_alike, tmp_path):
    undisturbed, killed = two_alike
    file = tracking_sheet(tmp_path, lines=20_000)

    manage(undisturbed, *COMMAND, file)
    with waiting_after_its_first_commit(killed, file) as importing:
        importing.kill()
        importing.wait()
    half_done = state(killed)
    again = manage(killed, *COMMAND, file)

    assert len(half_done["distributions_sheettotal"]) == len(half_done["distributions_dailycount"]) == 2000
    assert " kits unchanged" in again.stdout
    assert state(killed) == state(undisturbed)
    assert manage(killed, "check_ledger").returncode == 0
