"""Terminals: a place's way in to the log. A key or a code is shown once; only its hash is kept."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from agencies import keys
from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.life import TERMINAL, TerminalRefused
from agencies.models import AuditCode, EnrolmentCode, Terminal, TerminalKey

CODE_LASTS = timedelta(minutes=15)
OVERLAP = timedelta(days=14)


class EnrolmentRefused(Refused):
    """The code does not work: unknown, used, too old, or of a terminal that is closed."""


@transaction.atomic
def open_terminal(*, agency, location, by, label=""):
    """Make a terminal for a storeroom, station or event of the agency and return it; nothing opens it yet.

    `label` is the location's name if it is empty. Raises `TerminalRefused` at `location`.
    """
    _stands(agency, location)
    terminal = Terminal.objects.create(agency=agency, location=location, label=label or location.name)
    record(what=AuditCode.TERMINAL_OPENED, subject=terminal, by=by, agency=agency, location=location.name)
    return terminal


@transaction.atomic
def new_link(*, terminal, by):
    """Return a link that opens the terminal, to be shown once; links and codes given before keep working.

    Raises `TerminalRefused` for a terminal that is closed.
    """
    _in_use(terminal)
    record(what=AuditCode.TERMINAL_LINK_MADE, subject=terminal, by=by, agency=terminal.agency)
    return link_of(_add_key(terminal))


@transaction.atomic
def replace_link(*, terminal, by, today):
    """Return a new link, to be shown once, and set an end to links given and browsers set up by code before.

    They open it for 14 days more, until and on `today` plus 14 days, so that every computer can be given the new
    link meanwhile. An end that was set before stays; keys past theirs are removed. Raises `TerminalRefused` for a
    terminal that is closed.
    """
    _in_use(terminal)
    until_on = today + OVERLAP
    terminal.keys.filter(until_on__lt=today).delete()
    terminal.keys.filter(until_on=None).update(until_on=until_on)
    record(
        what=AuditCode.TERMINAL_LINK_REPLACED, subject=terminal, by=by, agency=terminal.agency, until_on=str(until_on)
    )
    return link_of(_add_key(terminal))


@transaction.atomic
def new_key_here(*, terminal, by):
    """Return a key of the terminal for the browser of `by`, to be left there; links given before keep working.

    Raises `TerminalRefused` for a terminal that is closed.
    """
    _in_use(terminal)
    record(what=AuditCode.TERMINAL_LINK_MADE, subject=terminal, by=by, agency=terminal.agency, here=True)
    return _add_key(terminal)


def address():
    """Return the address of the terminal's page, where a code is typed."""
    return f"{settings.LBN_BASE_URL}/terminal/"


def link_of(key):
    """Return the address that opens a terminal with `key`; what follows the # is sent to no server."""
    return f"{address()}#{key}"


@transaction.atomic
def new_code(*, terminal, by, now):
    """Return a code that opens the terminal in one browser within 15 minutes of `now`, to be shown once.

    A code made before for this terminal stops working. Raises `TerminalRefused` for a terminal that is closed.
    """
    _in_use(terminal)
    terminal.codes.all().delete()
    EnrolmentCode.objects.filter(agency=terminal.agency, expires_at__lte=now).delete()
    code = keys.draw_code()
    EnrolmentCode.objects.create(
        agency=terminal.agency, terminal=terminal, code_hash=keys.hash_of(code), expires_at=now + CODE_LASTS
    )
    record(what=AuditCode.TERMINAL_CODE_MADE, subject=terminal, by=by, agency=terminal.agency)
    return code


@transaction.atomic
def enrol_by_code(*, code, now):
    """Use up a code and return a new key of its terminal; small letters, blanks and hyphens do not matter.

    Raises `EnrolmentRefused` at `code`; a code too old is then left for `new_code` to remove.
    """
    found = EnrolmentCode.objects.select_related("terminal__agency").select_for_update(of=("self",))
    known = found.filter(code_hash=keys.hash_of(keys.as_typed(code))).first()
    if known is None or known.terminal.status != Terminal.Status.ACTIVE:
        raise EnrolmentRefused(
            _("This code does not work: check it, or ask your coordinator for a new one."), field="code"
        )
    if known.expires_at <= now:
        raise EnrolmentRefused(_("This code is too old: ask your coordinator for a new one."), field="code")
    known.delete()
    record(what=AuditCode.TERMINAL_CODE_USED, subject=known.terminal, by=None, agency=known.terminal.agency)
    return _add_key(known.terminal)


@transaction.atomic
def change_terminal(*, terminal, label, location, by):
    """Give the terminal this label and place, or do nothing where it has both already.

    What is logged there from now on is taken out of the new place's stock, entries that still wait too. Raises
    `TerminalRefused` at `location`, and for a terminal that is closed.
    """
    _in_use(terminal)
    if terminal.location != location:
        _stands(terminal.agency, location)
    if terminal.label != label:
        before, terminal.label = terminal.label, label
        terminal.save(update_fields=["label"])
        record(what=AuditCode.TERMINAL_RENAMED, subject=terminal, by=by, agency=terminal.agency, before=before)
    if terminal.location != location:
        before, terminal.location = terminal.location.name, location
        terminal.save(update_fields=["location"])
        record(
            what=AuditCode.TERMINAL_MOVED,
            subject=terminal,
            by=by,
            agency=terminal.agency,
            before=before,
            location=location.name,
        )


def revoke(*, terminal, by):
    """Close the terminal for good: its links and codes open nothing more. Raises `TerminalRefused` if it is."""
    _close(terminal=terminal, to=Terminal.Status.REVOKED, by=by)


def mark_lost(*, terminal, by):
    """Close the terminal for good, as lost or stolen. Raises `TerminalRefused` if it is closed."""
    _close(terminal=terminal, to=Terminal.Status.LOST, by=by)


def note_visit(*, terminal, today):
    """Write down that the terminal's page was opened on this day. Entries never move this date."""
    if terminal.last_seen_on != today:
        Terminal.objects.filter(pk=terminal.pk).update(last_seen_on=today)


@transaction.atomic
def _close(*, terminal, to, by):
    TERMINAL.move(terminal, to=to, by=by, on=None)
    terminal.codes.all().delete()


def _stands(agency, location):
    """Raise `TerminalRefused` unless the location is a storeroom, station or event of the agency, and in use."""
    if not agency.locations.fit_for_terminals().select_for_update(of=("self",)).filter(pk=location.pk).exists():
        raise TerminalRefused(
            _("A terminal belongs to a storeroom, a station or an event: choose one."), field="location"
        )


def _in_use(terminal):
    """Raise `TerminalRefused` unless the terminal, as the database has it now, is in use; hold it so."""
    status = Terminal.objects.select_for_update().values_list("status", flat=True).get(pk=terminal.pk)
    if status != Terminal.Status.ACTIVE:
        raise TERMINAL.refuse(status)


def _add_key(terminal):
    key = keys.new_key()
    TerminalKey.objects.create(agency=terminal.agency, terminal=terminal, key_hash=keys.hash_of(key))
    return key
