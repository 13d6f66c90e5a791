"""A count beside the ledger, and what happened while it was made."""

from collections import Counter
from typing import NamedTuple
from uuid import UUID

from django.db.models import Sum

from agencies.models import Agency, Location
from inventory.models import Item, Shortfall, StockLevel


class Variance(NamedTuple):
    """What was counted, what the levels say, and the open shortfall: of one item at one location."""

    counted: int
    level: int
    shortfall: int

    @property
    def difference(self) -> int:
        """How many more (or, below 0, fewer) are there than deliveries, moves and kits left explain."""
        return self.counted - self.level + self.shortfall


def variance_of(*, agency: Agency, location: Location, item: Item, counted: int) -> Variance:
    """Return the variance if `counted` of `item` were found at `location` now."""
    at = {"agency": agency, "location": location}
    levels, short = StockLevel.objects.filter(lot__item=item, **at), Shortfall.objects.filter(item=item, **at)
    return Variance(counted, *(rows.aggregate(total=Sum("quantity", default=0))["total"] for rows in (levels, short)))


class Shelf(NamedTuple):
    """What the ledger has of one item at one location: by lot (its id), and the open shortfall."""

    by_lot: dict[UUID, int]
    shortfall: int

    def less(self, later: "Shelf") -> Counter[UUID]:
        """Return by how much each lot fell until `later` (below 0: rose), without those that stayed."""
        fell = Counter(self.by_lot)
        fell.subtract(later.by_lot)
        return Counter({lot: kits for lot, kits in fell.items() if kits})


def shelf_of(*, agency: Agency, location: Location, item: Item) -> Shelf:
    """Return what the ledger has of `item` at `location` now."""
    at = {"agency": agency, "location": location}
    levels = StockLevel.objects.filter(lot__item=item, quantity__gt=0, **at)
    short = Shortfall.objects.filter(item=item, **at).aggregate(total=Sum("quantity", default=0))["total"]
    return Shelf(dict(levels.order_by().values_list("lot", "quantity")), short)
