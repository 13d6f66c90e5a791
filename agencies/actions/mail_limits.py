"""How many mails one person may cause and one address may get on a day, counted in the database for all processes."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused
from agencies.mail_kinds import MailKind
from agencies.models import MailsOfADay
from agencies.sql.counters import increment

FORGOTTEN_AFTER = timedelta(days=2)


class TooManyMails(Refused):
    """The sender, or the address, has had its mails of the day."""


class DayLimit(NamedTuple):
    """The most mails of a day: by one sender, and to one address."""

    by_sender: int
    to_address: int


DAY_LIMITS = {
    MailKind.REGISTRATION: DayLimit(60, 10),
    MailKind.APPLICATION: DayLimit(30, 10),
    MailKind.APPLICATION_LINKS: DayLimit(30, 10),
    MailKind.APPLICATION_SENT: DayLimit(30, 10),
    MailKind.APPROVAL_ASKED: DayLimit(5, 40),
    MailKind.INVITATION: DayLimit(40, 5),
    MailKind.EMAIL_CHANGE: DayLimit(5, 5),
    MailKind.REPORT_SHARED: DayLimit(40, 5),
    MailKind.PARENT_ASKED: DayLimit(10, 5),
    MailKind.CHILD_ASKED: DayLimit(40, 5),
    MailKind.COALITION_ASKED: DayLimit(40, 5),
    MailKind.COALITION_AGREED: DayLimit(40, 10),
    MailKind.COALITION_LEFT: DayLimit(40, 10),
}


@transaction.atomic
def allow_mail(*, kind: MailKind, sender: str, address: str, today: date, to_address: int | None = None) -> None:
    """Count one mail of a kind that `sender` causes to `address` on `today`, or count nothing.

    `sender` says who it is in any words (the key of a user, an IP address; "" counts for the address alone). Only
    keyed fingerprints of both are stored, and forgotten after two days. `to_address` is another limit than the kind's
    for one address. Raises `TooManyMails` over a limit.
    """
    limit = DAY_LIMITS[kind]
    most = {_fingerprint("to", address.strip().lower()): to_address or limit.to_address}
    if sender:
        most[_fingerprint("from", sender)] = limit.by_sender
    MailsOfADay.objects.filter(on__lt=today - FORGOTTEN_AFTER).delete()
    by = {(kind, who, today): (1,) for who in most}
    increment(MailsOfADay, key=("kind", "who", "on"), figures=("mails",), by=by)
    sent = MailsOfADay.objects.filter(kind=kind, on=today, who__in=most).values_list("who", "mails")
    if any(mails > most[who] for who, mails in sent):
        raise TooManyMails(_("Too many mails were asked for today, so this one was not sent. Try again tomorrow."))


def _fingerprint(what, who):
    return salted_hmac(f"lbn.mails.{what}", who, algorithm="sha256").hexdigest()
