"""Giving one published report to somebody without an account, by a link that ends."""

from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.mail_limits import allow_mail
from agencies.actions.refusals import Refused
from agencies.keys import hash_of, new_key
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import AuditCode, Program, User, name_of_owner
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import Issue, ReportLink
from lbn.reporting.published.sharing import OTHER_READERS, READERS, members_who_read


class SharingRefused(Refused):
    """The report cannot be shared, or its link has ended."""


@transaction.atomic
def share_report(*, issue: Issue, for_whom: str, days: int, by: User, today: date, email: str = "") -> str:
    """Return a link that opens one published report for `days` days, to be shown once, or make none at all.

    It is mailed to `email` as well, where there is one; the address is not kept. Whoever calls has seen that `by`
    reads the report. Raises `SharingRefused` for a report that was withdrawn, and `TooManyMails`.
    """
    held = Issue.objects.select_for_update(no_key=True).only("status").get(pk=issue.pk)
    if held.is_withdrawn:
        raise SharingRefused(_("This report was withdrawn. It cannot be shared."))
    key = new_key()
    shared = ReportLink.objects.create(
        issue=issue,
        key_hash=hash_of(key),
        for_whom=for_whom,
        made_by=by,
        made_on=today,
        ends_on=today + timedelta(days=days),
    )
    link = absolute("shared:report", key)
    if email:
        allow_mail(kind=MailKind.REPORT_SHARED, sender=str(by.pk), address=email, today=today)
        _mail(shared, link, email)
    _note(AuditCode.LINK_MADE, shared, by)
    return link


@transaction.atomic
def end_link(*, link: ReportLink, by: User | None, today: date) -> None:
    """Let a link open nothing from now on; `by` is None where nobody presses a button for it. Raises `SharingRefused`
    where it has ended or expired already."""
    held = ReportLink.objects.select_for_update(of=("self",)).select_related("issue").get(pk=link.pk)
    if held.ended_on or held.ends_on < today:
        raise SharingRefused(_("This link has ended already. Nothing was changed."))
    held.ended_on = max(today, held.made_on)
    held.save(update_fields=["ended_on"])
    _note(AuditCode.LINK_ENDED, held, by)


def end_links_of_those_who_left(*, program: Program, today: date) -> None:
    """End for good each link to a report of a state program whose maker may not read it any more."""
    links = ReportLink.objects.not_over(today).filter(issue__in=Issue.objects.in_program(program))
    for link in links.select_related(*READERS, *OTHER_READERS):
        if link.made_by_id not in members_who_read(link.issue):
            with suppress(SharingRefused):  # Somebody has ended it meanwhile.
                end_link(link=link, by=None, today=today)


def note_opening(*, link: ReportLink, today: date) -> None:
    """Write down that a link was opened on `today`: the first day and the last, nothing of who it was.

    A clock that is behind keeps nobody from the report: no day is before that on which the link was made.
    """
    today = max(today, link.made_on)
    if link.last_opened_on and link.last_opened_on >= today:
        return
    with transaction.atomic():
        unopened = ReportLink.objects.filter(pk=link.pk, opened_on=None)
        if unopened.update(opened_on=today, last_opened_on=today):
            _note(AuditCode.LINK_OPENED, link, None)
        else:
            ReportLink.objects.filter(pk=link.pk, last_opened_on__lt=today).update(last_opened_on=today)


def _note(code: AuditCode, link: ReportLink, by: User | None) -> None:
    """Add one line to the trail of the organization that reads the report."""
    place = {link.issue.reader_kind: link.issue.reader}
    record(what=code, subject=link, by=by, **place)


def _mail(shared: ReportLink, link: str, email: str) -> None:
    issue = shared.issue
    send(
        kind=MailKind.REPORT_SHARED,
        to=email,
        by=shared.made_by,
        owner=name_of_owner(issue.reader),
        period=period_in_words(issue.starts_on, issue.ends_on),
        ends_on=shared.ends_on,
        link=link,
    )
