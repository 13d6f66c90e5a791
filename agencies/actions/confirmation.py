"""Once a year an agency says with one press that its program is still running."""

from datetime import date, timedelta

from django.db import transaction

from agencies.actions.mail import send
from agencies.life import AGENCY
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Agency, AuditCode, Program, User
from agencies.querysets.team import addresses_of

OVERDUE_AFTER = timedelta(days=30)
Status = Agency.Status


def confirmation_due_on(agency: Agency) -> date | None:
    """Return the day on which the next yearly confirmation is due; None for an agency that does not take part."""
    last = agency.confirmed_on or agency.admitted_on
    return a_year_after(last) if last else None


def a_year_after(day: date) -> date:
    """Return the same day of the next year, February 28 for February 29."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


@transaction.atomic
def ask_for_confirmation(*, agency: Agency, today: date) -> int:
    """Let the yearly confirmation of an agency become due once its day has come, and mail its coordinators; in
    reviewed programs let it become overdue 30 days later. However often this is called, each is done once.

    Returns the number of mails.
    """
    held = Agency.objects.select_for_update(of=("self",), no_key=True).select_related("program").get(pk=agency.pk)
    due_on = confirmation_due_on(held)
    if due_on is None or due_on > today:
        return 0
    if held.status == Status.ADMITTED:
        AGENCY.move(held, to=Status.CONFIRMATION_DUE, by=None, on=today)
        return _mail(held)
    is_reviewed = held.program.entry == Program.Entry.REVIEWED
    if held.status == Status.CONFIRMATION_DUE and is_reviewed and due_on + OVERDUE_AFTER <= today:
        AGENCY.move(held, to=Status.OVERDUE, by=None, on=today)
        return _mail(held)
    return 0


def _mail(agency: Agency) -> int:
    addresses = addresses_of(agency)
    for address in addresses:
        send(kind=MailKind.CONFIRMATION, to=address, agency=agency, link=absolute("home"))
    return len(addresses)


def confirm_running(*, agency: Agency, by: User, today: date) -> Agency:
    """Record that the agency's program is still running; the next confirmation is due in a year.

    Raises `AgencyRefused` where none is asked for now.
    """
    moved: Agency = AGENCY.move(
        agency, to=Status.ADMITTED, by=by, on=today, changes={"confirmed_on": today}, code=AuditCode.AGENCY_CONFIRMED
    )
    return moved
