"""Two suppliers become one. What agencies counted in periods still open follows them, as on admission; what was
published stays as it was, and the people of the one that remains read both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agencies.actions.papers import move_papers
from agencies.actions.programs import hold_names
from agencies.actions.supplier_list import judge_kind, note_on_list
from agencies.actions.team import move_team
from agencies.actions.walls import judge_joined_teams
from agencies.life import SupplierRefused
from agencies.models import (
    Agency,
    AuditCode,
    Registration,
    ReportingScope,
    ScopeMembership,
    Supplier,
    SupplyAgreement,
    User,
)
from agencies.sql.sealing import hold_all_for_sealing
from lbn.reporting.returns.actions.admission import move_to_scope


class Merger(NamedTuple):
    """What a merger will move, in numbers."""

    agencies: int
    people: int
    registrations: int


def foresee_merger(supplier: Supplier) -> Merger:
    """Return what merging a supplier into another one will move. Three queries."""
    return Merger(
        agencies=supplier.agreements.filter(status=SupplyAgreement.Status.ACTIVE).count(),
        people=supplier.memberships.count(),
        registrations=supplier.registrations.count(),
    )


@transaction.atomic
def merge_suppliers(*, supplier: Supplier, into: Supplier, by: User, today: date) -> None:
    """Let `into` stand for `supplier` from now on, for good: its agreements, people, invitations and registrations
    go there, and so do its agencies with what they counted in open periods and the reports of these.

    Raises `SupplierRefused` at `into` for a supplier of another program, one that is not on the list, the same one,
    one that was merged before, and where an agency may not have it, and `WallRefused` there where both have people;
    nothing is changed then.
    """
    judge_merger(supplier=supplier, into=into, today=today)
    agencies = list(_agencies_with(supplier))
    targets = {scope: _scope_of_same_kind(scope, into) for scope in supplier.scopes.all()}
    _hold_scopes(agencies, targets)
    hold_names(supplier.program)
    locked = Supplier.objects.select_for_update(of=("self",)).filter(pk__in=[supplier.pk, into.pk])
    if any(one.merged_into_id for one in locked.order_by("pk")):
        raise SupplierRefused(_("One of the two was merged before: nothing was changed."), field="into")
    SupplyAgreement.objects.filter(supplier=supplier).update(supplier=into)
    for agency in agencies:
        _move_scopes(agency, targets, today)
    Agency.objects.filter(vouched_by=supplier).update(vouched_by=into)
    move_papers(old=supplier, new=into)
    move_team(kind="supplier", old=supplier, new=into, by=by, today=today)
    Registration.objects.filter(supplier=supplier).update(supplier=into)
    Supplier.objects.filter(merged_into=supplier).update(merged_into=into)
    Supplier.objects.filter(pk=supplier.pk).update(merged_into=into, listed_on=None)
    note_on_list(AuditCode.SUPPLIER_MERGED, into, by=by, merged=supplier.name)


def judge_merger(*, supplier: Supplier, into: Supplier, today: date) -> None:
    """Return without a word where one supplier can be merged into the other; raise `SupplierRefused` or `WallRefused`
    otherwise."""
    if supplier == into:
        raise SupplierRefused(_("A supplier cannot be merged into itself."), field="into")
    if supplier.program_id != into.program_id or supplier.stands_in or into.stands_in:
        raise SupplierRefused(_("Both suppliers have to be in your program."), field="into")
    if supplier.merged_into_id or into.merged_into_id:
        raise SupplierRefused(_("One of the two was merged before: nothing was changed."), field="into")
    if not into.is_listed:
        raise SupplierRefused(_("Put %(name)s on the list first.") % {"name": into}, field="into")
    try:
        judge_kind(program=into.program, kind=into.kind, furnished_by=supplier)
    except SupplierRefused as refusal:
        raise SupplierRefused(str(refusal), field="into") from None
    judge_joined_teams(old=supplier, new=into, today=today)


def _agencies_with(supplier: Supplier) -> QuerySet[Agency]:
    """Agencies that get their kits from a supplier, or whose counts are, were or will be reported there."""
    found = Agency.objects.filter(Q(agreements__supplier=supplier) | Q(scope_memberships__scope__supplier=supplier))
    return found.select_related("program", "jurisdiction").distinct().order_by("slug")


def _scope_of_same_kind(scope: ReportingScope, into: Supplier) -> ReportingScope:
    """Return the scope of `into` in the same state and as often: merging changes who reads, not how often."""
    return ReportingScope.objects.get_or_create(supplier=into, state=scope.state, cadence=scope.cadence)[0]


def _hold_scopes(agencies: Sequence[Agency], targets: Mapping[ReportingScope, ReportingScope]) -> None:
    """Keep every scope concerned from being sealed or posted into, before any row is locked."""
    had = ReportingScope.objects.filter(memberships__agency__in=agencies)
    hold_all_for_sealing({*targets, *targets.values(), *had})


def _move_scopes(agency: Agency, targets: Mapping[ReportingScope, ReportingScope], today: date) -> None:
    """Let an agency report to the target of each scope that it reports in now, or was to from a later day on."""
    memberships = ScopeMembership.objects.filter(agency=agency).select_related("scope__supplier")
    planned = [*memberships.filter(from_on__gt=today).order_by("from_on")]
    present = memberships.filter(from_on__lte=today).order_by("from_on").last()
    if present and present.scope in targets:
        move_to_scope(agency=agency, target=targets[present.scope])
    for later in planned:
        scope = targets.get(later.scope, later.scope)
        ScopeMembership.objects.update_or_create(agency=agency, from_on=later.from_on, defaults={"scope": scope})
