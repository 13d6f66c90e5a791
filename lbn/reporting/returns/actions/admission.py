"""Who takes part: an agency is vouched for, left out, let back, closed and opened again.

What it counted in periods still open, and the reports of these periods, follow it: into its supplier's scope, or into
the program's waiting scope, of which nothing is published. What was published stays as it is and says nothing of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.actions.asking import ask_anew, tell_coordinators
from agencies.actions.coalitions import leave_coalitions
from agencies.actions.scopes import scope_for
from agencies.faults import is_busy
from agencies.life import AGENCY
from agencies.mail_kinds import MailKind
from agencies.models import (
    Agency,
    AuditCode,
    Closure,
    Program,
    ReportingPeriod,
    ReportingScope,
    ScopeMembership,
    Supplier,
    User,
)
from agencies.periods import month_of, next_period
from agencies.querysets.suppliers import agreement_of
from agencies.sql.sealing import hold_all_for_sealing
from distributions.actions.scopes import post_to_scope
from lbn.reporting.models import AgencyReport, Reminder, ReportDraft, ReportWaiver

Status = Agency.Status
IN = {"left_out_on": None, "left_out_because": "", "closed_on": None}
NOT_ADMITTED = {"admitted_on": None, "admitted_by": "", "vouched_by": None}


def admit(
    *,
    agency: Agency,
    how: str,
    by: User | None,
    today: date,
    supplier: Supplier | None = None,
    link: bool = False,
) -> Agency:
    """Let an agency that waits, or was left out, take part from now on. `how` is an `Agency.AdmittedBy`, `supplier`
    the one that vouches for it, where one does.

    Raises `AgencyRefused` for an agency that takes part already or is closed, `MoveRefused` where it is not for `by`
    to say.
    """
    changes = IN | {"admitted_on": today, "admitted_by": how, "vouched_by": supplier, "confirmed_on": today}
    moved = _move(
        agency, Status.ADMITTED, changes, by=by, today=today, reason=how, link=link, code=AuditCode.AGENCY_ADMITTED
    )
    tell_coordinators(moved, kind=MailKind.ADMISSION_GIVEN, who=who_admits(moved))
    return moved


def who_admits(agency: Agency) -> str:
    """Name who vouched for an agency, for its coordinators: "It was confirmed by …"."""
    if agency.vouched_by:
        return str(agency.vouched_by.name)
    return _("the %(office)s") % {"office": agency.program.office_name}


def take_back_admission(*, agency: Agency, by: User | None, today: date, asks: bool = True) -> Agency:
    """Let an agency that takes part wait again, as before somebody vouched for it, and ask who knows anew (`asks`).

    Raises as `admit` does.
    """
    moved = _move(agency, Status.WAITING, NOT_ADMITTED, by=by, today=today, code=AuditCode.AGENCY_UNADMITTED)
    if asks:
        ask_anew(agency=moved, today=today)
    return moved


def leave_out(*, agency: Agency, because: str, by: User, today: date) -> Agency:
    """Leave an agency out of every report that is not published yet, and mail its coordinators. `because` is an
    `Agency.LeftOutBecause`.

    It can go on logging kits and reads all its pages. Raises as `admit` does.
    """
    changes = IN | {"left_out_on": today, "left_out_because": because}
    moved = _move(agency, Status.LEFT_OUT, changes, by=by, today=today, reason=because)
    tell_coordinators(moved, kind=MailKind.ADMISSION_LEFT_OUT, who=moved.program.office_name)
    return moved


def let_back(*, agency: Agency, by: User, today: date) -> Agency:
    """Let an agency that was left out by mistake wait to be confirmed, and ask who knows anew.

    Raises as `admit` does.
    """
    moved = _move(agency, Status.WAITING, IN | NOT_ADMITTED, by=by, today=today, code=AuditCode.AGENCY_LET_BACK)
    ask_anew(agency=moved, today=today)
    return moved


def _move(agency: Agency, to: str, changes: dict[str, Any], **how: Any) -> Agency:
    """Move the agency's state, and what it counted in open periods to where that belongs now; or do neither.

    A press that was on its way holds the scopes that the agency had, and asks for those that it has since; where both
    wait for each other the database ends one of them, and this one is tried again.
    """
    after = Agency.objects.select_related("program", "jurisdiction").get(pk=agency.pk)
    for name, value in changes.items():
        setattr(after, name, value)
    for tries_left in (2, 1, 0):
        try:
            return _move_once(agency, after, to, changes, **how)
        except OperationalError as fault:
            if not (tries_left and is_busy(fault)) or connection.in_atomic_block:
                raise
    raise AssertionError("the last try returns or raises")


@transaction.atomic
def _move_once(agency: Agency, after: Agency, to: str, changes: dict[str, Any], *, today: date, **how: Any) -> Agency:
    target = _hold(after)
    before = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    moved: Agency = AGENCY.move(agency, to=to, on=today, changes=changes, **how)
    _keep_absence(before, moved, today)
    move_to_scope(agency=moved, target=target)
    if not moved.takes_part:
        leave_coalitions(agency=moved, day=today)
    return moved


def _keep_absence(before: Agency, moved: Agency, today: date) -> None:
    """Remember for which time the agency was closed or left out, if that ends here: no report of it was expected."""
    was_left_out = before.left_out_on is not None and moved.left_out_on is None
    since = before.left_out_on if was_left_out else before.closed_on
    if since:
        until = max(today, since)
        Closure.objects.create(agency=moved, closed_on=since, reopened_on=until, was_left_out=was_left_out)


def _hold(agency: Agency) -> ReportingScope:
    """Keep every scope of the agency from being sealed or posted into, before any row is locked (as
    `hold_calendar` asks); return the one that it belongs to now."""
    agreement = agreement_of(agency)
    target = scope_for(agency=agency, supplier=agreement and agreement.supplier)
    hold_all_for_sealing({target, *ReportingScope.objects.filter(memberships__agency=agency)})
    return target


@transaction.atomic
def move_to_scope(*, agency: Agency, target: ReportingScope) -> bool:
    """Put the agency into `target` from the first month on that is open in it and in all its scopes, with its counts
    and reports from then on; say whether that changed its scope. All of these scopes are held for sealing."""
    memberships = ScopeMembership.objects.filter(agency=agency).order_by("from_on")
    first = _first_open_for(list(memberships.select_related("scope")), target)
    present = memberships.filter(from_on__lte=first).last()
    later = memberships.filter(from_on__gt=first)
    if present and present.scope == target and not later.exists():
        return False
    later.delete()
    if present is None or present.scope != target:
        memberships.update_or_create(agency=agency, from_on=first, defaults={"scope": target})
    post_to_scope(agency=agency, scope=target, first=month_of(first))
    _move_reports(agency, target, first)
    return True


def _first_open_for(tenures: list[ScopeMembership], target: ReportingScope) -> date:
    """Return from when on nothing was sealed in `target` nor in the scopes that the agency has had since then."""
    first_open = _first_open_days({target, *(tenure.scope for tenure in tenures)})
    first = first_open[target]
    ends = [tenure.from_on for tenure in tenures[1:]] + [date.max]
    since = [tenure.scope for tenure, until in zip(tenures, ends, strict=True) if until > first]
    return max([first, *(first_open[scope] for scope in since), *(one.from_on for one in tenures[:1])])


def _first_open_days(scopes: set[ReportingScope]) -> dict[ReportingScope, date]:
    """Return the first day of the first period of each scope that nothing was sealed in or after. One query."""
    sealed = ReportingPeriod.objects.filter(scope__in=scopes, sealed_at__isnull=False)
    last = dict(sealed.order_by().values_list("scope").annotate(Max("starts_on")))
    return {one: next_period(last[one.pk], one.cadence) if one.pk in last else date.min for one in scopes}


def _move_reports(agency: Agency, target: ReportingScope, first: date) -> None:
    """Let what was sent, typed, waived and reminded of for periods from `first` on follow the agency.

    A report is for a month or a quarter: where the scope has another cadence it stays where it was.
    """
    alike = {"agency": agency, "scope__cadence": target.cadence, "starts_on__gte": first}
    for model in (ReportDraft, ReportWaiver, Reminder):
        for row in model.objects.filter(**alike).exclude(scope=target):
            row.scope = target
            row.save(update_fields=["scope"])
    sent = AgencyReport.objects.filter(
        agency=agency, period__scope__cadence=target.cadence, period__starts_on__gte=first
    )
    for report in sent.exclude(period__scope=target).select_related("period"):
        report.period = ReportingPeriod.objects.get_or_create(scope=target, starts_on=report.period.starts_on)[0]
        report.save(update_fields=["period"])


def settle_scopes(*, program: Program) -> list[Agency]:
    """Put every agency of a program into the scope that it belongs to, and return those that were in another one.

    After an upgrade that is each agency which nobody had to vouch for before. Run before periods are sealed.
    """
    settled = []
    for agency in Agency.objects.in_program(program).select_related("program", "jurisdiction").order_by("slug"):
        present = agency.scope_memberships.select_related("scope__supplier").last()
        if present and present.scope.supplier.is_waiting == agency.takes_part:
            with transaction.atomic():
                if move_to_scope(agency=agency, target=_hold(agency)):
                    settled.append(agency)
    return settled
