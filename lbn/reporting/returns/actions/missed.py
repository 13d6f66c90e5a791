"""Telling a supplier which agencies did not send their report."""

from datetime import date, timedelta

from django.db import transaction

from agencies.actions.mail import send
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import SentOnce, Supplier
from agencies.querysets.team import addresses_at
from lbn.reporting.returns.completeness import reporting_of_last_period
from lbn.reporting.returns.states import ReportState, ReportStatus

TOLD_AFTER = timedelta(days=10)
TOO_OLD_TO_TELL = timedelta(days=30)
NOT_THERE = (ReportStatus.OVERDUE, ReportStatus.MISSED)


@transaction.atomic
def tell_missed(*, supplier: Supplier, today: date) -> int:
    """Mail `supplier` which agencies have not sent the report that was due ten days ago or longer, in one mail that
    names each of them once, or do nothing at all.

    It goes to everybody who signs in there, else to the supplier's address. A run that was missed is made up within
    30 days of the due day. Nothing is written down where nobody can be told. Returns the number of mails.
    """
    Supplier.objects.select_for_update(of=("self",), no_key=True).get(pk=supplier.pk)
    colleagues = addresses_at(supplier)
    addresses = colleagues or [address for address in [supplier.email] if address]
    missed = missed_by(supplier, today) if addresses else []
    if not missed:
        return 0
    SentOnce.objects.bulk_create(
        SentOnce(what=SentOnce.What.MISSED_REPORT, about=_key(state), on=today) for state in missed
    )
    link = absolute("supplier:agencies", supplier.slug) if colleagues else absolute("start")
    said = {"supplier": supplier, "missed": missed, "has_account": bool(colleagues), "link": link}
    return sum(send(kind=MailKind.REPORT_MISSED, to=address, **said) for address in addresses)


def missed_by(supplier: Supplier, today: date) -> list[ReportState]:
    """Return the reports of the last period that are ten days late on `today` and of which nobody was told."""
    late = [
        state
        for last in reporting_of_last_period(supplier, today)
        for state in last.states
        if state.status in NOT_THERE and TOLD_AFTER <= today - state.due_on <= TOO_OLD_TO_TELL
    ]
    keys = [_key(state) for state in late]
    told = SentOnce.objects.filter(what=SentOnce.What.MISSED_REPORT, about__in=keys).values_list("about", flat=True)
    gone = set(told)
    return [state for state in late if _key(state) not in gone]


def _key(state):
    return f"{state.agency.pk} {state.starts_on.isoformat()}"
