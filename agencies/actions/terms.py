"""A supplier says what it asks of an agency."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.scopes import enter_scope
from agencies.life import AGREEMENT, SupplierRefused
from agencies.models import AuditCode, Cadence, SupplyAgreement
from agencies.packs.schema import TYPED
from agencies.periods import period_of
from agencies.querysets.rhythm import rhythm_of
from agencies.terms import due_day_for

CADENCES_ASKED = ("", Cadence.MONTHLY)


@transaction.atomic
def change_terms(*, agreement, cadence, due_day, asks_for, by, day):
    """Change what a supplier asks of an agency beside the program's rules, or do nothing at all.

    `cadence` is monthly, or "" for what the rules say; it holds from the next quarter on. `due_day` (None for the
    rules' own) is a day of the month before the one on which the period is sealed; it holds from the period on that
    is running. `asks_for` are names of typed figures. Returns the names of what changed. Raises `SupplierRefused`
    for a day that is too late, and for an agreement that is not in force.
    """
    held = SupplyAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if held.status != SupplyAgreement.Status.ACTIVE:
        raise AGREEMENT.refuse(held.status)
    if cadence not in CADENCES_ASKED or not set(asks_for) <= set(TYPED):
        raise ValueError("No supplier can ask for that.")
    said = {"cadence": str(cadence), "due_day": due_day, "asks_for": [name for name in TYPED if name in asks_for]}
    was = {name: getattr(held, name) for name in said}
    changed = [name for name in said if said[name] != was[name]]
    if "due_day" in changed:
        held.due_day_before = due_day_for(held, last_day_before(held, day))
        held.due_day_from_on = day
    for name, value in said.items():
        setattr(held, name, value)
    held.save(update_fields=[*said, "due_day_before", "due_day_from_on"])
    judge_due_day(held)
    if not changed:
        return []
    facts = {name: {"was": was[name], "now": said[name]} for name in changed}
    record(
        what=AuditCode.SUPPLY_TERMS, subject=held, by=by, agency=held.agency, supplier=held.supplier, changed=facts
    )
    if "cadence" in changed:
        enter_scope(agency=held.agency, supplier=held.supplier, day=day)
    return changed


def last_day_before(agreement, day):
    """Return the last day of the period that ended last before `day`."""
    cadence = rhythm_of(agency=agreement.agency, supplier=agreement.supplier).cadence
    return period_of(day, cadence) - timedelta(days=1)


def judge_due_day(agreement):
    """Return without a word where reports can be due on the day that is asked for; raise `SupplierRefused` at
    `due_day` where their period is sealed by then."""
    seal_day = last_seal_day(agreement)
    if agreement.due_day and agreement.due_day >= seal_day:
        words = _("Periods close on day %(seal)s. Choose a day from 1 to %(last)s.")
        raise SupplierRefused(words % {"seal": seal_day, "last": seal_day - 1}, field="due_day")


def last_seal_day(agreement):
    """Return the day of the month on which periods of the agency are sealed, as often as it reports by this
    agreement."""
    agency = agreement.agency
    cadence = rhythm_of(agency=agency, supplier=agreement.supplier).cadence
    return agency.program.rules.deadlines_for(cadence).seal_day
