"""What an agency says of itself, changed with a trail."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.agency import AgencyKnown
from agencies.actions.audit import record
from agencies.actions.programs import hold_names
from agencies.actions.refusals import Refused
from agencies.actions.scopes import enter_scope
from agencies.models import Agency, AuditCode, Jurisdiction
from agencies.querysets.suppliers import agreement_of

NAMES_OF_PEOPLE = {"program_director", "clinical_director", "help_name", "help_phone"}
DECIDES_REPORTS = {"jurisdiction", "also_serves", "is_registered_oopp"}


class OwnSupplierRefused(Refused):
    """The program does not let the agency keep its present supplier after this change."""


@transaction.atomic
def change_settings(*, agency, by, day, also_serves, **columns):
    """Change what an agency says of itself, and put it into the reporting scope that follows from it with the next
    quarter; or do nothing at all.

    `also_serves` are the counties beside its own, `columns` the columns of `Agency` by name. The trail keeps what
    was before and what is now, except where that names a person. Returns the names of what changed, [] where nothing
    did. Raises `AgencyKnown` where the county has an agency of this name, `OwnSupplierRefused` where the agency
    cannot keep its supplier.
    """
    hold_names(agency.program)
    held = Agency.objects.select_for_update(of=("self",)).select_related("program", "jurisdiction").get(pk=agency.pk)
    before, counties = state_of(held), {county for county in also_serves if county != columns["jurisdiction"]}
    for name, value in columns.items():
        setattr(held, name, value)
    judge_name(held)
    judge_own_supplier(held)
    held.save(update_fields=list(columns))
    held.also_serves.set(counties)
    after = state_of(held)
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return []
    facts = {"fields": changed, "was": tell_of(before, changed), "now": tell_of(after, changed)}
    record(what=AuditCode.AGENCY_CHANGED, subject=held, by=by, agency=held, **facts)
    if DECIDES_REPORTS & set(changed):
        agreement = agreement_of(held)
        enter_scope(agency=held, supplier=agreement and agreement.supplier, day=day)
    return changed


CHANGEABLE = (
    "name",
    "kind",
    "jurisdiction",
    "also_serves",
    "is_registered_oopp",
    "oopp_number",
    "program_director",
    "clinical_director",
    "ori",
    "nemsis_number",
    "npi",
    "time_zone",
    "help_name",
    "help_phone",
    "is_on_public_list",
)


def state_of(agency: Agency) -> dict[str, Any]:
    """Return what can be changed of an agency, as plain values by name. One query."""
    found = {name: getattr(agency, name) for name in CHANGEABLE if name != "also_serves"}
    found["jurisdiction"] = agency.jurisdiction.label
    served = Jurisdiction.objects.filter(also_served_by=agency).order_by("name")
    return found | {"also_serves": [county.label for county in served]}


def tell_of(state: dict[str, Any], changed: list[str]) -> dict[str, Any]:
    """Return what the trail keeps of a state: what changed, without what names a person."""
    return {name: state[name] for name in changed if name not in NAMES_OF_PEOPLE}


def judge_name(agency: Agency) -> None:
    """Return without a word where no other agency of this name is in the agency's county; raise `AgencyKnown`
    otherwise."""
    same = Agency.objects.filter(program=agency.program, jurisdiction=agency.jurisdiction, name__iexact=agency.name)
    if same.exclude(pk=agency.pk).exists():
        words = _("Another agency of this name is registered in %(county)s. Add what tells the two apart.")
        raise AgencyKnown(words % {"county": agency.jurisdiction.label}, field="name")


def judge_own_supplier(agency: Agency) -> None:
    """Return without a word where the program lets the agency keep its supplier; raise `OwnSupplierRefused` otherwise
    (in New York the state health department furnishes registered programs only)."""
    agreement = agreement_of(agency)
    if agreement is None:
        return
    refusal = agency.program.rules.supplier_refusal(agreement.supplier.kind, agency_is_oopp=agency.is_registered_oopp)
    if refusal:
        words = _("%(refusal)s Your supplier is %(supplier)s: choose another one first, then change this.")
        facts = {"refusal": refusal, "supplier": agreement.supplier}
        raise OwnSupplierRefused(words % facts, field="is_registered_oopp")
