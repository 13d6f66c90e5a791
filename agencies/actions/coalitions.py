"""Agencies agree to show each other totals of closed quarters: each by a button, and until it takes it back.

Whom a coalition names is said as it is started and never changes: nobody reads more than those who agreed know of.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.mail_limits import TooManyMails, allow_mail
from agencies.life import COALITION_AGREEMENT, CoalitionRefused
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Agency, AuditCode, Coalition, CoalitionMember, EndedTie, HealthDepartment, User
from agencies.querysets.coalitions import agencies_to_name, departments_to_name, may_be_in_coalitions
from agencies.querysets.team import addresses_by_agency

Says = CoalitionMember.Status
MOST_A_DAY = 5


@transaction.atomic
def start_coalition(
    *,
    agency: Agency,
    name: str,
    others: Iterable[Agency],
    department: HealthDepartment | None,
    by: User,
    day: date,
) -> Coalition:
    """Start a coalition that names `agency`, which agrees by that, and `others`, which are asked by mail.

    Raises `CoalitionRefused` at `others` or `department` where one of them cannot be named, and where the agency may
    start none now.
    """
    named = list(others)
    if not may_be_in_coalitions(_hold_agency(agency.pk)):
        raise CoalitionRefused(_("Your agency does not take part now, so it cannot start a coalition."))
    if agency.coalitions_started.filter(started_on=day).count() >= MOST_A_DAY:
        words = _("Your agency has started %(number)s coalitions today. It can start another one tomorrow.")
        raise CoalitionRefused(words % {"number": MOST_A_DAY})
    if not 1 <= len(named) < Coalition.MOST:
        words = _("Choose at least one other agency, and at most %(number)s.")
        raise CoalitionRefused(words % {"number": Coalition.MOST - 1}, field="others")
    if agencies_to_name(agency).filter(pk__in=[one.pk for one in named]).count() != len(named):
        raise CoalitionRefused(_("One of these agencies does not take part any more."), field="others")
    if department and not departments_to_name(agency.program).filter(pk=department.pk).exists():
        raise CoalitionRefused(_("This health department is not on the list any more."), field="department")
    made = Coalition.objects.create(name=name, started_by=agency, department=department, started_on=day)
    members = [CoalitionMember(coalition=made, agency=one, since_on=day) for one in (agency, *named)]
    CoalitionMember.objects.bulk_create(members)
    _note(AuditCode.COALITION_STARTED, made, [agency, *named], by=by)
    _move(members[0], Says.AGREED, by=by, day=day)
    _mail_all(members[1:], kind=MailKind.COALITION_ASKED, sender=agency, day=day)
    return made


@transaction.atomic
def answer_coalition(*, member: CoalitionMember, accept: bool, by: User, day: date) -> CoalitionMember:
    """Agree for the agency of `member`, or decline. What it shows begins with the quarter that `day` is in.

    Raises `CoalitionRefused` where it has said so already, where the coalition has ended, and where the agency does
    not take part now.
    """
    agency = _hold_agency(member.agency_id)
    _hold(member.coalition)
    if not accept:
        return _move(member, Says.DECLINED, by=by, day=day)
    if not may_be_in_coalitions(agency):
        raise CoalitionRefused(_("Your agency does not take part now, so it cannot agree."))
    agreed = _move(member, Says.AGREED, by=by, day=day)
    _tell_others(agreed, AuditCode.COALITION_AGREED, by=by, day=day)
    return agreed


@transaction.atomic
def leave_coalition(*, member: CoalitionMember, by: User | None, day: date) -> CoalitionMember:
    """Take back what the agency of `member` agreed to: nothing of it is shown any more. Nobody (`by` None) is the
    system. Raises `CoalitionRefused` where it does not agree, and where the coalition has ended."""
    _hold(member.coalition)
    left = _move(member, Says.LEFT, by=by, day=day)
    EndedTie.objects.create(agency=left.agency, coalition=left.coalition)
    _tell_others(left, AuditCode.COALITION_LEFT, by=by, day=day)
    return left


@transaction.atomic
def leave_coalitions(*, agency: Agency, day: date) -> None:
    """Let an agency that closes, or takes part no more, leave all coalitions; what it is asked is declined."""
    every = Coalition.objects.filter(members__agency=agency, ended_on=None).order_by("pk")
    held = list(every.select_for_update(of=("self",), no_key=True))
    for member in agency.coalition_members.filter(coalition__in=held).select_related("agency", "coalition"):
        if member.status == Says.AGREED:
            leave_coalition(member=member, by=None, day=day)
        elif member.status == Says.ASKED:
            _move(member, Says.DECLINED, by=None, day=day)


@transaction.atomic
def rename_coalition(*, coalition: Coalition, agency: Agency, name: str, by: User) -> Coalition:
    """Give a coalition another name; only the agency that started it may, while it agrees. Raises
    `CoalitionRefused`."""
    held = _hold(coalition, of=agency)
    if not held.members.in_force().filter(agency=agency).exists():
        raise CoalitionRefused(_("Your agency does not agree to this coalition now, so it cannot rename it."))
    was, held.name = held.name, name
    held.save(update_fields=["name"])
    if was != name:
        _note(AuditCode.COALITION_RENAMED, held, _agencies_in(held), by=by, was=was, now=name)
    return held


@transaction.atomic
def end_coalition(*, coalition: Coalition, agency: Agency, by: User, day: date) -> Coalition:
    """End a coalition for all; only the agency that started it may. Nobody reads anything in it any more.

    Raises `CoalitionRefused`.
    """
    held = _hold(coalition, of=agency)
    concerned = list(held.members.filter(status__in=[Says.AGREED, Says.ASKED]).select_related("agency"))
    agreed = [member.agency for member in concerned if member.status == Says.AGREED]
    EndedTie.objects.bulk_create(EndedTie(agency=one, coalition=held) for one in agreed)
    held.ended_on = max(day, held.started_on)
    held.save(update_fields=["ended_on"])
    _note(AuditCode.COALITION_ENDED, held, _agencies_in(held), by=by)
    others = [member for member in concerned if member.agency_id != agency.pk]
    for member in others:
        member.coalition = held
    _mail_all(others, kind=MailKind.COALITION_LEFT, sender=agency, day=day, coalition=held)
    return held


def _hold_agency(key: UUID) -> Agency:
    """Keep an agency from closing, and from being left out, until the transaction ends: before its coalitions, as
    whoever closes it does. Others may still write rows that name it."""
    held: Agency = Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=key)
    return held


def _hold(coalition: Coalition, of: Agency | None = None) -> Coalition:
    """Keep a coalition from changing until the transaction ends; `of` has to be the agency that started it."""
    held = Coalition.objects.select_for_update(of=("self",), no_key=True).get(pk=coalition.pk)
    if held.ended_on:
        raise CoalitionRefused(_("This coalition has ended: nothing was changed."))
    if of and held.started_by_id != of.pk:
        raise CoalitionRefused(_("Only the agency that started the coalition can change it."))
    return held


def _move(member: CoalitionMember, to: str, *, by: User | None, day: date) -> CoalitionMember:
    moved: CoalitionMember = COALITION_AGREEMENT.move(
        member, to=to, by=by, on=day, changes={"since_on": day, "said_by": by}
    )
    return moved


def _tell_others(member: CoalitionMember, code: AuditCode, *, by: User | None, day: date) -> None:
    """Add what `member` says now to the trail of the other agencies that agree, and mail their coordinators."""
    others = list(member.coalition.members.in_force().exclude(pk=member.pk).select_related("agency"))
    for other in others:
        record(what=code, subject=member, by=by, agency=other.agency)
    _mail_all(
        others,
        kind=MailKind.COALITION_AGREED if code == AuditCode.COALITION_AGREED else MailKind.COALITION_LEFT,
        sender=member.agency,
        day=day,
        coalition=member.coalition,
        who=member.agency,
    )


def _mail_all(
    members: Sequence[CoalitionMember], *, kind: MailKind, sender: Agency, day: date, **told: object
) -> None:
    """Mail the coordinators of some agencies, as far as a day's mails reach: pages say the same."""
    addresses = addresses_by_agency([member.agency for member in members])
    for member in members:
        for address in addresses[member.agency.pk]:
            with suppress(TooManyMails):
                allow_mail(kind=kind, sender=str(sender.pk), address=address, today=day)
                send(kind=kind, to=address, link=_link_of(member), agency=member.agency, member=member, **told)


def _note(code: AuditCode, coalition: Coalition, agencies: Iterable[Agency], *, by: User, **details: str) -> None:
    """Add one line to the trail of each of some agencies, and of the health department."""
    for agency in agencies:
        record(what=code, subject=coalition, by=by, agency=agency, **details)
    if coalition.reading_department:
        record(what=code, subject=coalition, by=by, department=coalition.reading_department, **details)


def _agencies_in(coalition: Coalition) -> list[Agency]:
    return [member.agency for member in coalition.members.select_related("agency")]


def _link_of(member: CoalitionMember) -> str:
    if member.coalition.ended_on:
        return absolute("agencies:coalitions", member.agency.slug)
    return absolute("agencies:coalition", member.agency.slug, member.coalition_id)
