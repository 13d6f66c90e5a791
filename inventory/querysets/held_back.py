"""What lies at a place and must not be left with anybody."""

from django.db.models import Exists, OuterRef

from agencies.models import Location
from inventory.models import Lot, StockLevel


def lots_held_back_at(location: Location):
    """Return the recalled and held-back lots of which `location` has something, recalled ones first."""
    here = StockLevel.objects.filter(location=location, lot=OuterRef("pk"), quantity__gt=0)
    lots = Lot.objects.filter(Exists(here)).exclude(status=Lot.Status.ACTIVE).select_related("item")
    return lots.order_by("-status", "number", "id")
