"""The weekly mail to an agency's coordinators: figures of the week, never an hour, a person or a place."""

from datetime import date
from typing import NamedTuple

from django.db import transaction

from agencies.actions.mail import send
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Agency, SentOnce
from agencies.querysets.team import addresses_of
from distributions.volume import unusual_days
from inventory.models import LowStockNotice
from lbn.home.week import last_week

MONDAY = 0


class Digest(NamedTuple):
    """What there is to say of the week that is over. `kits` is None where the agency does without that line."""

    kits: int | None
    low: int
    silent: int
    unusual: int

    @property
    def is_empty(self) -> bool:
        return self.kits is None and not (self.low or self.silent or self.unusual)


def digest_of(agency: Agency, today: date) -> Digest:
    """Return what the mail of `today` says: kits left last week, locations where kits were told low since its Monday
    and nobody has settled it, terminals silent for 30 days, and days of that week with far more kits than usual."""
    week = last_week(agency, today)
    low = LowStockNotice.objects.waiting().filter(agency=agency, on__gte=week.monday, on__lte=today)
    return Digest(
        kits=week.kits if agency.wants_roll_call_line else None,
        low=low.values("location").distinct().count(),
        silent=agency.terminals.with_silence_on(today).filter(silent=True).count(),
        unusual=len(unusual_days(agency, first=week.monday, last=week.sunday)),
    )


def is_due(today: date) -> bool:
    """Tell whether digests go out on `today`: on Mondays."""
    return today.weekday() == MONDAY


@transaction.atomic
def send_digest(*, agency: Agency, today: date) -> int:
    """Send the digest of `today` to each coordinator of the agency, once however often this is called, or to nobody.

    Returns to how many it goes: 0 where it went out before, where there is nothing to say, and where the agency has
    no coordinator. It is written down before it is sent, so a mail server that fails loses a digest rather than
    sending one twice.
    """
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    about = f"{agency.pk} {today.isoformat()}"
    if SentOnce.objects.filter(what=SentOnce.What.DIGEST, about=about).exists():
        return 0
    digest = digest_of(agency, today)
    addresses = addresses_of(agency)
    if digest.is_empty or not addresses:
        return 0
    SentOnce.objects.create(what=SentOnce.What.DIGEST, about=about, on=today)
    links = {"home": absolute("home"), "log": absolute("distributions:add", agency.slug)}
    said = {"agency": agency, "digest": digest, "links": links}
    return sum(send(kind=MailKind.DIGEST, to=address, **said) for address in addresses)
