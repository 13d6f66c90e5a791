"""The program office says which suppliers are one organization with a health department or an agency."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import Agency, AuditCode, HealthDepartment, SameOrganization, Supplier, User
from agencies.querysets.departments import department_named


class SameRefused(Refused):
    """There is no such organization, or not only one; or it is stated already, or not any more."""


@transaction.atomic
def state_same(*, supplier: Supplier, name: str, by: User, day: date) -> SameOrganization:
    """State that a supplier and the health department or agency of this name are one organization, from `day` on.

    Raises `SameRefused` at `name` where the program has none of the name or several, where it is stated already, and
    for a supplier that was merged into another one.
    """
    held = Supplier.objects.select_for_update(of=("self",)).select_related("program").get(pk=supplier.pk)
    if held.merged_into_id or held.stands_in:
        raise SameRefused(_("This supplier was merged into another one. Nothing was changed."), field="name")
    other = _find(held, name)
    if any(one.other in other.values() for one in SameOrganization.objects.of_supplier(held)):
        raise SameRefused(_("This has been added already."), field="name")
    stated = SameOrganization.objects.create(supplier=held, stated_on=day, stated_by=by, **other)
    _note(AuditCode.SUPPLIER_SAME, stated, by)
    return stated


@transaction.atomic
def end_same(*, stated: SameOrganization, by: User, day: date) -> None:
    """Say that the two are one organization no longer, however often it was said before some were merged. Reports of
    the time when it was said take it into account. Raises `SameRefused` where that was said before."""
    held = SameOrganization.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=stated.pk)
    if held.ended_on:
        raise SameRefused(_("Somebody has removed this already. Nothing was changed."))
    for one in held.with_the_same():
        one.ended_on = max(day, one.stated_on)
        one.save(update_fields=["ended_on"])
    _note(AuditCode.SUPPLIER_SAME_ENDED, held, by)


def _find(supplier: Supplier, name: str) -> dict[str, HealthDepartment | Agency]:
    department = department_named(supplier.program, name)
    agencies = list(Agency.objects.filter(program=supplier.program, name__iexact=name)[:2])
    found: list[dict[str, Any]] = [{"agency": agency} for agency in agencies]
    found += [{"department": department}] if department else []
    if not found:
        words = _("No health department on your list and no agency has this name. Enter it as it is written there.")
        raise SameRefused(words, field="name")
    if len(found) > 1:
        raise SameRefused(_("Several organizations have this name: give them names of their own."), field="name")
    return found[0]


def _note(code: AuditCode, stated: SameOrganization, by: User) -> None:
    places = {"supplier": stated.supplier, "department": stated.department, "agency": stated.agency}
    record(what=code, subject=stated.other, by=by, **places)
