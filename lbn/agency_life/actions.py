"""An agency closes, and opens again. Nothing is taken away: log, stock, training and reports stay to be read."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.actions.coalitions import leave_coalitions
from agencies.life import AGENCY, AgencyRefused
from agencies.models import Agency, Closure, SupplyAgreement, User
from agencies.querysets.suppliers import agreement_of
from inventory.models import Item, StockLevel


class KitsAtTheEnd(models.TextChoices):
    """Where kits go that an agency holds when it closes."""

    COLLECTED = "collected", gettext_lazy("Our supplier collects them")
    TAKEN_OVER = "taken_over", gettext_lazy("Another agency takes them over")
    KEPT = "kept", gettext_lazy("They stay with our own people")
    NOT_FOUND = "not_found", gettext_lazy("They cannot be found")


@transaction.atomic
def close_agency(*, agency: Agency, by: User, today: date, kits: str = "") -> Agency:
    """Close an agency: no report of a later period is expected, and its terminals may send for 60 days.

    `kits` (a `KitsAtTheEnd`) says where kits on hand go; the trail keeps that, and not how many they are. Raises
    `AgencyRefused` while kits are on hand and nobody has said where they go, and for an agency that is closed.
    """
    held = Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    if not kits and holds_kits(held):
        raise AgencyRefused(_("Kits are still on hand: write them off first, or say where they go."), field="kits")
    facts: dict[str, Any] = {"kits": str(KitsAtTheEnd(kits))} if kits else {}
    closed: Agency = AGENCY.move(
        held, to=Agency.Status.CLOSED, by=by, on=today, changes={"closed_on": today}, **facts
    )
    for asked in (closed.parent_requests, closed.parent_invitations, closed.sent_child_invitations):
        asked.all().delete()
    leave_coalitions(agency=closed, day=today)
    return closed


def holds_kits(agency: Agency) -> bool:
    """Tell whether naloxone kits are on hand. One query."""
    kits = StockLevel.objects.filter(agency=agency, lot__item__kind=Item.Kind.NALOXONE_KIT, quantity__gt=0)
    return kits.exists()


def is_disowned(agency: Agency) -> bool:
    """Tell whether an agency takes part by the word of a supplier that has said since that it does not furnish it."""
    declined = SupplyAgreement.objects.filter(
        agency=agency, supplier=agency.vouched_by_id, status=SupplyAgreement.Status.DECLINED
    )
    agreement = agreement_of(agency)
    is_furnished = agreement is not None and agreement.supplier_id == agency.vouched_by_id
    return not is_furnished and declined.exists()


@transaction.atomic
def reopen_agency(*, agency: Agency, by: User, today: date) -> Agency:
    """Open a closed agency again: it takes part as before where somebody vouches for it still, and waits otherwise.

    A supplier's word ends when it says that it does not furnish the agency. Then the counts of open periods are put
    aside by the next `seal_reports`, before anything is sealed.

    Its next report is that of the period in which it opens again. Raises `AgencyRefused` for one that is not closed.
    """
    held = Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    is_vouched = bool(held.admitted_on) and not is_disowned(held)
    kept = {"confirmed_on": today} if is_vouched else {"admitted_on": None, "admitted_by": "", "vouched_by": None}
    changes: dict[str, Any] = {"closed_on": None, **kept}
    to = Agency.Status.ADMITTED if is_vouched else Agency.Status.WAITING
    if held.status != Agency.Status.CLOSED or held.closed_on is None:
        raise AgencyRefused(_("This agency is not closed: nothing was changed."))
    Closure.objects.create(agency=held, closed_on=held.closed_on, reopened_on=max(today, held.closed_on))
    reopened: Agency = AGENCY.move(held, to=to, by=by, on=today, changes=changes)
    return reopened
