"""How often a press waits for PostgreSQL, as the wire itself tells it; SQLite is in the process and has no wire."""

import tempfile
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.sql.trips import sent_together
from distributions.actions import LogEntry, log_batch, log_kits
from distributions.models import DailyCount, SubmissionKey
from inventory.models import StockUse

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Only PostgreSQL is asked over a wire."),
]
DAY = date(2026, 11, 20)
# BEGIN; the lock and the calendar; the claim; the count and the levels; what is taken; COMMIT.
OF_A_PRESS = 6


@contextmanager
def trips():
    """Count into the list that is given how often something was sent after something had come back."""
    counted = []
    with tempfile.TemporaryFile() as wire:
        traced = connection.connection.pgconn
        traced.trace(wire.fileno())
        try:
            yield counted
        finally:
            traced.untrace()
        wire.seek(0)
        sides = [line.split(b"\t")[1] for line in wire.read().splitlines()]
    counted.append(sum(side == b"F" and before != b"F" for before, side in zip([b"", *sides], sides, strict=False)))


@pytest.fixture
def entry(agency, kit):
    def make(**changes):
        usual = {"handed_out_on": DAY, "zip_code": "12207", "items": 1, "people_trained": 0}
        return LogEntry(uuid=uuid4(), jurisdiction_id=agency.jurisdiction_id, item_id=kit.pk, **(usual | changes))

    return make


def test_a_press_waits_for_six_answers_between_begin_and_commit(stocked, entry, today):
    where = {"agency": stocked, "location": stocked.main_location, "today": today}
    log_kits(entries=[entry()], **where)

    with trips() as counted:
        log_kits(entries=[entry()], **where)

    assert counted == [OF_A_PRESS]
    assert (DailyCount.objects.get().items, StockUse.objects.get().quantity) == (2, 2)


def test_a_batch_waits_no_oftener(stocked, entry, today):
    where = {"agency": stocked, "location": stocked.main_location, "today": today}
    log_kits(entries=[entry()], **where)

    with trips() as counted:
        log_kits(entries=[entry(zip_code=f"122{number:02}") for number in range(1, 20)], **where)

    assert counted == [OF_A_PRESS]


def test_what_the_database_refuses_is_the_refusal_itself_and_nothing_is_counted(stocked, entry, today):
    where = {"agency": stocked, "location": stocked.main_location, "today": today}
    good, bad = entry(), entry(items=-1)

    with pytest.raises(IntegrityError, match="distributions_dailycount"):
        log_kits(entries=[good, bad], **where)
    assert not SubmissionKey.objects.exists()

    logged = log_batch(entries=[good, bad], **where)
    assert (logged.stored, logged.refused) == ({good.uuid}, {bad.uuid})
    assert DailyCount.objects.get().items == 1


@transaction.atomic
def say_something_wrong_and_read_nothing():
    with sent_together():
        DailyCount.objects.filter(pk=uuid4()).update(items=1)
        connection.cursor().execute("INSERT INTO agencies_program (slug) VALUES (NULL)")


def test_a_refusal_that_nobody_read_is_raised_at_the_end(stocked):
    with pytest.raises(IntegrityError):
        say_something_wrong_and_read_nothing()
