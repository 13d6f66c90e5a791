"""How the stock of one location stands, to compare before and after."""

from uuid import UUID

from django.db.models import Sum

from agencies.models import Location
from inventory.models import Shortfall, StockLevel

Standing = tuple[dict[UUID, int], dict[int, int]]


def stock_standing(location: Location) -> Standing:
    """How many of each lot are on hand at a location, and how many of each item no stock has covered. Two queries."""
    levels = StockLevel.objects.filter(location=location).exclude(quantity=0).values_list("lot", "quantity")
    short = Shortfall.objects.filter(location=location).order_by().values_list("item").annotate(total=Sum("quantity"))
    return dict(levels), {item: total for item, total in short if total}
