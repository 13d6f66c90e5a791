"""A run of `seal_reports` that dies at any of its steps: the next one finishes it, and nothing is published twice."""

import json
import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from agencies.models import AuditEvent, ReportingPeriod
from lbn.reporting.models import AgencyReport, Issue
from lbn.reporting.returns.actions import accept
from tests import cast
from tests.conftest import FULL
from tests.reporting import apart
from tests.reporting.conftest import IN_TIME, send
from tests.servers.gunicorn import ROOT, manage

NOON_AFTER_THE_SEAL_DAY = "2028-01-21T17:00"
WRITES = ("INSERT", "UPDATE", "SAVEPOINT", "RELEASE")


class Killed(BaseException):
    """Nothing in the application may catch this."""


class Guillotine:
    """Counts the writing statements and dies before the one of number `at` (0: never)."""

    def __init__(self, at=0):
        self.at = at
        self.seen = 0

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(WRITES):
            self.seen += 1
            if self.seen == self.at:
                raise Killed
        return execute(sql, params, many, context)


def run(at=0):
    """Run the command, dying at a step; return how many steps there were."""
    guillotine = Guillotine(at)
    with connection.execute_wrapper(guillotine):
        call_command("seal_reports", catch_up=True, stdout=StringIO())
    return guillotine.seen


def published():
    """Everything that is published, by reader and period, what is sealed, and what was sent and completed."""
    issues = Issue.objects.order_by("scope", "department", "program", "is_public", "starts_on", "ends_on")
    sealed = ReportingPeriod.objects.exclude(sealed_at=None).order_by("scope", "starts_on")
    return (
        [(str(one), one.is_public, one.content, one.content_hash) for one in issues],
        list(sealed.values_list("scope", "starts_on")),
        AuditEvent.objects.filter(what="period.sealed").count(),
        list(AgencyReport.objects.order_by("version").values_list("version", "status", "content")),
    )


class Undone(Exception):
    """Takes a whole trial back."""


def trial(at):
    """What is published after a run that died at a step, and after the next one. All of it is taken back."""
    found = None
    try:
        with transaction.atomic():
            with pytest.raises(Killed):
                run(at)
            half_done = published()
            run()
            found = half_done, published()
            raise Undone
    except Undone:
        return found


@pytest.fixture
def year_over(agency, stranger, department, new_york, leave, sam, settings):
    """Five quarters of two scopes whose seal days have all come, with a state and a public that read them."""
    leave("12207", times=24)
    leave("12180", times=13, of=stranger)
    accept(report=send(agency), by=sam, today=IN_TIME)
    leave("12207", times=1, on=cast.date(2026, 12, 30), today=IN_TIME)
    for month in (2, 5, 8, 11):
        leave("12207", times=12, on=cast.date(2027, month, 3))
    new_york.shows_public_figures = True
    new_york.save()
    settings.LBN_NOW = NOON_AFTER_THE_SEAL_DAY


@pytest.mark.slow
def test_killed_at_any_step_the_next_run_finishes_it_once(year_over):
    with transaction.atomic():
        steps = run()
        whole = published()
        transaction.set_rollback(True)
    assert published()[0] == []

    halves = set()
    for at in range(1, steps + 1, 1 if FULL else 5):
        half_done, done = trial(at)
        halves.add(len(half_done[0]))
        assert done == whole

    assert len(whole[0]) == len(set(whole[0])) > 20
    assert [(version, status) for version, status, _text in whole[3]] == [(1, "accepted"), (2, "accepted")]
    assert len(halves) > 3


KILLER = """
import os, signal, sys
from django.core.management import call_command
from django.db import connection
from tests.reporting.test_seal_killed import Guillotine, Killed
guillotine = Guillotine(AT)
with connection.execute_wrapper(guillotine):
    try:
        call_command("seal_reports", catch_up=True, stdout=open(os.devnull, "w"))
    except Killed:
        os.kill(os.getpid(), signal.SIGKILL)
print(guillotine.seen)
"""
LOOK = (
    "import json; from tests.reporting.test_seal_killed import published; print(json.dumps(published(), default=str))"
)


@pytest.mark.server
@pytest.mark.slow
def test_a_process_that_is_killed_leaves_nothing_half_published(databases):
    base = databases.new()
    at_noon = os.environ | {"LBN_NOW": "2027-01-21T17:00"}
    apart.shell(at_noon | {"DATABASE_URL": base}, apart.PREPARE)
    whole = databases.copies.copy(base)
    steps = int(apart.shell(at_noon | {"DATABASE_URL": whole}, KILLER.replace("AT", "0"))[-1])
    (expected,) = apart.shell(at_noon | {"DATABASE_URL": whole}, LOOK)

    for at in range(1, steps + 1) if FULL else (steps // 3, steps - 2):
        environment = at_noon | {"DATABASE_URL": databases.copies.copy(base)}
        command = [
            sys.executable,
            "manage.py",
            "shell",
            "--verbosity",
            "0",
            "--command",
            KILLER.replace("AT", str(at)),
        ]
        killed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        assert killed.returncode == -signal.SIGKILL
        assert manage(environment, "seal_reports", "--catch-up").returncode == 0
        assert json.loads(apart.shell(environment, LOOK)[0]) == json.loads(expected)
        databases.drop(environment["DATABASE_URL"])
    databases.drop(whole)
    databases.drop(base)
