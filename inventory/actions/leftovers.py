"""What was taken to an event and came back."""

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from inventory.actions.departures import move_stock
from inventory.actions.ledger import check_location, hold_ledger
from inventory.actions.stock_counts import CountedLot, count_stock
from inventory.models import Item, Lot
from inventory.querysets import leftovers_at
from inventory.refusals import StockChanged


@transaction.atomic
def return_leftovers(*, agency, source, target, came_back: dict[Lot, int], seen: dict[Lot, int], today, by):
    """Count at `source` what `came_back` of each lot and move it to `target`, so that nothing is left at `source` and
    its books are even; or do nothing at all.

    `seen` is what `leftovers_at` said when somebody looked: anything else by now raises `StockChanged`. What did not
    come back, and was not logged there, is a difference found by a count. Returns how many came back. Raises what
    `count_stock` and `move_stock` raise.
    """
    hold_ledger(agency)
    check_location(agency=agency, location=source)
    check_location(agency=agency, location=target, field="target")
    if leftovers_at(source) != seen:
        raise StockChanged(
            _("Kits were logged or stock was moved there since you looked. Nothing was changed: please look again.")
        )
    lots_of: defaultdict[Item, list[Lot]] = defaultdict(list)
    for lot in seen:
        lots_of[lot.item].append(lot)
    entered = {"agency": agency, "on": today, "today": today, "by": by}
    for item, lots in lots_of.items():
        counted = [CountedLot(lot.number, lot.expires_on, came_back[lot]) for lot in lots]
        count_stock(location=source, item=item, counted=counted, **entered)
        for lot in lots:
            if came_back[lot]:
                move_stock(lot=lot, source=source, target=target, quantity=came_back[lot], **entered)
    return sum(came_back.values())
