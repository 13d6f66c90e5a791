"""Mails to coordinators about reports that can be sent and were not."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from agencies.actions.mail import send
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Agency
from agencies.querysets.team import addresses_of
from lbn.reporting.models import Reminder
from lbn.reporting.returns.states import ReportState, ReportStatus, states_of

STEPS = (-14, -3, 0, 3, 10)
ANSWER_AFTER = 3
TOO_LATE = 30
NOT_SENT = (ReportStatus.RUNNING, ReportStatus.DUE, ReportStatus.OVERDUE, ReportStatus.MISSED)


class Call(NamedTuple):
    """A reminder whose day has come: `days` is its step, `passed` are earlier steps that it stands for too."""

    state: ReportState
    days: int
    passed: tuple[int, ...] = ()


@transaction.atomic
def remind(*, agency: Agency, today: date) -> int:
    """Send each coordinator of `agency` one mail for each report that asks for one on `today`, or do nothing at all.

    A report that was not sent, is not waived and is expected is called for 14 and 3 days before its due day, on it,
    and 3 and 10 days after it; one that came back with a question once, 3 days after it came back. Each step is
    called for at most once, however often this runs. Where several have passed since the last run, one mail stands
    for all of them; where more than 30 days have passed since the due day (or the question), none is sent. Nothing is
    written down while the agency has no coordinator. Returns the number of mails.

    As with digests, a reminder is written down before it is sent: a mail server that fails loses one rather than
    sending one twice.
    """
    if agency.status in (Agency.Status.CLOSED, Agency.Status.LEFT_OUT):
        return 0
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    addresses = addresses_of(agency)
    found = calls_of(agency, today) if addresses else []
    Reminder.objects.bulk_create(
        Reminder(agency=agency, scope=one.state.scope, starts_on=one.state.starts_on, days=days, sent_on=today)
        for one in found
        for days in (*one.passed, one.days)
    )
    return sum(_mail(one, address, today) for one in found for address in addresses)


def calls_of(agency: Agency, today: date) -> list[Call]:
    """Return the reminders of `agency` whose day has come and that did not go out, the longest due first."""
    gone: dict[tuple, set[int]] = {}
    for scope, starts_on, days in Reminder.objects.filter(agency=agency).values_list("scope", "starts_on", "days"):
        gone.setdefault((scope, starts_on), set()).add(days)
    states = reversed(states_of(agency, today))
    calls = [call_for(one, gone.get((one.scope.pk, one.starts_on), set()), today) for one in states]
    return [call for call in calls if call]


def call_for(state: ReportState, gone: set[int], today: date) -> Call | None:
    """Return the reminder for one period that is to go out on `today`, given the steps that are `gone`, or None."""
    if state.status == ReportStatus.RETURNED:
        return _for_question(state, gone, today)
    if state.status not in NOT_SENT or today > state.due_on + timedelta(TOO_LATE):
        return None
    reached = [days for days in STEPS if state.due_on + timedelta(days) <= today]
    if not reached or reached[-1] in gone:
        return None
    return Call(state, reached[-1], tuple(days for days in reached[:-1] if days not in gone))


def _for_question(state, gone, today):
    returned, days = state.report.decided_on, Reminder.about_question(state.report.version)
    waits = returned and timedelta(ANSWER_AFTER) <= today - returned <= timedelta(TOO_LATE)
    return Call(state, days) if waits and days not in gone else None


def _mail(call, address, today):
    state = call.state
    names = {"slug": state.agency.slug, "year": state.starts_on.year, "number": state.starts_on.month}
    return send(
        kind=MailKind.REMINDER,
        to=address,
        agency=state.agency,
        state=state,
        runs=state.status == ReportStatus.RUNNING,
        asks=state.status == ReportStatus.RETURNED,
        days_left=(state.due_on - today).days,
        sealed_on=state.sealed_on,
        link=absolute("reports:report", **names),
    )
