"""Counting what somebody typed in from paper, an event, or a month's total."""

from collections import defaultdict
from typing import NamedTuple
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused
from distributions.actions.log import LogBusy, LogEntry, log_batch, raise_if_busy
from distributions.counts import NOTHING, Counts, Key
from distributions.models import Sheet, SheetTotal, SubmissionKey
from inventory.actions.ledger import hold_ledger


class NotCounted(Refused):
    """The log was busy, or would not take what was typed; nothing was counted."""


class TypedEntries(NamedTuple):
    """The entries that are counted now, and the `Sheet` by which they can be taken back; None where none is."""

    entries: list[LogEntry]
    sheet: Sheet | None


def log_typed(*, agency, entries, today, kind, location=None, by=None):
    """Count all of these entries out of the stock of `location` (the main one without it), each exactly once, and
    list them as a sheet of this `kind`; or do none of it.

    Returns what is counted now as `TypedEntries`: not the entries whose uuid was counted before. Raises `NotCounted`
    where the log is busy or does not take them.
    """
    how = {"agency": agency, "entries": entries, "today": today, "kind": kind, "by": by}
    try:
        with raise_if_busy():
            return _log_all(location=location or agency.main_location, **how)
    except LogBusy as busy:
        raise NotCounted(_("The log is busy just now and nothing was counted. Send the page again.")) from busy


@transaction.atomic
def _log_all(*, agency, location, entries, today, kind, by):
    hold_ledger(agency)  # so that of two pages sent at once only one finds its entries new, and lists them
    known = SubmissionKey.objects.claimed_among([entry.uuid for entry in entries], agency=agency)
    logged = log_batch(agency=agency, location=location, entries=entries, today=today)
    if logged.refused:
        raise NotCounted(_("The log did not take this and nothing was counted. Look at the figures again."))
    new = list({entry.uuid: entry for entry in entries if entry.uuid not in known}.values())
    return TypedEntries(new, _list_sheet(agency, new, kind=kind, by=by, today=today) if new else None)


def _list_sheet(agency, entries, *, kind, by, today):
    """Keep what these entries add up to as a sheet of its own."""
    known_by = uuid4().hex
    mark = Sheet.objects.free_mark(agency=agency, kind=kind, known_by=known_by)
    facts = {"known_by": known_by, "mark": mark, "by": by, "on": today, "lines": len(entries)}
    sheet = Sheet.objects.create(agency=agency, kind=kind, **facts)
    SheetTotal.objects.remember(sheet=sheet, totals=totals_of(entries))
    return sheet


def totals_of(entries) -> dict[Key, Counts]:
    """What entries add up to by day, place and item."""
    totals: defaultdict[Key, Counts] = defaultdict(lambda: NOTHING)
    for entry in entries:
        key = Key(entry.handed_out_on, str(entry.precision), entry.jurisdiction_id, entry.zip_code, entry.item_id)
        totals[key] = totals[key].plus((entry.handouts, entry.items, entry.people_trained))
    return dict(totals)
