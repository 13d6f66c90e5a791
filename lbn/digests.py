"""The weekly mail to an agency's coordinators: what its home says, never an hour, a person or a place."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import translation
from django.utils.translation import ngettext

from agencies.actions.mail import send
from agencies.languages import MAIL
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Agency, SentOnce
from agencies.querysets.team import addresses_of
from distributions.volume import asked_about_on
from inventory.models import LowStockNotice
from lbn.home.answers import Said
from lbn.home.needs import most_urgent_first
from lbn.home.waiting import read_facts, say_what_waits
from lbn.home.week import last_week

# What home says as it stands there: figures of stock, reports and people, with no day on which kits were left.
SAID_OF_STOCK = ("recalled", "out", "expired", "low", "expiring")
SAID_OF_PAPERS = ("overdue", "returned", "due", "papers")
SAID_AS_AT_HOME = (*SAID_OF_STOCK, *SAID_OF_PAPERS, "not_current", "confirm", "parent", "child")


class Digest(NamedTuple):
    """What there is to say. `kits` were left in the week that is over, None where the agency does without that line;
    `waiting` are sentences, the most urgent first."""

    kits: int | None
    waiting: list[str]

    @property
    def is_empty(self) -> bool:
        return self.kits is None and not self.waiting


def digest_of(agency: Agency, today: date) -> Digest:
    """Return what the mail of `today` says: kits left last week, and what waits for somebody."""
    week = last_week(agency, today)
    with translation.override(MAIL):
        said = [one for one in say_what_waits(read_facts(agency, today)) if one.kind in SAID_AS_AT_HOME]
        waiting = most_urgent_first([*said, *count_what_has_a_place(agency, today)])
    return Digest(
        kits=week.kits if agency.wants_roll_call_line else None,
        waiting=[one.sentence for one in waiting],
    )


def count_what_has_a_place(agency: Agency, today: date) -> list[Said]:
    """Return as mere numbers what home says with its place or day: locations where kits were told low and nobody has
    settled it, days of the last two weeks with far more kits than usual, and terminals silent for 30 days."""
    low = LowStockNotice.objects.waiting().filter(agency=agency).values("location").distinct().count()
    unusual = len(asked_about_on(agency, today))
    silent = agency.terminals.with_silence_on(today).filter(silent=True).count()
    counted = [
        (
            "told_low",
            low,
            ngettext("Kits run low at %(number)s location.", "Kits run low at %(number)s locations.", low),
        ),
        (
            "unusual",
            unusual,
            ngettext(
                "On %(number)s day far more kits than usual were logged. Is that right?",
                "On %(number)s days far more kits than usual were logged. Is that right?",
                unusual,
            ),
        ),
        (
            "silent",
            silent,
            ngettext(
                "%(number)s terminal has not been opened for more than 30 days. Is it still in use?",
                "%(number)s terminals have not been opened for more than 30 days. Are they still in use?",
                silent,
            ),
        ),
    ]
    return [Said(kind, words % {"number": number}, "attention", "") for kind, number, words in counted if number]


@transaction.atomic
def send_digest(*, agency: Agency, today: date) -> int:
    """Send the digest of this week to each coordinator of the agency, or to nobody.

    It is due on Monday; a run that was missed is made up by the next one of the same week. Each week is judged once:
    where there was nothing to say on the first run, nothing is sent later in the week. An agency that began in the
    course of the week has its first digest on the next Monday. Returns to how many it goes.

    It is written down before it is sent, so a mail server that fails loses a digest rather than sending one twice.
    """
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    monday = today - timedelta(days=today.weekday())
    once = {"what": SentOnce.What.DIGEST, "about": f"{agency.pk} {monday.isoformat()}"}
    addresses = addresses_of(agency)
    if not addresses or agency.active_since_on > monday or SentOnce.objects.filter(**once).exists():
        return 0
    SentOnce.objects.create(**once, on=today)
    digest = digest_of(agency, today)
    if digest.is_empty:
        return 0
    links = {"home": absolute("home"), "log": absolute("distributions:add", agency.slug)}
    said = {"agency": agency, "digest": digest, "links": links}
    return sum(send(kind=MailKind.DIGEST, to=address, **said) for address in addresses)
