"""How every entry is written: into an open month, with the levels locked, so that the ledger always closes."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple
from uuid import uuid4

from django.db.models import Min
from django.utils.translation import gettext as _

from agencies.models import Agency, Location, User
from agencies.periods import hold_calendar, month_of
from agencies.sql.counters import increment
from agencies.wording import write_day, write_number
from inventory.actions.use import SHORTFALL, USE, open_shortfall
from inventory.models import Lot, Shortfall, StockLevel, StockMovement, StockUse
from inventory.refusals import AlreadyEntered, DayRefused, QuantityRefused, StockLocationRefused

MOST = 100_000
LONGEST_AGO = timedelta(days=5 * 366)


class LedgerEntry(NamedTuple):
    """What the movements of one entry have in common. `on` is the ledger's day, `stated_on` the true one."""

    agency: Agency
    on: date
    stated_on: date
    by: User | None

    @property
    def month(self):
        return month_of(self.on)


def begin(*, agency, on, today, by, key=None):
    """Open an entry for `on`; in a month that is closed it is dated `today` and keeps the true day.

    Until the transaction ends no period of the agency can be sealed, and nobody else enters stock for it by hand; the
    log goes on. `key` is the uuid that a page was drawn with and that its movement gets: one that is stored already
    raises `AlreadyEntered`. Raises `DayRefused` for a day ahead or more
    than five years ago.
    """
    calendar = hold_calendar(agency)
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    if key and StockMovement.objects.filter(pk=key).exists():
        raise AlreadyEntered(_("This was stored already. Enter it again only if it happened twice."))
    if on > today:
        raise DayRefused(_("This day lies ahead. Enter the day on which it happened."), field="on")
    if on < today - LONGEST_AGO:
        raise DayRefused(_("This day is more than five years ago. Check the year."), field="on")
    month = calendar.post(day=on, today=today).month
    return LedgerEntry(agency, on if month == month_of(on) else max(today, month), on, by)


def check_location(*, agency, location, field="location"):
    """Raise `StockLocationRefused` unless the agency keeps a ledger at `location`, and has not closed it by now.

    Asked inside an entry it stays so until the transaction ends: whoever closes a location holds the agency too.
    """
    if location.agency_id != agency.pk or location.kind == Location.Kind.VEHICLE:
        raise StockLocationRefused(
            _(
                "No stock is kept at %(location)s. Choose a storeroom, station or event; "
                "a vehicle's kits are its station's."
            )
            % {"location": location},
            field=field,
        )
    if not agency.locations.in_use().filter(pk=location.pk).exists():
        raise StockLocationRefused(
            _("%(location)s is closed. Choose another location, or open it again first.") % {"location": location},
            field=field,
        )


def check_quantity(quantity, *, least=1, field="quantity"):
    """Raise `QuantityRefused` unless `quantity` is between `least` and `MOST`."""
    if not least <= quantity <= MOST:
        raise QuantityRefused(
            _("Enter a number between %(least)s and %(most)s.") % {"least": least, "most": write_number(MOST)},
            field=field,
        )


def check_after_opening(entry, *, location, item):
    """Raise `DayRefused` for a day before the opening count of `item` at `location`, which holds it already."""
    opened_on = StockMovement.objects.filter(
        agency=entry.agency, location=location, lot__item=item, reason=StockMovement.Reason.OPENING
    ).aggregate(first=Min("stated_on"))["first"]
    if opened_on and entry.stated_on < opened_on:
        raise DayRefused(
            _("The opening count of %(day)s holds this already. Only enter what happened since.")
            % {"day": write_day(opened_on)},
            field="on",
        )


def lock_levels(*, agency, locations, item, lots=()):
    """Lock the levels of `item` at `locations`, in the order in which the log takes them.

    Levels of `lots` that are missing are made, with 0. Returns {(location id, lot id): level}.
    """
    StockLevel.objects.bulk_create(
        [StockLevel(agency=agency, location=location, lot=lot) for location in locations for lot in lots],
        ignore_conflicts=True,
    )
    levels = (
        StockLevel.objects.filter(agency=agency, location__in=locations, lot__item=item)
        .select_related("lot")
        .select_for_update(of=("self",))
        .first_to_expire()
    )
    return {(level.location_id, level.lot_id): level for level in levels}


def add_movement(entry, *, location, lot, quantity, reason, key=None):
    """Append one movement, with `key` as its id if it is given; moving the level is the caller's."""
    return StockMovement.objects.create(
        pk=key or uuid4(),
        agency=entry.agency,
        location=location,
        lot=lot,
        quantity=quantity,
        reason=reason,
        on=entry.on,
        stated_on=entry.stated_on,
        by=entry.by,
    )


def cover(entry, *, location, item, by_lot):
    """Turn the location's open shortfall into use of these lots ({lot: quantity}), posted in the entry's month."""
    agency, month = entry.agency, entry.month
    use = {(agency.pk, location.pk, lot.pk, month): (covered,) for lot, covered in by_lot.items() if covered}
    if use:
        covered = sum(by_lot.values())
        increment(StockUse, **USE, by=use)
        increment(Shortfall, **SHORTFALL, by={(agency.pk, location.pk, item.pk, month): (-covered,)})


def arrive(entry, *, location, lot, quantity, reason, level, key=None):
    """Bring `quantity` of `lot` to `location`: an open shortfall is covered first, the level gets the rest.

    `level` is the lot's locked level there. Returns how much of the shortfall was covered.
    """
    add_movement(entry, location=location, lot=lot, quantity=quantity, reason=reason, key=key)
    covered = min(quantity, open_shortfall(agency=entry.agency, location=location, item=lot.item))
    cover(entry, location=location, item=lot.item, by_lot={lot: covered})
    level.quantity += quantity - covered
    level.save(update_fields=["quantity"])
    return covered


def quantity_by_lot(lines):
    """Add up the quantities of equal lots: [(lot, quantity)] → {lot: quantity}, in the order given."""
    totals: defaultdict[Lot, int] = defaultdict(int)
    for lot, quantity in lines:
        totals[lot] += quantity
    return dict(totals)
