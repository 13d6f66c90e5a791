"""Merging a location that was made by mistake, or twice, into another one: it was one place all along.

Everything that names the location names the other one afterwards, day by day and month by month as it was. Nothing
comes or goes: of each lot, item and month the agency has the same as before, so no report changes.
"""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, Min, Sum
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.locations import LocationRefused
from agencies.models import AuditCode, Location
from agencies.sql.counters import increment
from inventory.actions.ledger import hold_ledger, lock_levels
from inventory.actions.stock_counters import SHORTFALL, USE
from inventory.models import (
    Item,
    LateUse,
    LedgerEntry,
    LowStockNotice,
    Shortfall,
    StockLevel,
    StockMovement,
    StockUse,
)


class LocationMerger(NamedTuple):
    """What a location has that goes over to another one, in numbers."""

    on_hand: int
    terminals: int
    vehicles: int
    notices: int


def foresee_location_merger(location):
    """Return what merging a location into another one will take over. Four queries."""
    return LocationMerger(
        on_hand=StockLevel.objects.filter(location=location).aggregate(total=Sum("quantity", default=0))["total"],
        terminals=location.terminals.active().count(),
        vehicles=location.vehicles.in_use().count(),
        notices=LowStockNotice.objects.waiting().filter(location=location).count(),
    )


@transaction.atomic
def merge_location(*, location, into, by, today):
    """Let `into` have all that `location` has and had, for good, and close `location`; or do nothing at all.

    What hangs on it goes too: terminals with their links, vehicles, notices, and how many kits it should have where
    `into` says nothing. Raises `LocationRefused` at `into`, as `judge_location_merger` does.
    """
    hold_ledger(location.agency)
    pair = Location.objects.select_for_update(of=("self",)).filter(pk__in=[location.pk, into.pk]).order_by("pk")
    held = {one.pk: one for one in pair}
    old, new = held[location.pk], held[into.pk]
    judge_location_merger(location=old, into=new)
    _carry_stock(old, new)
    _carry_notices(old, new)
    old.terminals.update(location=new)
    old.vehicles.update(parent=new)
    old.merged.update(merged_into=new)
    if new.par is None and old.par is not None:
        new.par = old.par
        new.save(update_fields=["par"])
    old.closed_on, old.merged_into = today, new
    old.save(update_fields=["closed_on", "merged_into"])
    record(what=AuditCode.LOCATION_MERGED, subject=old, by=by, agency=old.agency, into=new.name)


def judge_location_merger(*, location, into):
    """Return without a word where `location` can be merged into `into`; raise `LocationRefused` otherwise."""
    if why := _why_no_pair(location, into) or _why_counted_apart(location, into):
        raise LocationRefused(why, field="into")


def _why_no_pair(location, into):
    """Say why two locations cannot be one, "" where they can."""
    said = {"location": location, "into": into}
    if location == into or location.agency_id != into.agency_id or location.closed_on or into.closed_on:
        return _("Choose another location that is in use.")
    if Location.Kind.VEHICLE in (location.kind, into.kind):
        return _("A vehicle has no stock of its own, so there is nothing to merge. Close it instead.")
    if location.agency.main_location_id == location.pk:
        return _(
            "%(location)s is your main location. Merge the other one into it, or choose another main location first."
        ) % {"location": location}
    if Location.Kind.EVENT in (location.kind, into.kind) and location.kind != into.kind:
        return (
            _(
                "An event can only be merged into another event. Count what came back from the event and move it "
                "instead: then nothing is left there, and you can close it."
            )
            % said
        )
    return ""


def _why_counted_apart(location, into):
    """Say why the books of two locations stay apart, "" where they do not: whoever counted at the one while the other
    had some of the item too did not count one place, and every correction has to know which of them it was."""
    entries = LedgerEntry.objects.standing().filter(kind=LedgerEntry.Kind.COUNTED, location__in=[location, into])
    counted = entries.order_by().values_list("location", "item").annotate(Max("position"), Max("stated_on"))
    moved = StockMovement.objects.filter(location__in=[location, into], is_void=False).order_by()
    began = moved.values_list("location", "lot__item").annotate(Min("entry__position"), Min("stated_on"))
    first = {(place, item): at for place, item, *at in began}
    other = {location.pk: into, into.pk: location}
    for place, item, position, day in counted:
        there = first.get((other[place].pk, item))
        if there and (there[0] < position or there[1] < day):
            return _(
                "%(item)s was counted at %(counted)s after it had come to %(other)s, so the two have books of their "
                "own. Move what is at %(location)s to %(into)s, then close %(location)s."
            ) % {
                "item": Item.objects.get(pk=item).words,
                "counted": other[other[place].pk],
                "other": other[place],
                "location": location,
                "into": into,
            }
    return ""


def _carry_stock(old, new):
    """Take the ledger over, with the levels locked as the log takes them."""
    both = StockLevel.objects.filter(location__in=[old, new])
    for item in Item.objects.filter(pk__in=both.order_by().values("lot__item")).order_by("pk"):
        lock_levels(agency=new.agency, locations=[old, new], item=item)
    _carry_levels(old, new)
    _carry_counters(StockUse, old, new, by="lot_id", **USE)
    _carry_counters(Shortfall, old, new, by="item_id", **SHORTFALL)
    for model in (StockMovement, LateUse, LedgerEntry):
        model.objects.filter(location=old).update(location=new)


def _carry_levels(old, new):
    there = {level.lot_id: level for level in StockLevel.objects.filter(location=new)}
    for level in StockLevel.objects.filter(location=old):
        same = there.get(level.lot_id)
        if same is None:
            level.location = new
            level.save(update_fields=["location"])
            continue
        same.quantity += level.quantity
        same.counted_on = max(filter(None, [same.counted_on, level.counted_on]), default=None)
        same.save(update_fields=["quantity", "counted_on"])
        level.delete()


def _carry_counters(model, old, new, *, by, **counters):
    """Add the counters of `old` to those of `new`, each in its own month."""
    rows = model.objects.filter(location=old)
    found = rows.order_by().values_list(by, "posted_month", "quantity")
    increment(model, **counters, by={(new.agency_id, new.pk, what, month): (total,) for what, month, total in found})
    rows.delete()


def _carry_notices(old, new):
    """Let what was told of both on one day be one notice: open if one of them is, with the smaller number."""
    there = {notice.on: notice for notice in LowStockNotice.objects.filter(location=new)}
    for notice in LowStockNotice.objects.filter(location=old):
        same = there.get(notice.on)
        if same is None:
            notice.location = new
            notice.save(update_fields=["location"])
            continue
        same.left = min((left for left in (same.left, notice.left) if left is not None), default=None)
        if notice.settled_on is None:
            same.settled_on = None
        same.save(update_fields=["left", "settled_on"])
        notice.delete()
