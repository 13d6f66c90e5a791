"""Counting what somebody typed in from paper, an event, or a month's total."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused
from distributions.actions.log import LogBusy, log_batch, raise_if_busy
from distributions.models import SubmissionKey


class NotCounted(Refused):
    """The log was busy, or would not take what was typed; nothing was counted."""


def log_typed(*, agency, entries, today):
    """Count all of these entries out of the stock of the main location, each exactly once, or none at all.

    Returns those that are counted now: not the ones whose uuid was counted before. Raises `NotCounted` where the log
    is busy or does not take them.
    """
    try:
        with raise_if_busy():
            return _log_all(agency=agency, entries=entries, today=today)
    except LogBusy as busy:
        raise NotCounted(_("The log is busy just now and nothing was counted. Send the page again.")) from busy


@transaction.atomic
def _log_all(*, agency, entries, today):
    known = SubmissionKey.objects.claimed_among([entry.uuid for entry in entries], agency=agency)
    logged = log_batch(agency=agency, location=agency.main_location, entries=entries, today=today)
    if logged.refused:
        raise NotCounted(_("The log did not take this and nothing was counted. Look at the figures again."))
    return [entry for entry in entries if entry.uuid not in known]
