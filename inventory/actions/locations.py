"""Closing a location: only where nothing is kept or expected there."""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.actions.audit import record
from agencies.actions.locations import LocationRefused
from agencies.models import Agency, AuditCode, Location
from agencies.wording import say
from inventory.actions.notices import settle_low
from inventory.models import LowStockNotice, Shortfall, StockLevel


@transaction.atomic
def close_location(*, location, by, today):
    """Offer the location no more from now on, and settle what was told there; or do nothing at all.

    Its history stays, and it can be opened again. Raises `LocationRefused` for the main location, and while
    terminals, vehicles, stock or kits that no stock covered are there. The agency is held as by an entry.
    """
    agency = Agency.objects.select_for_update(no_key=True).get(pk=location.agency_id)
    held = Location.objects.select_for_update(of=("self",)).get(pk=location.pk)
    if held.closed_on:
        return
    if why := why_not_empty(agency, held):
        raise LocationRefused(why)
    notice = LowStockNotice.objects.waiting().filter(location=held).order_by("on").last()
    if notice:
        settle_low(notice=notice, by=by, today=today)
    held.closed_on = today
    held.save(update_fields=["closed_on"])
    record(what=AuditCode.LOCATION_CLOSED, subject=held, by=by, agency=agency)


def why_not_empty(agency, location):
    """Return why the location cannot be closed, as a sentence that says what to do first; "" where it can."""
    if agency.main_location_id == location.pk:
        return _("%(location)s is your main location. Choose another main location first.") % {"location": location}
    if labels := _names(location.terminals.active().order_by("label")):
        sentence = _("Kits can still be logged at %(location)s. Close its terminals first, or move them: %(labels)s.")
        return sentence % {"location": location, "labels": labels}
    if cars := _names(location.vehicles.in_use().order_by("name")):
        sentence = _("Vehicles belong to %(location)s. Give them another station first, or close them: %(cars)s.")
        return sentence % {"location": location, "cars": cars}
    kept = StockLevel.objects.filter(location=location).aggregate(total=Sum("quantity", default=0))["total"]
    if kept:
        return say(
            ngettext(
                "%(kept)s item is still in stock at %(location)s. Move it to another location or write it off first.",
                "%(kept)s items are still in stock at %(location)s. Move them to another location or write them off "
                "first.",
                kept,
            ),
            kept=kept,
            location=location,
        )
    short = Shortfall.objects.filter(location=location).values("item").annotate(total=Sum("quantity"))
    if short.exclude(total=0).order_by().exists():
        return _(
            "More was left at %(location)s than its stock held. Count there first, so that the books are even."
        ) % {"location": location}
    return ""


def _names(rows):
    return ", ".join(str(row) for row in rows)
