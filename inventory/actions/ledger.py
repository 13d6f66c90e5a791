"""How every entry is written: into an open month, with the levels locked, so that the ledger always closes."""

from collections import defaultdict
from datetime import timedelta
from uuid import uuid4

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from agencies.models import Agency, Location
from agencies.periods import hold_calendar, month_of
from agencies.sql.counters import increment
from agencies.wording import write_day, write_number
from inventory.actions.stock_counters import SHORTFALL, USE
from inventory.actions.use import open_shortfall
from inventory.models import LedgerEntry, Lot, Shortfall, StockLevel, StockMovement, StockUse
from inventory.refusals import AlreadyEntered, AlreadyTakenBack, DayRefused, QuantityRefused, StockLocationRefused

MOST = 100_000
LONGEST_AGO = timedelta(days=5 * 366)


def begin(*, agency, kind, on, today, by, key=None, corrects=None, **counted):
    """Open an entry for `on`; in a month that is closed it is dated `today` and keeps the true day.

    Until the transaction ends no period of the agency can be sealed, and nobody else enters stock for it by hand; the
    log goes on. `key` is the uuid that a page was drawn with and that its entry gets: one that is stored already
    raises `AlreadyEntered`. `corrects` is the entry that was taken back for it. `counted` says what a count counts
    where. Raises `DayRefused` for a day ahead or more than five years ago.
    """
    calendar = hold_ledger(agency)
    if key and LedgerEntry.objects.filter(pk=key).exists():
        raise AlreadyEntered(_("This was stored already. Enter it again only if it happened twice."))
    if on > today:
        raise DayRefused(_("This day lies ahead. Enter the day on which it happened."), field="on")
    if on < today - LONGEST_AGO:
        raise DayRefused(_("This day is more than five years ago. Check the year."), field="on")
    month = calendar.post(day=on, today=today).month
    dated = on if month == month_of(on) else max(today, month)
    about = {"corrects": corrects, "position": corrects.position} if corrects else {}
    return _add_entry(agency, pk=key or uuid4(), kind=kind, on=dated, stated_on=on, by=by, **about, **counted)


def begin_to_take_back(original, *, today, by):
    """Open the entry that takes `original` back: on its day, or today if the ledger of that month is closed.

    As for `begin`. Raises `AlreadyTakenBack` for one that does not stand, or takes something back itself.
    """
    calendar = hold_ledger(original.agency)
    if not LedgerEntry.objects.standing().filter(pk=original.pk).exists():
        raise AlreadyTakenBack(_("This was taken back already. Nothing was changed."))
    month = calendar.post(day=original.on, today=today).month
    return _add_entry(
        original.agency,
        kind=LedgerEntry.Kind.TAKEN_BACK,
        on=original.on if month == original.month else max(today, month),
        stated_on=original.stated_on,
        by=by,
        reverses=original,
        position=original.position,
    )


def hold_ledger(agency):
    """Keep others out until the transaction ends; return the calendar."""
    calendar = hold_calendar(agency)
    list(Agency.objects.select_for_update(no_key=True).filter(pk=agency.pk).values_list("pk"))
    return calendar


def _add_entry(agency, **facts):
    """Append an entry under the agency's next number, in whose position it stands unless `facts` say another one."""
    last = LedgerEntry.objects.filter(agency=agency).aggregate(last=Max("number", default=0))["last"]
    return LedgerEntry.objects.create(agency=agency, number=last + 1, **{"position": last + 1} | facts)


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
    """Raise `DayRefused` for a day before the opening count of `item` at `location`, which holds it already.

    What puts an entry right may keep its day: the opening count of a location merged with this one came later.
    """
    if entry.corrects and entry.stated_on == entry.corrects.stated_on:
        return
    opened_on = StockMovement.objects.filter(
        agency=entry.agency, location=location, lot__item=item, reason=StockMovement.Reason.OPENING, is_void=False
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


def add_movement(entry, *, location, lot, quantity, reason):
    """Append one movement; moving the level is the caller's.

    What takes back or puts right an entry whose month is closed stands under "corrections to earlier periods".
    """
    return StockMovement.objects.create(
        agency=entry.agency,
        entry=entry,
        location=location,
        lot=lot,
        quantity=quantity,
        reason=StockMovement.Reason.CORRECTED if _is_of_closed_month(entry) else reason,
        on=entry.on,
        stated_on=entry.stated_on,
        by=entry.by,
        is_void=entry.reverses is not None,
    )


def _is_of_closed_month(entry):
    """Whether an entry takes back or puts right what was of a month that is closed, be it for the second time."""
    taking_back = entry if entry.reverses else getattr(entry.corrects, "reversed_by", None)
    if taking_back is None:
        return False
    undone = taking_back.reverses
    is_corrected = undone.own_movements().filter(reason=StockMovement.Reason.CORRECTED)
    return taking_back.month != undone.month or is_corrected.exists()


def cover(entry, *, location, item, by_lot):
    """Turn the location's open shortfall into use of these lots ({lot: quantity}), posted in the entry's month."""
    agency, month = entry.agency, entry.month
    use = {(agency.pk, location.pk, lot.pk, month): (covered,) for lot, covered in by_lot.items() if covered}
    if use:
        covered = sum(by_lot.values())
        increment(StockUse, **USE, by=use)
        increment(Shortfall, **SHORTFALL, by={(agency.pk, location.pk, item.pk, month): (-covered,)})


def arrive(entry, *, location, lot, quantity, reason, level):
    """Bring `quantity` of `lot` to `location`: an open shortfall is covered first, the level gets the rest.

    `level` is the lot's locked level there. Where a count came after what the entry puts right, that count has these
    kits already. Returns how much of the shortfall was covered.
    """
    add_movement(entry, location=location, lot=lot, quantity=quantity, reason=reason)
    if settle(entry, location=location, lot=lot, quantity=quantity):
        return 0
    covered = min(quantity, open_shortfall(agency=entry.agency, location=location, item=lot.item))
    cover(entry, location=location, item=lot.item, by_lot={lot: covered})
    level.quantity += quantity - covered
    level.save(update_fields=["quantity"])
    return covered


def arrive_again(entry, *, location, lot, quantity, level):
    """Bring back what never left: kits of a lot that may be left cover an open shortfall first."""
    covered = 0
    if lot.status == Lot.Status.ACTIVE and (lot.expires_on is None or lot.expires_on >= entry.on):
        covered = max(0, min(quantity, open_shortfall(agency=entry.agency, location=location, item=lot.item)))
    cover(entry, location=location, item=lot.item, by_lot={lot: covered})
    level.quantity += quantity - covered
    level.save(update_fields=["quantity"])


def settle(entry, *, location, lot, quantity):
    """Let a later count take up the movement of `quantity` that `entry` makes, if there is one; return whether.

    What lies there was counted, whatever was entered wrong before: only the difference that the count found changes,
    in the month of the count while that is open.
    """
    count = first_count_after(entry, location=location, item=lot.item)
    if count is None:
        return False
    is_open = hold_calendar(entry.agency).post(day=count.on, today=entry.on).month == count.month
    StockMovement.objects.create(
        agency=entry.agency,
        entry=entry,
        location=location,
        lot=lot,
        quantity=-quantity,
        reason=StockMovement.Reason.COUNTED if is_open else StockMovement.Reason.CORRECTED,
        on=count.on if is_open else entry.on,
        stated_on=count.stated_on if is_open else entry.stated_on,
        by=entry.by,
        settles=count,
    )
    return True


def first_count_after(entry, *, location, item):
    """Return the first count of `item` at `location` after the position of an entry that takes back or puts right;
    None where there is none, and for any other entry."""
    if entry.position == entry.number:
        return None
    counts = LedgerEntry.objects.counts_of(agency=entry.agency, location=location, item=item)
    return counts.filter(position__gt=entry.position).order_by("position").first()


def quantity_by_lot(lines):
    """Add up the quantities of equal lots: [(lot, quantity)] → {lot: quantity}, in the order given."""
    totals: defaultdict[Lot, int] = defaultdict(int)
    for lot, quantity in lines:
        totals[lot] += quantity
    return dict(totals)
