"""A supplier asks an agency for its report with one press: a mail in our words, once a week at most."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.refusals import Refused
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Agency, AuditCode, ReportingScope, User
from agencies.querysets.team import addresses_of
from agencies.wording import write_day
from lbn.reporting.models import Reminder
from lbn.reporting.returns.states import ReportState, ReportStatus, state_on

WAITS = timedelta(7)


class AskingRefused(Refused):
    """A report that nobody waits for, that was asked for a moment ago, or that nobody could be asked for."""


@transaction.atomic
def ask_for_report(*, agency: Agency, scope: ReportingScope, starts_on: date, by: User, today: date) -> int:
    """Mail each coordinator of `agency` that its supplier waits for the report of the period that begins on
    `starts_on`. Returns the number of mails.

    Raises `AskingRefused` where the period is none of the agency's in `scope`, its report is not waited for, the
    supplier asked for it less than a week ago, or the agency has no coordinator.
    """
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    state = state_on(agency, starts_on, today)
    if state is None or state.scope != scope:
        raise AskingRefused(_("This period is none of the agency's with you, or has not begun yet."))
    if not is_waited_for(state):
        words = _("Nothing was sent: you are not waiting for the report of %(agency)s for %(period)s.")
        raise AskingRefused(words % {"agency": agency, "period": state.period})
    _require_time_since(state)
    addresses = addresses_of(agency)
    if not addresses:
        words = _("%(agency)s has no program coordinator. Please write to the program office.")
        raise AskingRefused(words % {"agency": agency})
    days = Reminder.by_supplier((today - starts_on).days)
    Reminder.objects.create(agency=agency, scope=scope, starts_on=starts_on, days=days, sent_on=today)
    supplier = scope.supplier.successor
    record(
        what=AuditCode.REPORT_ASKED_FOR,
        subject=agency,
        by=by,
        agency=agency,
        supplier=supplier,
        starts_on=starts_on.isoformat(),
    )
    link = absolute("reports:report", slug=agency.slug, year=starts_on.year, number=starts_on.month)
    context = {"agency": agency, "state": state, "supplier": supplier, "link": link}
    context |= {"asks": state.status == ReportStatus.RETURNED, "is_due": today > state.due_on}
    return sum(send(kind=MailKind.REPORT_ASKED, to=address, **context) for address in addresses)


def is_waited_for(state: ReportState) -> bool:
    """Tell whether a supplier waits for a report: it is due, overdue, missed, or was returned with a question."""
    return not state.is_left_out and (state.is_asked_for or state.status == ReportStatus.MISSED)


def _require_time_since(state: ReportState) -> None:
    """Raise `AskingRefused` where the supplier asked for the report less than a week ago."""
    asked = Reminder.objects.filter(agency=state.agency, scope=state.scope, starts_on=state.starts_on)
    last = asked.by_suppliers().order_by("-sent_on").first()
    if last and state.today < last.sent_on + WAITS:
        words = _("You asked for this report on %(day)s. You can ask again from %(next)s on.")
        raise AskingRefused(words % {"day": write_day(last.sent_on), "next": write_day(last.sent_on + WAITS)})
