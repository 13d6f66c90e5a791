"""An agency's locations with the kits that are there."""

from django.db.models import Case, F, IntegerField, Q, Sum, When

from agencies.models import Location
from agencies.querysets.locations import locations_of
from inventory.models import Item

HAS_LEDGER = ~Q(kind=Location.Kind.VEHICLE)


def locations_with_kits(agency):
    """The agency's locations in use, by name, each with its station, and with two numbers of kits.

    `kits` is how many are on hand, None for a vehicle, whose kits are its station's. `to_bring` is how many are
    missing from what it should have, None where none are.
    """
    kits = Sum("stock_levels__quantity", filter=Q(stock_levels__lot__item__kind=Item.Kind.NALOXONE_KIT), default=0)
    return (
        locations_of(agency)
        .in_use()
        .annotate(counted=kits)
        .annotate(
            kits=Case(When(HAS_LEDGER, then=F("counted")), output_field=IntegerField()),
            to_bring=Case(
                When(HAS_LEDGER & Q(par__gt=F("counted")), then=F("par") - F("counted")),
                output_field=IntegerField(),
            ),
        )
    )
