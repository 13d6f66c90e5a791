"""Counting kits left: exactly once, in one transaction for a whole batch."""

import logging
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import DataError, IntegrityError, InterfaceError, OperationalError, transaction

from agencies.faults import describe_fault, is_broken_connection, is_busy
from agencies.periods import hold_calendar, month_of
from agencies.sql.trips import sent_together
from distributions.models import DailyCount, Precision, SubmissionKey
from distributions.models.count import day_in_stock
from inventory.actions.use import Want, take

logger = logging.getLogger(__name__)
TRIES = 3


class LogEntry(NamedTuple):
    """One press on a terminal, or one line typed in: what was left, where and on which day, judged already."""

    uuid: UUID
    handed_out_on: date
    jurisdiction_id: int
    zip_code: str
    item_id: int
    items: int
    people_trained: int
    handouts: int = 1
    precision: str = Precision.DAY


class LogBusy(Exception):
    """Somebody else held a lock of the database all the time; nothing was counted, and the same may be sent again."""


class Logged(NamedTuple):
    """The uuids that are stored now, and those that the database would not take."""

    stored: set
    refused: set


def tally(entries, postings):
    """Return what `entries` add to the log: {key in the order of `DailyCount.KEY` without its agency: figures}.

    `postings` maps each day to its `Posting`.
    """
    counts: defaultdict[tuple, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for entry in entries:
        scope_id, month = postings[entry.handed_out_on]
        key = (
            scope_id,
            entry.handed_out_on,
            str(entry.precision),
            month,
            entry.jurisdiction_id,
            entry.zip_code,
            entry.item_id,
        )
        figures = (entry.handouts, entry.items, entry.people_trained)
        counts[key] = tuple(a + b for a, b in zip(counts[key], figures, strict=True))
    return dict(counts)


def wanted_of(entries, postings):
    """Return what `entries` take out of stock: {Want: items}."""
    wanted: defaultdict[Want, int] = defaultdict(int)
    for entry in entries:
        day = day_in_stock(entry.handed_out_on, entry.precision)
        wanted[Want(entry.item_id, day, postings[entry.handed_out_on].month)] += entry.items
    return dict(wanted)


@transaction.atomic
def log_kits(*, agency, location, entries, today):
    """Count each entry exactly once and take its items out of stock, or do nothing at all.

    An entry whose uuid was counted before changes nothing. Missing stock never refuses a count: what stock cannot
    cover becomes the location's shortfall for the coordinator. Returns the uuids that are stored now.
    """
    with sent_together():
        calendar = hold_calendar(agency)
        postings = {entry.handed_out_on: calendar.post(day=entry.handed_out_on, today=today) for entry in entries}
        claimed = SubmissionKey.objects.claim(
            agency=agency, uuids=[entry.uuid for entry in entries], month=month_of(today)
        )
        new = list({entry.uuid: entry for entry in entries if entry.uuid in claimed}.values())
        if new:
            counts = tally(new, postings)
            DailyCount.objects.increment({(agency.pk, *key): figures for key, figures in counts.items()})
            take(agency=agency, location=location, wanted=wanted_of(new, postings))
    return {entry.uuid for entry in entries}


@contextmanager
def raise_if_busy() -> Iterator[None]:
    """Raise `LogBusy` where the database is busy; whatever else fails stays what it is, for the log to name."""
    try:
        yield
    except OperationalError as fault:
        if is_busy(fault):
            raise LogBusy from fault
        raise


@raise_if_busy()
def log_batch(*, agency, location, entries, today):
    """Count a batch as `log_kits` does, so that one entry the database cannot take keeps no other one waiting.

    A deadlock, a busy database or a connection that broke is met with three tries; then `LogBusy` is raised where it
    was busy, otherwise the fault itself, and nothing was counted. If the batch as a whole is refused, each entry is
    tried alone, and what refuses it is logged. Returns `Logged`.
    """
    try:
        return Logged(_persist(agency=agency, location=location, entries=entries, today=today), set())
    except (IntegrityError, DataError):
        stored, refused, fault = set(), set(), None
    for entry in entries:
        try:
            stored |= _persist(agency=agency, location=location, entries=[entry], today=today)
        except (IntegrityError, DataError) as refusal:
            refused.add(entry.uuid)
            fault = refusal
    if fault:
        logger.error("The database refused %s of %s entries: %s", len(refused), len(entries), describe_fault(fault))
    return Logged(stored, refused - stored)


def _persist(**batch):
    """Call `log_kits`, and again where what kept it from counting may have passed."""
    for attempt in range(1, TRIES):
        try:
            return log_kits(**batch)
        except (OperationalError, InterfaceError) as fault:
            if not is_busy(fault) and not is_broken_connection(fault):
                raise
            time.sleep(0.05 * attempt)
    return log_kits(**batch)
