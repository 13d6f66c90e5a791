"""What a terminal offers to choose from."""

from datetime import timedelta
from typing import NamedTuple

from agencies.models import Jurisdiction
from agencies.querysets.terminals import presets_of
from inventory.models import Item

DAYS_BACK = 60


class Offer(NamedTuple):
    """Place buttons in place-name order, the agency's counties (its own first), items (kits first), and days."""

    presets: list
    counties: list
    items: list
    today: object

    @property
    def yesterday(self):
        return self.today - timedelta(days=1)

    @property
    def first_day(self):
        """The first day that can be chosen; earlier ones are the coordinator's to enter."""
        return self.today - timedelta(days=DAYS_BACK)


def offer_of(agency, *, today):
    """Return what the terminals of `agency` offer on `today` (a date): an `Offer`."""
    also = Jurisdiction.objects.real_places().filter(also_served_by=agency).exclude(pk=agency.jurisdiction_id)
    return Offer(
        presets=[preset.zip_code for preset in presets_of(agency)],
        counties=[agency.jurisdiction, *also.order_by("name")],
        items=list(Item.objects.logged_by(agency)),
        today=today,
    )
