"""A count beside the ledger."""

from typing import NamedTuple

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
