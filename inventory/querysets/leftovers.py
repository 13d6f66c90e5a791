"""What should still be at an event's location."""

from django.db.models import Q, Sum

from agencies.models import Agency, Location
from inventory.models import Lot, Shortfall, StockLevel


def leftovers_at(location: Location) -> dict[Lot, int]:
    """How many of each lot should be at a location, first to expire first. Where more of an item was left than its
    stock held, its lots are in it with 0: only a count makes these books even. Two queries."""
    short = Shortfall.objects.filter(location=location).order_by().values_list("item").annotate(total=Sum("quantity"))
    items = [item for item, total in short if total]
    held = StockLevel.objects.filter(Q(quantity__gt=0) | Q(lot__item__in=items), location=location)
    return {level.lot: level.quantity for level in held.select_related("lot__item").first_to_expire()}


def events_with_leftovers(agency: Agency):
    """The locations of events, in use, where kits should still be, in the order of their names."""
    events = agency.locations.in_use().filter(kind=Location.Kind.EVENT)
    return events.filter(stock_levels__quantity__gt=0).distinct().order_by("name")
